namespace GitHubOps.Core;

/// <summary>The words for people, written anew.</summary>
internal sealed class OperatingModelRemedy : DoctorRemedy
{
    public override string Mends => "doctor/operating-model";

    public override IEnumerable<RemedyFile> Files(DoctorFacts facts)
    {
        if (facts.Config.Policy is not { } policy || facts.Wanted(policy) is not { } text) yield break;
        yield return new RemedyFile(new RepoFile(OperatingModel.File, text),
            "who, when and how, in sentences: generated from these files", IsNew: facts.OperatingModel is null);
    }
}
