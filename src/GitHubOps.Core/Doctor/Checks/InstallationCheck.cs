namespace GitHubOps.Core;

/// <summary>The App is not where it is needed.</summary>
internal sealed class InstallationCheck : DoctorCheck
{
    public override string Code => "doctor/installation";

    public override string Help =>
        "The App is not installed on the repository, or is suspended there; or the repository says `extends: org` " +
        "and the App may not read `OWNER/.github`. Asked with the App's own key.";

    public override IEnumerable<Problem> Check(DoctorFacts facts)
    {
        if (facts.App is not { } app) yield break;
        if (app.Installation is not { } installation)
        {
            yield return Error($"the App `{app.Slug}` is not installed on {facts.Repo}",
                $"Install it: Settings of `{facts.Repo.Owner}` → GitHub Apps → `{app.Slug}` → Configure.");
            yield break;
        }

        if (installation.IsSuspended)
            yield return Error($"the App `{app.Slug}` is suspended in `{facts.Repo.Owner}`",
                $"Unsuspend it: Settings of `{facts.Repo.Owner}` → GitHub Apps → `{app.Slug}`.");
        if (Extends(facts) && !app.SeesOrgFiles)
            yield return Error($"the file says `extends: org`, and the App may not read {facts.Repo.Owner}/.github",
                $"Add `{facts.Repo.Owner}/.github` to the repositories of the installation.");
    }

    private static bool Extends(DoctorFacts facts) =>
        PolicyFiles.Find(facts.Input.Files, PolicyFiles.Ops) is { } file
        && OpsFile.Read(file.Text, file.Path, new ProblemList())?.Find("extends")?.Value is OpsText { IsNull: false };
}
