using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// <c>escalate:</c> — what happens when a share of a target is used up; a severity may have its own ladder.
/// </summary>
internal sealed class EscalateSection : Section
{
    private const string Example = "`75%: remind assignee`";

    public override string Key => "escalate";

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        if (draft.Read.Map(node, Key, Example) is not { } map) return;
        var bySeverity = ImmutableDictionary.CreateBuilder<Severity, ImmutableSortedDictionary<int, EscalationStep>>();
        foreach (var (name, _, value) in map.Entries)
        {
            if (SeverityText.TryParse(name, out var severity)
                && draft.Read.Map(value, $"{Key}.{name}", $"`{{ {Example.Trim('`')} }}`") is { } ladder)
                bySeverity[severity] = ReadLadder(ladder.Entries, $"{Key}.{name}", draft);
        }

        var shared = map.Entries.Where(entry => !SeverityText.TryParse(entry.Key, out _));
        draft.Escalation = new EscalationPolicy(ReadLadder(shared, Key, draft), bySeverity.ToImmutable());
    }

    private static ImmutableSortedDictionary<int, EscalationStep> ReadLadder(
        IEnumerable<OpsEntry> entries, string key, PolicyDraft draft)
    {
        var steps = ImmutableSortedDictionary.CreateBuilder<int, EscalationStep>();
        foreach (var entry in entries)
        {
            if (!EscalationShares.TryParse(entry.Key, out var percent))
                draft.Problems.Error(ProblemCodes.UnknownKey, entry.KeyAt,
                    $"`{ValueReader.Shown(entry.Key)}` in `{key}` is neither a share nor a severity",
                    "Write a share like `75%`, or `s1` to `s4`.");
            else if (!steps.TryAdd(percent, new EscalationStep(EscalationKind.Nothing)))
                draft.Problems.Error(ProblemCodes.WrongValue, entry.KeyAt, $"`{percent}%` stands twice in `{key}`",
                    "Keep one of them.");
            else if (ReadStep(entry.Value, $"{key}.{entry.Key}", draft) is { } step) steps[percent] = step;
        }

        return steps.ToImmutable();
    }

    private static EscalationStep? ReadStep(OpsNode node, string key, PolicyDraft draft)
    {
        if (draft.Read.Text(node, key, "a step: `remind assignee`") is not { } text) return null;
        if (!EscalationStep.TryParse(text, out var step))
        {
            draft.Read.Invalid(node, key, $"`{ValueReader.Shown(text)}` is no step",
                $"Write {ValueReader.OneOf([.. EscalationStep.Forms])}.");
            return null;
        }

        var aliases = draft.Owners.Aliases.Groups;
        if (step.Kind == EscalationKind.Page && !aliases.ContainsKey(OwnersFile.NormalLogin(step.Argument!)))
            draft.Read.Undefined(node.At, "alias", step.Argument!,
                aliases.Values.Select(alias => alias.Name), "Add it to `OWNERS_ALIASES`.");
        if (step.Kind == EscalationKind.AddTo && !draft.NamesIn("rituals").Contains(step.Argument))
            draft.Read.Undefined(node.At, "ritual", step.Argument!, draft.NamesIn("rituals"),
                "Define it under `rituals`.");
        return step;
    }
}
