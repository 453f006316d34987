namespace GitHubOps.Core;

/// <summary>Where runbooks and files do not meet: a pattern without a file, an area without a runbook.</summary>
internal sealed class CoverCheck : ConfigCheck
{
    public override string Code => "config/covers";

    public override string Help =>
        "A runbook covers a pattern that matches no file, or no runbook covers anything of an area: a change there " +
        "asks nobody to look whether the steps still hold.";

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        if (facts.Runbooks is not { Tree: { } tree } runbooks) yield break;
        foreach (var finding in new CoversDeadRule().Check(runbooks)) yield return finding.Problem;
        if (runbooks.Runbooks.IsEmpty) yield break;
        foreach (var area in facts.Policy.Areas)
        {
            var globs = area.Paths.Select(Glob.Parse).ToList();
            var files = tree.Files.Where(file => globs.Any(glob => glob.Matches(file.Path))).ToList();
            if (files.Count == 0 || runbooks.Active.Any(runbook =>
                files.Any(file => runbook.Runbook!.Covers.Matches(file.Path)))) continue;
            yield return Notice(facts.PlaceOf("areas", area.Name),
                $"no runbook covers anything of `areas.{area.Name}`",
                "Name its paths under `covers` of the runbook whose steps depend on them.");
        }
    }
}
