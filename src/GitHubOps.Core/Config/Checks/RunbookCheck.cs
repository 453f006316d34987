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
        foreach (var runbook in runbooks.Active)
        {
            if (string.IsNullOrEmpty(runbook.Runbook!.Owner)) yield return Lacks(runbook.Path, "owner", "owner: LOGIN");
            if (runbook.Runbook.Review?.On is null)
                yield return Lacks(runbook.Path, "review", runbook.RenewCommand);
        }
    }

    private Problem Lacks(string path, string what, string remedy) =>
        new(Code, ProblemLevel.Warning, $"the runbook has no `{what}`", path, 1, Remedy: $"Add it: `{remedy}`.");
}
