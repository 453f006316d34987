namespace GitHubOps.Core;

/// <summary>Nobody is named for the code.</summary>
internal sealed class OwnersCheck : DoctorCheck
{
    public override string Code => "doctor/owners";

    public override string Help =>
        "The repository has no `OWNERS` file at all: `area owner` finds nobody, and everything falls to the owners " +
        "of `unknown`.";

    public override IEnumerable<Problem> Check(DoctorFacts facts)
    {
        if (facts.Input.Files.Any(file => PolicyFiles.IsOwners(file.Path))) yield break;
        if (facts.Config.Policy is { Areas: [] }) yield break;
        yield return Warning("the repository has no `OWNERS` file: nobody is named for its code",
            "Write one at the root with `approvers:`, or have it proposed: `githubops doctor --fix`.");
    }
}
