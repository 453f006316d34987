using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Reads the section <c>runbooks:</c> of a policy file, and only that: the gate works in a repository whose other
/// sections belong to a service that is not installed. The whole file is judged by the strict reader behind
/// <c>check</c>.
/// </summary>
public static class RunbookPolicyReader
{
    private const string Code = "OPS-RUNBOOKS";

    private static readonly RunbooksSection Section = new();

    public static (RunbookPolicy Policy, ImmutableArray<Problem> Problems) Read(string file, string text)
    {
        var problems = new ProblemList();
        var policy = Read(file, text, problems);
        return (policy, [.. problems.ToImmutable().Select(problem => problem with { Code = Code })]);
    }

    private static RunbookPolicy Read(string file, string text, ProblemList problems)
    {
        if (OpsFile.Read(text, file, problems) is not { } root) return RunbookPolicy.Default;
        if (root.Find(Section.Key)?.Value is not { } node || node is OpsText { IsNull: true })
            return RunbookPolicy.Default;
        var alone = new PolicyInput(new RepoName("", ""), "", [], []);
        var draft = new PolicyDraft(alone, root, extendsOrg: false, problems)
        {
            Owners = OwnersIndex.Build([], OwnersAliases.Empty, OwnersOptions.Default, problems),
            RepoForms = [],
        };
        return Section.ReadPolicy(node, draft) is { } policy ? policy with { File = file } : RunbookPolicy.Default;
    }
}
