namespace GitHubOps.Core;

/// <summary>A repository in which nobody can do anything with issues.</summary>
internal sealed class RepositoryCheck : DoctorCheck
{
    public override string Code => "doctor/repository";

    public override string Help =>
        "The repository is archived, or its issues are switched off: there is nothing to do here.";

    public override IEnumerable<Problem> Check(DoctorFacts facts)
    {
        if (facts.Hosted.IsArchived)
            yield return Error($"{facts.Repo} is archived: nothing can be written there",
                "Unarchive it under Settings → General, or leave it as it is.");
        if (!facts.Hosted.HasIssues)
            yield return Error($"{facts.Repo} has its issues switched off",
                "Switch them on under Settings → General → Features.");
    }
}
