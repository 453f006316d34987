namespace GitHubOps.Core;

/// <summary>An <c>OWNERS</c> at the root with those who get what nobody else can get: a beginning.</summary>
internal sealed class OwnersRemedy : DoctorRemedy
{
    public override string Mends => "doctor/owners";

    public override IEnumerable<RemedyFile> Files(DoctorFacts facts)
    {
        if (facts.Config.Policy is not { Areas: [_, ..], UnknownOwners: [_, ..] people }) yield break;
        if (facts.Input.Files.Any(file => PolicyFiles.IsOwners(file.Path))) yield break;
        yield return new RemedyFile(
            OwnersWriter.Owners("", [(".*", [.. people.Select(person => person.Value)])], cutsParents: false),
            "the owners of `unknown` as those of all code: put files with those who know it into its folders",
            IsNew: true);
    }
}
