using System.Text;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>A CODEOWNERS file becomes OWNERS files; what cannot be said there is told with its line.</summary>
[TestClass]
public class CodeOwnersImportTests
{
    private const string Folder = "tests/GitHubOps.Core.Tests/Config/codeowners-cases";

    public static IEnumerable<TestDataRow<string>> Cases =>
        Directory.GetFiles(Checkout.PathTo(Folder), "*.codeowners").Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal)
            .Select(name => new TestDataRow<string>(name!) { DisplayName = $"codeowners/{name}" });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void The_files_are_those_that_a_person_has_read(string name)
    {
        var result = Import(File.ReadAllText(Checkout.PathTo(Folder, $"{name}.codeowners")));
        var text = new StringBuilder();
        foreach (var problem in result.Problems)
            text.Append(problem.Level.ToString().ToLowerInvariant()).Append(' ').Append(problem).Append('\n');
        foreach (var file in result.Files) text.Append($"\n== {file.Path}\n{file.Text}");
        Golden.CheckFile(text.ToString(), Checkout.PathTo(Folder, $"{name}.txt"));
        Reads(result).Problems.Where(problem => !problem.Text.Contains("has no members", StringComparison.Ordinal)
            && problem.Level > ProblemLevel.Notice).ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow("*", "a/b.c", true)]
    [DataRow("*.js", "a/b.js", true)]
    [DataRow("*.js", "a/b.jsx", false)]
    [DataRow("/build/logs/", "build/logs/a/b", true)]
    [DataRow("/build/logs/", "x/build/logs/a", false)]
    [DataRow("docs/*", "docs/a.md", true)]
    [DataRow("docs/*", "docs/build/a.md", false)]
    [DataRow("apps/", "x/apps/y/z", true)]
    [DataRow("apps/", "apps", false)]
    [DataRow("/docs/", "docs/a/b", true)]
    [DataRow("/apps/x.txt", "apps/x.txt", true)]
    [DataRow("/apps/x.txt", "apps/xytxt", false)]
    [DataRow("/app", "app/deep/file", true)]
    [DataRow("/app", "application", false)]
    [DataRow("**/logs", "deploy/logs/x", true)]
    [DataRow("**/logs", "logs", true)]
    [DataRow("/a/**/b/*.ts", "a/b/x.ts", true)]
    [DataRow("/a/**/b/*.ts", "a/x/y/b/x.ts", true)]
    [DataRow("/a/**/b/*.ts", "a/x/y/b/c/x.ts", false)]
    [DataRow("/v?/", "v1/x", true)]
    [DataRow("/with\\ space/", "with space/x", true)]
    [DataRow("/a+b(c)/*.x", "a+b(c)/d.x", true)]
    public void A_pattern_holds_for_the_same_paths_as_at_GitHub(string pattern, string path, bool owned) =>
        Reads(Import($"{pattern} @ana\n")).Of(path).Approvers.Contains("ana").ShouldBe(owned);

    [TestMethod]
    [DataRow("docs/a.md", "ben")]
    [DataRow("docs/api/b.md", "chidi")]
    [DataRow("src/x.ts", "ana")]
    public void The_last_line_that_matches_speaks_alone_where_folders_nest(string path, string owner) =>
        Reads(Import("* @ana\n/docs/ @ben\n/docs/api/ @chidi\n")).Of(path).Approvers.ShouldBe([owner]);

    [TestMethod]
    public void A_name_that_is_a_folder_of_the_repository_gets_a_file_of_its_own() =>
        CodeOwnersImport.Read(new RepoFile("CODEOWNERS", "/app @ana\n/LICENSE @ben\n"), path => path == "app")
            .Files.Select(file => file.Path).ShouldBe(["OWNERS", "app/OWNERS"]);

    [TestMethod]
    public void A_file_that_GitHub_would_not_read_gives_nothing()
    {
        var text = new string('#', CodeOwnersImport.CharactersMax + 1);
        var result = CodeOwnersImport.Read(new RepoFile("CODEOWNERS", text));
        result.Files.ShouldBeEmpty();
        result.Problems.ShouldHaveSingleItem().Line.ShouldBe(1);
    }

    private static CodeOwnersResult Import(string text) =>
        CodeOwnersImport.Read(new RepoFile(".github/CODEOWNERS", text));

    private static RepoOwners Reads(CodeOwnersResult result) => RepoOwners.Read(result.Files);
}
