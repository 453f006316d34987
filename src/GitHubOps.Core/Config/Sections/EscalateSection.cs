using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// <c>escalate:</c> — what happens when a share of a target is used up; a severity may have its own ladder.
/// </summary>
internal sealed class EscalateSection : Section
{
    private const string Example = "`75%: remind assignee`";

    private static readonly NamesShape Shares =
        new("SHARE%", NameKinds.Step.Shape) { Pattern = "^[0-9]{1,4}%$" };

    private static readonly MapShape Ladder =
        new("map of shares and steps", [], "{ 50%: assign backup, 100%: assign area lead }") { Names = Shares };

    private static readonly MapShape Ladders = new("map of shares and steps",
    [
        .. SeverityText.All.Select(name => new Field(name, Ladder, $"The steps of {name}, instead of the shared ones.")
        {
            Default = "the shared ones",
        }),
        .. EscalationKeys.Fields,
        SectionModes.Field,
    ], "{ 75%: remind assignee, 100%: assign backup }")
    {
        Names = Shares,
    };

    public override string Key => "escalate";

    public override string Says => "What happens when a share of a target is used up: one quiet step at a time. " +
        "`remind`, `page` and `post to` speak by the channel of that name (reminders by the channel `remind`), whose " +
        "address stands in the service's settings only; `add to` is recorded and not carried out yet.";

    public override string Default => "nothing happens";

    public override Shape Shape => Ladders;

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

        var shared = map.Entries
            .Where(entry => entry.Key != SectionModes.Key && !EscalationKeys.IsOne(entry.Key) &&
                !SeverityText.TryParse(entry.Key, out _));
        var steps = new EscalationPolicy(ReadLadder(shared, Key, draft), bySeverity.ToImmutable());
        draft.Escalation = EscalationKeys.Read(map, steps, draft);
        SectionModes.Read(node, Key, draft);
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
            else if (NameKinds.Step.Read(entry.Value, $"{key}.{entry.Key}", draft) is { } step) steps[percent] = step;
        }

        return steps.ToImmutable();
    }
}
