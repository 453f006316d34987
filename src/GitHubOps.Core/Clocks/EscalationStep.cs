using System.Diagnostics.CodeAnalysis;

namespace GitHubOps.Core;

/// <summary>What a step of an escalation does. The list is closed.</summary>
public enum EscalationKind
{
    RemindAssignee,
    AssignNext,
    AssignBackup,
    AssignAreaLead,
    Page,
    PostTo,
    Label,
    AddTo,
    Nothing,
}

/// <summary>One step of an escalation, as people write it: <c>assign backup</c>, <c>page ide-leads</c>.</summary>
public sealed record EscalationStep(EscalationKind Kind, string? Argument = null)
{
    private const int ArgumentMax = 100;

    private static readonly (string Words, EscalationKind Kind)[] Fixed =
    [
        ("remind assignee", EscalationKind.RemindAssignee),
        ("assign next", EscalationKind.AssignNext),
        ("assign backup", EscalationKind.AssignBackup),
        ("assign area lead", EscalationKind.AssignAreaLead),
        ("nothing", EscalationKind.Nothing),
    ];

    private static readonly (string Words, EscalationKind Kind)[] Named =
    [
        ("page", EscalationKind.Page),
        ("post to", EscalationKind.PostTo),
        ("label", EscalationKind.Label),
        ("add to", EscalationKind.AddTo),
    ];

    /// <summary>How each step is written, for messages about one that is not.</summary>
    public static IEnumerable<string> Forms =>
        Fixed.Select(f => f.Words).Concat(Named.Select(n => $"{n.Words} <name>"));

    /// <summary>The first words of steps that do something.</summary>
    public static System.Collections.Immutable.ImmutableArray<string> Verbs { get; } =
        ["remind", "assign", "page", "post", "label", "add"];

    /// <summary>The first word of it.</summary>
    public string Verb => ToString().Split(' ')[0];

    public static bool TryParse(string? text, [NotNullWhen(true)] out EscalationStep? step)
    {
        step = null;
        var words = string.Join(' ', (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (var (form, kind) in Fixed)
            if (words == form) step = new EscalationStep(kind);
        foreach (var (form, kind) in Named)
            if (words.StartsWith(form + " ", StringComparison.Ordinal) && words.Length - form.Length - 1 <= ArgumentMax)
                step = new EscalationStep(kind, words[(form.Length + 1)..]);
        return step is not null;
    }

    public override string ToString()
    {
        foreach (var (form, kind) in Fixed)
            if (kind == Kind) return form;
        return $"{Named.First(n => n.Kind == Kind).Words} {Argument}";
    }
}

/// <summary>Shares of a target as people write them: <c>75%</c>.</summary>
public static class EscalationShares
{
    public const int PercentMax = 1000;

    public static bool TryParse(string? text, out int percent)
    {
        percent = 0;
        if (text is not { Length: >= 2 and <= 5 } || text[^1] != '%') return false;
        foreach (var c in text.AsSpan(0, text.Length - 1))
        {
            if (!char.IsAsciiDigit(c)) return false;
            percent = (percent * 10) + (c - '0');
        }

        return percent is > 0 and <= PercentMax;
    }
}
