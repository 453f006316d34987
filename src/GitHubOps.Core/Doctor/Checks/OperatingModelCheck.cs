namespace GitHubOps.Core;

/// <summary>The words for people say something else than the files.</summary>
internal sealed class OperatingModelCheck : DoctorCheck
{
    public override string Code => "doctor/operating-model";

    public override string Help =>
        $"`{OperatingModel.File}`, which says in sentences what the files say, is missing or is not what they say now: the " +
        "files have changed since, or somebody edited it by hand.";

    public override IEnumerable<Problem> Check(DoctorFacts facts)
    {
        if (facts.IsShared || facts.Config.Policy is not { } policy || facts.Wanted(policy) is null) yield break;
        const string remedy = "Run `githubops operating-model`, or have it proposed: `githubops doctor --fix`.";
        if (facts.OperatingModel is null)
            yield return Notice(
                $"there is no `{OperatingModel.File}`: nothing tells people in sentences what is in force",
                remedy);
        else
            yield return Warning($"`{OperatingModel.File}` is not what the files say", remedy) with
            {
                File = OperatingModel.File,
            };
    }
}
