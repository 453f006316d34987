using System.Text;
using System.Text.Json;
using GitHubOps.Core;

namespace GitHubOps.Server.Tests;

/// <summary>The files a policy is made of: one listing, each content once, within bounds.</summary>
[TestClass]
public sealed class RepoFilesTests : IDisposable
{
    private const string Tree = "GET /repos/acme/kit/git/trees/main?recursive=1";

    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [TestMethod]
    public async Task Wanted_files_are_read_and_an_unchanged_tree_costs_one_conditional_request()
    {
        WithTree("v1", (".github/ops.yml", "s1"), ("src/a.cs", "s2"), ("OWNERS", "s3"));
        WithBlob("s1", "\ufeffmode: live\n").WithBlob("s3", "ana");
        var first = (await ReadAsync()).Value;
        first.Files.ShouldBe([new RepoFile(".github/ops.yml", "mode: live\n"), new RepoFile("OWNERS", "ana")]);
        rig.GitHub.Lines.Count().ShouldBe(3);

        rig.GitHub.On(Tree, r => StubGitHub.Make(r.Headers["If-None-Match"] == "\"v1\"" ? 304 : 500, ""));
        var second = (await ReadAsync()).Value;
        second.Revision.ShouldBe(first.Revision);
        second.Files.ShouldBe(first.Files);
        rig.GitHub.Lines.Count().ShouldBe(4);
    }

    [TestMethod]
    public async Task A_change_gives_another_revision_and_reads_only_what_changed()
    {
        WithTree("v1", ("OWNERS", "s1"), ("x/OWNERS", "s2"));
        WithBlob("s1", "ana").WithBlob("s2", "ben");
        var first = (await ReadAsync()).Value;
        WithTree("v2", ("OWNERS", "s1"), ("x/OWNERS", "s3"));
        WithBlob("s3", "kat");
        var second = (await ReadAsync()).Value;
        second.Revision.ShouldNotBe(first.Revision);
        second.Files[1].Text.ShouldBe("kat");
        rig.GitHub.Lines.Count(l => l.Contains("/blobs/", StringComparison.Ordinal)).ShouldBe(3);
    }

    [TestMethod]
    public async Task An_unwanted_change_keeps_the_revision()
    {
        WithTree("v1", ("OWNERS", "s1"), ("a.cs", "s2"));
        WithBlob("s1", "ana");
        var first = (await ReadAsync()).Value;
        WithTree("v2", ("OWNERS", "s1"), ("a.cs", "s9"));
        (await ReadAsync()).Value.Revision.ShouldBe(first.Revision);
    }

    [TestMethod]
    public async Task A_tree_that_GitHub_cut_is_unknown_and_never_taken_for_few_files()
    {
        rig.GitHub.On(Tree, 200, """{"sha":"t","truncated":true,"tree":[]}""");
        (await ReadAsync()).Failure.ShouldBeOfType<GitHubFailure.Refused>().Reason.ShouldBe(RefusalReason.TooLarge);
    }

