using System.Text;

namespace GitHubOps.Sandbox.Tests;

/// <summary>Files of a repository, as the API hands them out.</summary>
[TestClass]
public class FileTests
{
    [TestMethod]
    public async Task Files_come_as_JSON_raw_and_as_a_folder()
    {
        await using var acme = await Acme.StartAsync();
        (await acme.Client.GetAsync("/repos/acme/kit/git/trees/main?recursive=1")).Status.ShouldBe(409, "it is empty");
        var text = "version: 1\n" + new string('#', 100) + "\n";
        await acme.Ana.PushFileAsync("acme/kit", ".github/ops.yml", text);

        var file = await acme.Client.GetAsync("/repos/acme/kit/contents/.github/ops.yml");
        Encoding.UTF8.GetString(Convert.FromBase64String(((string)file["content"]!).Replace("\n", ""))).ShouldBe(text);
        ((string)file["content"]!).Split('\n').ShouldAllBe(line => line.Length <= 60);
        (await acme.Client.GetAsync("/repos/acme/kit/contents/.github/ops.yml",
            ("Accept", "application/vnd.github.raw+json"))).Text.ShouldBe(text);
        (await acme.Client.GetAsync("/repos/acme/kit/contents/.github")).Names("path").ShouldBe([".github/ops.yml"]);
        (await acme.Client.GetAsync("/repos/acme/kit/contents/nothing")).Status.ShouldBe(404);
        var tree = await acme.Client.GetAsync("/repos/acme/kit/git/trees/main?recursive=1");
        tree["tree"].AsArray().Select(e => $"{e!["type"]} {e["path"]}")
            .ShouldBe(["tree .github", "blob .github/ops.yml"]);
        var sha = (string)tree["tree"][1]!["sha"]!;
        Convert.FromBase64String((string)(await acme.Client.GetAsync($"/repos/acme/kit/git/blobs/{sha}"))["content"]!)
            .ShouldBe(Encoding.UTF8.GetBytes(text));
    }

    [TestMethod]
    public async Task A_file_has_the_name_that_git_gives_it()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        await acme.Ana.PushFileAsync("acme/kit", "hello", "hello\n");
        acme.Kit.Head!.Files["hello"].Sha.ShouldBe("ce013625030ba8dba906f756967f9e9ca394464a");
    }
}
