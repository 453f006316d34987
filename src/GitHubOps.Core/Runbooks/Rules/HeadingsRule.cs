using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A grave runbook has the places that people look for.</summary>
public sealed class HeadingsRule : RunbookRule
{
    public override string Id => "headings";

    public override string Help =>
        "In an incident people look for five places: Trigger, Check, Mitigate, Verify, Escalate. A runbook of " +
        "severity s1 without one of these headings is a warning; the others may look as they like.";

    public override RunbookAxis Axis => RunbookAxis.Integrity;

    public override ImmutableArray<string> Codes => ["RB038"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        foreach (var runbook in facts.Active)
        {
            if (RunbookPolicy.SeverityOf(runbook.Runbook!) != RunbookSeverity.S1) continue;
            if (runbook.Reading.FrontMatter is not { IsCut: false }) continue;
            var links = runbook.Links;
            var missing = RunbookStarter.Headings.Where(x => !links.HasAnchor(x.ToLowerInvariant())).ToArray();
            if (missing.Length == 0) continue;
            yield return Found(runbook, Problem.Warning("RB038",
                $"has no heading {string.Join(", ", missing)}", runbook.Path, runbook.Reading.FrontMatter.BodyLine, 0,
                "Add what is missing: somebody will look for it in a hurry."));
        }
    }
}
