using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A first <c>ops.yml</c>, as <c>init</c> writes it: always in dry-run.</summary>
internal sealed class ConfigurationRemedy : DoctorRemedy
{
    public override string Mends => "doctor/configuration";

    public override IEnumerable<RemedyFile> Files(DoctorFacts facts) => Starter(facts) is not { } plan ? []
        : plan.Files.Select(file => new RemedyFile(file, Why(file.Path), IsNew: true));

    /// <summary>What a person should know about the first file; none where there is one already.</summary>
    public static ImmutableArray<string> Notes(DoctorFacts facts) => Starter(facts) is not { } plan ? []
        : [.. plan.Notes, .. plan.Problems.Select(problem => problem.ToString())];

    private static StarterPlan? Starter(DoctorFacts facts)
    {
        if (PolicyFiles.Find(facts.Input.Files, PolicyFiles.Ops) is not null) return null;
        var input = new StarterInput
        {
            Repo = facts.Repo,
            Paths = facts.Paths,
            Files = facts.Input.Files,
            CodeOwners = facts.CodeOwners,
            OrgFiles = facts.Input.OrgFiles,
            Labels = [.. facts.Hosted.Labels.Order(StringComparer.Ordinal)],
            Writers = facts.Writers,
        };
        if (!IssueFormReader.ReadAll(facts.Input, new ProblemList()).IsEmpty) return Core.Starter.Plan(input);

        // The form offers the areas of the file, and the file says what issues of the form are.
        var first = Core.Starter.Plan(input);
        var draft = facts.Input with { Files = [.. facts.Input.Files, .. first.Files] };
        if (PolicyReader.Read(draft).Policy is not { } policy) return first;
        var form = StarterForm.Write(StarterForm.Usual, policy, []);
        var plan = Core.Starter.Plan(input with { Files = [.. input.Files, form] });
        return plan with { Files = [.. plan.Files, form] };
    }

    private static string Why(string path) => path switch
    {
        PolicyFiles.Ops => "a first configuration in `dry-run`, from what the repository has",
        PolicyFiles.Aliases => "who takes turns",
        _ when PolicyFiles.IsForm(path) => "a form that asks for the area and what happened",
        _ when PolicyFiles.IsOwners(path) => "who knows the code, from `CODEOWNERS`",
        _ => "completes the keys of `ops.yml` in editors",
    };
}
