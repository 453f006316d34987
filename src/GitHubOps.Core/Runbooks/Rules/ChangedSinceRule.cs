using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Tells that covered files are not what the last reviewer saw. Information: most such changes spoil no runbook.
/// </summary>
public sealed class ChangedSinceRule : RunbookRule
{
    public override string Id => "changed-since";

    public override string Help =>
        "`review.seen` is compared with the files as they are. A difference does not make the runbook wrong; it " +
        "tells the next reviewer where to look. More than 20 files or 25 % of the covered lines are a warning. Not " +
        "counted: what only moves blanks, lock files, tests, files that `.gitattributes` calls `linguist-generated`, " +
        "and what the commits of `.git-blame-ignore-revs` did. Which files changed is known where the repository " +
        "still holds what the reviewer saw.";

    public override RunbookAxis Axis => RunbookAxis.Drift;

    public override ImmutableArray<string> Codes => ["RB024"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        if ((facts.Tree ?? facts.DiskTree) is not { } tree) yield break;
        foreach (var runbook in facts.Active)
        {
            var changed = RunbookStamp.ChangedSince(runbook.Runbook!, tree);
            if (facts.Tree is null) changed = [.. changed.Where(x => IsThere(x, runbook.Runbook!, tree))];
            if (changed.IsEmpty || runbook.Drift is { Files.IsEmpty: true }) continue;
            if (facts.Tree is not null && CoversEverythingRule.TooMuch(runbook.Runbook!, tree) is not null) continue;
            var more = changed.Length == 1 ? "" : $" and {changed.Length - 1} more";
            var how = runbook.Drift is { } drift ? $": {drift.Words}" : "";
            var level = runbook.Drift?.IsMuch == true ? ProblemLevel.Warning : ProblemLevel.Notice;
            yield return Found(runbook, new Problem("RB024", level,
                $"`{Problems.Shown(changed[0])}`{more} changed since the review{how}", runbook.Path,
                runbook.Runbook!.Review!.Line));
        }
    }

    /// <summary>What was not unpacked has not changed.</summary>
    private static bool IsThere(string entry, Runbook runbook, RepoTree tree) =>
        runbook.Covers.Entries.Any(x => x.Text == entry && tree.FilesOf(x, runbook.Covers, runbook.Path).Any());
}
