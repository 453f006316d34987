using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What a pull request that touches these paths must bring along.</summary>
/// <param name="Label">Counts only with this label; null: always.</param>
/// <param name="Needs"><c>decision</c>, <c>eval run</c>, <c>note to …</c>, or the file of a runbook.</param>
public sealed record ChangeRule(ImmutableArray<string> Paths, string? Label, ImmutableArray<string> Needs);

/// <summary><c>changes:</c> — what a pull request must bring along.</summary>
internal sealed class ChangesSection : LaterListSection<ChangeRule>
{
    private static readonly Field<ImmutableArray<string>> Paths =
        new("paths", NameKinds.Globs, "The rule counts for a pull request that touches one of these.")
        {
            IsRequired = true,
        };

    private static readonly Field<string> Label =
        new("label", NameKinds.Label, "It counts only while the pull request has this label.");

    private static readonly Field<ImmutableArray<string>> Needs = new("needs",
        Kinds.List(Kinds.Parsed(
            new TextShape("thing that a change brings along",
                ["decision", "eval run", "note to clients", "deploy-tool.md"])
            {
                Words = ["decision", "eval run"],
                Pattern = "^note to \\S|\\.md$",
            },
            text => text is "decision" or "eval run" || text.StartsWith("note to ", StringComparison.Ordinal)
                || text.EndsWith(".md", StringComparison.Ordinal) ? text : null), "[decision, deploy-tool.md]"),
        "A decision, a run of the evals, a note, or a runbook that is fresh or changed along.")
    {
        IsRequired = true,
    };

    public override string Key => "changes";

    public override string Says => "What a pull request must bring along, by the paths that it touches.";

    protected override Kind<ChangeRule> Item { get; } = Kinds.Map(
        "map of a rule for changes", "{ paths: [contracts/**], needs: [deploy-tool.md] }", [Paths, Label, Needs],
        read => new ChangeRule(read.Items(Paths), read.Get(Label), read.Items(Needs)));

    protected override LaterPolicy Keep(LaterPolicy later, ImmutableArray<ChangeRule> read) =>
        later with { Changes = read };
}
