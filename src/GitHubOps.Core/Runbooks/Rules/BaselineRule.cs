using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>The file of exemptions can be read, does not grow, and holds nothing that is mended already.</summary>
public sealed class BaselineRule : RunbookRule
{
    public override string Id => "baseline";

    public override string Help =>
        "`githubops runbooks adopt` writes what a repository has against it into `.github/runbooks.baseline.json`, " +
        "each entry with the day on which it ends. The file can only shrink: a change is held against the file of " +
        "its base, so nobody can put off what they have to pass. An entry whose finding is gone, or whose day has " +
        "come, is taken out by `githubops runbooks adopt --prune`.";

    public override RunbookAxis Axis => RunbookAxis.Coverage;

    public override ImmutableArray<string> Codes => ["RB050", "RB051", "RB052"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        if (facts.Baseline is not { } baseline) yield break;
        var touched = facts.Touch is RunbookTouch.Known touch ? touch.Paths : [];
        foreach (var problem in baseline.Problems) yield return new(problem, Axis, null, true);
        foreach (var grown in baseline.Entries.Where(baseline.IsGrown))
        {
            yield return new(Problem.Error("RB051",
                $"{Problems.Shown(grown.Rule)} of `{Problems.Shown(grown.Path)}` is not exempt at the base of this change, " +
                "or not for so long", baseline.File, grown.Line, 0,
                "Take the entry out and mend the finding: a baseline only shrinks."), Axis, null, true);
        }

        foreach (var late in baseline.Entries.Where(x => x.Expires > facts.Today.PlusDays(RunbookBaseline.DaysMax)))
        {
            yield return new(Problem.Error("RB051",
                $"{Problems.Shown(late.Rule)} of `{Problems.Shown(late.Path)}` is put off to {RunbookAge.Date(late.Expires)}, " +
                $"more than {RunbookBaseline.DaysMax} days", baseline.File, late.Line, 0, "Write an earlier day."),
                Axis, null, touched.Contains(baseline.File));
        }

        if (facts.Partial || facts.Tree is null) yield break;
        var unused = Unused(facts, baseline);
        if (unused.Length == 0) yield break;
        var first = unused[0];
        var more = unused.Length == 1 ? "" : $" and {unused.Length - 1} more";
        yield return new(Problem.Error("RB052",
            $"{Problems.Shown(first.Rule)} of `{Problems.Shown(first.Path)}`{more} {(unused.Length == 1 ? "is" : "are")} " +
            "exempt and not found any more", baseline.File, first.Line, 0,
            "Run `githubops runbooks adopt --prune` and commit what it writes."),
            Axis, null, touched.Contains(baseline.File));
    }

    private static readonly string[] SinceReview = ["RB024", "RB070", "RB071"];

    /// <summary>Entries that no finding needs where no change is judged.</summary>
    public static ImmutableArray<BaselineEntry> Unused(RunbookFacts facts, RunbookBaseline baseline)
    {
        var needed = RunbookChecker.Standing(facts).Select(x => x.Entry(baseline)).ToHashSet();
        // In a change, drift since reviews is not listed: of its entries nothing is known then.
        var isListed = facts.Touch is RunbookTouch.NoChange;
        return [.. baseline.Entries.Where(x => !needed.Contains(x) && !baseline.IsGrown(x) &&
            (isListed || !SinceReview.Contains(x.Rule)))];
    }
}