    [TestMethod]
    public async Task A_repository_without_commits_has_no_files()
    {
        rig.GitHub.On(Tree, 409, """{"message":"Git Repository is empty."}""");
        (await ReadAsync()).Value.Files.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task Links_and_submodules_are_not_read()
    {
        rig.GitHub.On(Tree, 200, """
            {"sha":"t","truncated":false,"tree":[
              {"path":"OWNERS","mode":"120000","type":"blob","sha":"s1","size":3},
              {"path":"x/OWNERS","mode":"160000","type":"commit","sha":"s2"},
              {"path":"y","mode":"040000","type":"tree","sha":"s3"}]}
            """);
        (await ReadAsync()).Value.Files.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task Too_large_and_too_many_files_are_told_and_not_read()
    {
        WithTree("v1", [("OWNERS", "big"), .. Enumerable.Range(0, 401).Select(n => ($"d{n:D3}/OWNERS", "s"))]);
        WithBlob("s", "ana");
        var files = (await ReadAsync()).Value;
        files.Files.Length.ShouldBe(RepoFilesReader.FilesMax);
        files.Problems.Select(p => (p.Code, p.Level, p.File)).ShouldBe(
            [("file-too-large", ProblemLevel.Error, "OWNERS"), ("too-many-files", ProblemLevel.Error, "d400/OWNERS")]);
        rig.GitHub.Lines.ShouldNotContain("GET /repos/acme/kit/git/blobs/big");
    }

    [TestMethod]
    public async Task The_organisations_files_come_from_its_own_repository_with_a_token_for_it()
    {
        WithOrganisation(isPrivate: true);
        rig.GitHub.On("GET /repos/acme/.github/git/trees/trunk?recursive=1", 200, TreeJson(("OWNERS", "o1")),
            ("ETag", "\"o\""))
            .On("GET /repos/acme/.github/git/blobs/o1", 200, BlobJson("pia"));
        (await ReadOrgAsync()).Value.Files.ShouldBe([new RepoFile("OWNERS", "pia")]);
        rig.GitHub.Sent.ShouldContain(
            r => r.Body == """{"permissions":{"contents":"read","metadata":"read"},"repository_ids":[12]}""");
    }

    [TestMethod]
    public async Task Without_such_a_repository_there_is_nothing() =>
        (await ReadOrgAsync()).Value.ShouldBe(RepoFiles.None);

    [TestMethod]
    public async Task Where_the_App_is_not_installed_there_what_is_public_is_read_all_the_same()
    {
        WithOrganisation(isPrivate: false);
        rig.GitHub.On("POST /app/installations/31/access_tokens", r => r.Body.Contains("[12]", StringComparison.Ordinal)
            ? StubGitHub.Make(422,
                """{"message":"There is at least one repository that does not exist or is not accessible to the parent installation."}""")
            : StubGitHub.Make(201, """{"token":"ghs_x","expires_at":"2026-03-02T10:00:00Z"}"""));
        rig.GitHub.On("GET /repos/acme/.github/git/trees/trunk?recursive=1", 200, TreeJson(("OWNERS", "o1")))
            .On("GET /repos/acme/.github/git/blobs/o1", 200, BlobJson("pia"));
        (await ReadOrgAsync()).Value.Files.ShouldBe([new RepoFile("OWNERS", "pia")]);

        rig.GitHub.On("GET /repos/acme/.github/git/trees/trunk?recursive=1", 404, "{}");
        (await ReadOrgAsync()).Value.ShouldBe(RepoFiles.None);
    }

    [TestMethod]
    public async Task A_pinned_tag_is_read_beside_the_default_branch_and_a_tag_that_is_not_there_gives_nothing()
    {
        WithOrganisation(isPrivate: true);
        rig.GitHub.On("GET /repos/acme/.github/git/trees/trunk?recursive=1", 200, TreeJson(("OWNERS", "o1")),
            ("ETag", "\"a\""))
            .On("GET /repos/acme/.github/git/trees/v3?recursive=1", 200, TreeJson(("OWNERS", "o3")), ("ETag", "\"b\""))
            .On("GET /repos/acme/.github/git/trees/v4?recursive=1", 404, "{}")
            .On("GET /repos/acme/.github/git/blobs/o1", 200, BlobJson("pia"))
            .On("GET /repos/acme/.github/git/blobs/o3", 200, BlobJson("zoe"));

        (await ReadOrgAsync()).Value.Files.ShouldBe([new RepoFile("OWNERS", "pia")]);
        (await ReadOrgAsync("v3")).Value.Files.ShouldBe([new RepoFile("OWNERS", "zoe")]);
        (await ReadOrgAsync()).Value.Files.ShouldBe([new RepoFile("OWNERS", "pia")]);
        (await ReadOrgAsync("v4")).Value.ShouldBe(RepoFiles.None);
    }

    [TestMethod]
    public async Task Trouble_is_never_taken_for_no_files()
    {
        rig.GitHub.On("GET /repos/acme/.github", 502, "");
        (await ReadOrgAsync()).Failure.ShouldBeOfType<GitHubFailure.Transient>();
        WithTree("v1", ("OWNERS", "s1"));
        rig.GitHub.On("GET /repos/acme/kit/git/blobs/s1", 502, "");
        (await ReadAsync()).Failure.ShouldBeOfType<GitHubFailure.Transient>();
        rig.GitHub.On("GET /repos/acme/kit/git/blobs/s1", 200, """{"content":"%%%","encoding":"base64"}""");
        (await ReadAsync()).Failure.ShouldBeOfType<GitHubFailure.Transient>();
    }

    private Task<Answer<RepoFiles>> ReadAsync() =>
        rig.Access.Files.ReadAsync(Rig.Installation, Rig.Kit, IsWanted, default);

    private Task<Answer<RepoFiles>> ReadOrgAsync(string? tag = null) =>
        rig.Access.Files.ReadOrgAsync(Rig.Installation, Rig.Kit, tag, IsWanted, default);

    private static bool IsWanted(string path) =>
        path.EndsWith("OWNERS", StringComparison.Ordinal) || path == ".github/ops.yml";

    private void WithTree(string version, params (string Path, string Sha)[] files) =>
        rig.GitHub.On(Tree, 200, TreeJson(files), ("ETag", $"\"{version}\""));

    private RepoFilesTests WithBlob(string sha, string text)
    {
        rig.GitHub.On($"GET /repos/acme/kit/git/blobs/{sha}", 200, BlobJson(text));
        return this;
    }

    private void WithOrganisation(bool isPrivate) =>
        rig.GitHub.On("GET /repos/acme/.github", 200, JsonSerializer.Serialize(new
        {
            id = 12, node_id = "R_12", name = ".github", owner = new { id = 1, login = "acme" }, @private = isPrivate,
            default_branch = "trunk",
        }));

    private static string TreeJson(params (string Path, string Sha)[] files) => JsonSerializer.Serialize(new
    {
        sha = "t",
        truncated = false,
        tree = files.Select(f => new
        {
            path = f.Path, mode = "100644", type = "blob", sha = f.Sha,
            size = f.Sha == "big" ? 70_000 : 100
        }),
    });

    // GitHub breaks base64 into lines.
    private static string BlobJson(string text) => JsonSerializer.Serialize(new
    {
        content = string.Concat(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).Select((c,
            i) => i % 8 == 7 ? c + "\n" : c.ToString())) + "\n",
        encoding = "base64",
    });
}
