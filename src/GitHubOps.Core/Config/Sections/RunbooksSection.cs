using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// <c>runbooks:</c> — the gate of runbooks. The gate reads the section by itself, in the repository's own file
/// (<see cref="RunbookPolicyReader"/>), so that it works where no service is; here it is read with all else.
/// </summary>
internal sealed class RunbooksSection : Section
{
    private static readonly Field<string> In =
        new("in", NameKinds.Glob, "Where the runbooks lie.") { Default = "docs/runbooks/**" };

    private static readonly Field<RunbookInterval> VerifyEvery = new("verify_every", Kinds.Parsed(
        new TextShape("interval", ["90d", "6 months"]),
        text => RunbookInterval.TryParse(text, out var interval, out _) && !interval.IsNever ? interval : null),
        "How long a review holds where a runbook says nothing itself.")
    {
        Default = "by severity: 90, 180 or 365 days",
    };

    private static readonly Field<string> Gate = new("gate", Kinds.Word("gate", "on touch"),
        "A change of what a runbook covers needs it fresh, changed along, or confirmed.")
    {
        Default = "no gate",
    };

    private static readonly Field<ImmutableArray<string>> Required =
        new("required", Kinds.List(NameKinds.Path, "[publish-release.md]"), "Runbooks that must be there.");

    private static readonly Field<string> Grace = new("grace", Kinds.Parsed(
        new TextShape("interval", ["14d", "0d"]),
        text => text is "0d" or "0 days"
            || (RunbookInterval.TryParse(text, out var interval, out _) && !interval.IsNever) ? text : null),
        "The time between due and overdue.")
    {
        Default = "14d, and 7d for s1",
    };

    private static readonly MapShape Fields = new(
        "map of the gate of runbooks", [In, VerifyEvery, Gate, Required, Grace, SectionModes.Field],
        "{ in: docs/runbooks/**, verify_every: 90d, gate: on touch }");

    public override string Key => "runbooks";

    public override string Says =>
        "The gate of runbooks, `githubops runbooks check`. Owner, covers and drills stand in each runbook itself.";

    public override Shape Shape => Fields;

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        if (draft.Read.Fields(node, Key, $"`{Fields.Example}`", Fields.Keys) is not { } map) return;
        SectionModes.IsLive(node, Key, draft);
        var read = new FieldReading(map, Key, draft);
        foreach (var field in (ReadOnlySpan<Field<string>>)[In, Gate, Grace]) read.Get(field);
        read.Get(VerifyEvery);
        read.Items(Required);
    }
}
