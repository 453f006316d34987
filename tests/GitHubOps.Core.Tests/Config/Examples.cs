using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>The little repositories under <c>docs/examples</c>, as the service would fetch them.</summary>
internal static class Examples
{
    public static readonly string[] Names = ["dashboard-factory", "ide-extension", "mcp-analyst-agent"];

    public static PolicyInput Read(string name) => new(
        new RepoName("acme", name), "r1",
        [.. Files($"docs/examples/acme/{name}").Where(file => PolicyFiles.IsWanted(file.Path))],
        OrgFiles());

    public static System.Collections.Immutable.ImmutableArray<RepoFile> OrgFiles() =>
        [.. Files("docs/examples/acme/.github").Where(file => PolicyFiles.IsWantedOfOrg(file.Path))];

    /// <summary>
    /// The files below a folder of the checkout. One that ends with <c>.case</c> is there without it: whoever reads the
    /// owners of this project must not take cases for them.
    /// </summary>
    public static IEnumerable<RepoFile> Files(string folder)
    {
        var root = Checkout.PathTo(folder);
        return from file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
               let name = Path.GetRelativePath(root, file).Replace('\\', '/')
               let path = name.EndsWith(".case", StringComparison.Ordinal) ? name[..^".case".Length] : name
               orderby path
               select new RepoFile(path, File.ReadAllText(file));
    }

    /// <summary>One repository with this <c>ops.yml</c> and the organisation of the examples.</summary>
    public static PolicyInput With(string ops, params RepoFile[] files) =>
        new(new RepoName("acme", "app"), "r1", [new RepoFile(PolicyFiles.Ops, ops), .. files], OrgFiles());

    /// <summary>A runbook of <c>publish/**</c>, reviewed on a day.</summary>
    public static RunbookReading RunbookText(string owner, string reviewed = "2026-10-27") => RunbookReader.Read(
        "docs/runbooks/roll-back.md",
        $"---\ntitle: T\nrunbook:\n  owner: {owner}\n  severity: s2\n  interval: 120d\n  covers: [\"publish/**\"]\n" +
        $"review:\n  by: \"@ana\"\n  on: {reviewed}\n  kind: read\n---\n# T\n\nDo it.\n");

    public static RunbookCard RunbookOf(RepoPolicy policy, string owner, string reviewed = "2026-10-27") =>
        RunbookCard.Of(
        [RunbookText(owner, reviewed)], new RepoTree([new RepoEntry("publish/a.cs", "100644", new string('1', 40))]),
        policy)[0];

    public static RepoPolicy Policy(PolicyInput input)
    {
        var result = PolicyReader.Read(input);
        return result.Policy.ShouldNotBeNull(string.Join('\n', result.Problems));
    }
}
