using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>The front matter can be read, and holds what a runbook needs.</summary>
public sealed class FrontMatterRule : RunbookRule
{
    public override string Id => "front-matter";

    public override string Help =>
        "A runbook begins with front matter between two lines `---`: a map `runbook:` with at least `owner`, and " +
        "the map `review:` that `githubops runbooks renew` writes. Unknown keys, words and dates are named with " +
        "their line. The dates of some other tools (`last_reviewed_on`, `ms.date`, `review_date`, `freshness`, " +
        "`lastReviewed`) are read as they are.";

    public override RunbookAxis Axis => RunbookAxis.Format;

    public override ImmutableArray<string> Codes =>
        ["RB001", "RB002", "RB003", "RB005", "RB006", "RB007", "RB008", "RB009", "RB010", "RB011"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        var required = facts.Policy.Required.Select(x => x.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var runbook in facts.Runbooks)
            foreach (var problem in runbook.Reading.Problems)
            {
                // A document that only lies beside the runbooks is a warning; one that must be a runbook is not.
                var level = problem.Code is "RB001" or "RB005" && required.Contains(runbook.Path)
                    ? ProblemLevel.Error : problem.Level;
                yield return Found(runbook, problem with { Level = level });
            }
    }
}
