using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Every area leads to a runbook, and every runbook is led to.</summary>
public sealed class CoverageRule : RunbookRule
{
    public override string Id => "coverage";

    public override string Help =>
        "An area of `ops.yml`, a section of CODEOWNERS (below a comment that heads it) or a component of tier 1 " +
        "(`catalog-info.yaml`) of which no runbook covers anything has nobody who is asked when its code changes; a " +
        "change that brings one is warned, and so is everybody about tier 1. A runbook that covers nothing, is " +
        "required nowhere and is named by no alert will not be found when it is needed.";

    public override RunbookAxis Axis => RunbookAxis.Coverage;

    public override ImmutableArray<string> Codes => ["RB060", "RB061"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        if (facts.Partial || facts.Tree is not { } tree) yield break;
        foreach (var area in facts.Areas)
        {
            var file = area.File ?? facts.Policy.File;
            var isTouched = facts.Touch is RunbookTouch.Known touch && file is not null && touch.Paths.Contains(file);
            var files = tree.Files.Where(x => area.Matches(x.Path)).Select(x => x.Path).ToArray();
            if (files.Length == 0 || facts.Active.Any(x => files.Any(x.Runbook!.Covers.Matches))) continue;
            yield return new(
                new Problem("RB060", isTouched || area.IsGrave ? ProblemLevel.Warning : ProblemLevel.Notice,
                $"no runbook covers anything of the {KindOf(area)} `{Problems.Shown(area.Name)}` ({files.Length} files)",
                file, area.Line, 0, "Name its paths under `covers` of the runbook whose steps depend on them."),
                Axis, null, isTouched);
        }

        // Where nothing points anywhere yet, no runbook is an orphan.
        if (facts.Areas.All(x => x.File is not null) && facts.Alerts.IsEmpty) yield break;
        var required = facts.Policy.Required.Select(x => x.Path).ToHashSet(StringComparer.Ordinal);
        var sent = facts.Alerts.Select(x => AlertsRule.PathOf(x, facts)?.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var runbook in facts.Active.Where(x => !required.Contains(x.Path) && !sent.Contains(x.Path)))
        {
            var known = runbook.Runbook!;
            if (!known.Covers.Entries.IsEmpty || !known.Covers.Services.IsEmpty || !known.Alerts.IsEmpty) continue;
            yield return Found(runbook, new Problem("RB061", ProblemLevel.Notice,
                "covers nothing, is required nowhere and no alert names it: nobody is led to it", runbook.Path, 1, 0,
                "Add `covers`, or name its `alerts`."));
        }
    }

    private static string KindOf(RunbookArea area) =>
        area.File is null ? "area" : area.IsGrave ? "component of tier 1" : "section of CODEOWNERS";
}
