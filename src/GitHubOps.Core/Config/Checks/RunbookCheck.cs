namespace GitHubOps.Core;

/// <summary>Runbooks that must be there, and what each must say of itself.</summary>
internal sealed class RunbookCheck : ConfigCheck
{
    public override string Code => "config/runbook";

    public override string Help =>
        "A runbook that `runbooks.required` names is missing, or a runbook has no owner or has never been reviewed.";

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        if (facts.Runbooks is not { } runbooks) yield break;
        foreach (var rule in (RunbookRule[])[new RequiredRule(), new FrontMatterRule()])
            foreach (var finding in rule.Check(runbooks)) yield return finding.Problem;
        foreach (var runbook in runbooks.Active.Where(runbook => runbook.Runbook!.Review?.On is null))
            yield return new Problem(Code, ProblemLevel.Warning, "the runbook has never been reviewed", runbook.Path, 1,
                Remedy: $"Go through it, then run `{runbook.RenewCommand}`.");
    }
}
