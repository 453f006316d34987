using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A runbook that covers everything is touched by everything.</summary>
public sealed class CoversEverythingRule : RunbookRule
{
    private const int PercentMax = 80;
    private const int FilesMin = 20;

    public override string Id => "covers-everything";

    public override string Help =>
        "A runbook whose `covers` matches four fifths of the repository would be asked for in every change, and " +
        "be ignored soon. Name the folders whose change can make its steps wrong.";

    public override RunbookAxis Axis => RunbookAxis.Drift;

    public override ImmutableArray<string> Codes => ["RB031"];

    /// <summary>The percentage that is covered, where it is so much that it says nothing; else null.</summary>
    public static int? TooMuch(Runbook runbook, RepoTree tree)
    {
        // Only patterns that begin with a wildcard can match that much; the others are not worth the walk.
        if (tree.Files.Length < FilesMin || runbook.Covers.Entries.IsEmpty ||
            runbook.Covers.Entries.All(x => x.Prefix.Contains('/', StringComparison.Ordinal)))
            return null;
        var percent = tree.Files.Count(x => runbook.Covers.Matches(x.Path)) * 100 / tree.Files.Length;
        return percent < PercentMax ? null : percent;
    }

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        if (facts.Tree is not { } tree) yield break;
        foreach (var runbook in facts.Active)
        {
            if (TooMuch(runbook.Runbook!, tree) is not { } percent) continue;
            yield return Found(runbook,
                Problem.Warning("RB031", $"`covers` matches {percent} % of the repository; drift is not told",
                    runbook.Path,
                runbook.Runbook!.Covers.Entries[0].Line, 0, "Name the folders whose change can make its steps wrong."));
        }
    }
}
