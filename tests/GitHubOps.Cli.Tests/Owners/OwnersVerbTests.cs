using System.Text.Json;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

/// <summary><c>githubops owners</c> answers as the original does, and says why.</summary>
[TestClass]
public sealed class OwnersVerbTests : IDisposable
{
    private readonly TestRepository repository = new();

    public void Dispose() => repository.Dispose();

    [TestMethod]
    [DataRow("kubernetes+community")]
    [DataRow("kubernetes-sigs+prow")]
    public async Task The_columns_of_a_real_repository_are_equal_to_the_byte(string name)
    {
        if (Checkout.Shared is null)
        {
            Checkout.Skip("the trees of other projects lie beside the checkout, and are not there");
            return;
        }

        var folder = Path.Combine(Checkout.Shared, "vectors", "owners-trees", name);
        var expected = await File.ReadAllTextAsync(Path.Combine(folder, "expected.tsv"));
        repository.Write("paths", string.Join('\n', expected.Split('\n').Select(line => line.Split('\t')[0])));
        var run = await Tool.RunAsync(repository.Root,
            ["owners", "--root", Path.Combine(folder, "tree"), "--paths-from", "paths", "--format", "tsv"]);
        run.ExitCode.ShouldBe(0, run.Error);
        (run.Output == expected).ShouldBeTrue(FirstDifference(run.Output, expected));
        Console.WriteLine($"{expected.Count(c => c == '\n')} lines of {name}");
    }

    [TestMethod]
    public async Task It_says_who_owns_each_path_and_who_comes_from_above()
    {
        Seed();
        var run = await Tool.RunAsync(repository.Root, "owners docs/guide.md src/main.ts other");
        run.Output.ShouldBe(
            """
            - docs/guide.md
                approvers: ana; from above: root
                reviewers: ben
                labels: docs
            - src/main.ts
                approvers: chidi
            - other
                approvers: root

            """.ReplaceLineEndings("\n"));
    }

    [TestMethod]
    public async Task Why_names_each_file_and_line_and_where_the_search_ends()
    {
        Seed();
        var run = await Tool.RunAsync(repository.Root, "owners --why src/app/main.ts");
        Golden.Check(run.Output, "why.txt");
        run.ExitCode.ShouldBe(0);
    }

    [TestMethod]
    public async Task Json_is_one_array_with_a_row_for_each_path()
    {
        Seed();
        var run = await Tool.RunAsync(repository.Root, "owners docs/guide.md src/main.ts --format json");
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetArrayLength().ShouldBe(2);
        json.RootElement[0].GetProperty("leafApprovers")[0].GetString().ShouldBe("ana");
        (await Tool.RunAsync(repository.Root, ["owners", "--paths-from", "/dev/null", "--format", "json"])).Output
            .ShouldBe("[]\n");
    }

    [TestMethod]
    public async Task Without_paths_every_file_of_the_checkout_is_told_from_wherever_one_stands()
    {
        Seed();
        var run = await Tool.RunAsync(Path.Combine(repository.Root, "docs"), "owners --format tsv");
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[0])
            .ShouldBe(["OWNERS", "docs/OWNERS", "docs/guide.md", "src/OWNERS"]);
    }

    [TestMethod]
    public async Task What_is_odd_goes_to_the_error_output_and_fails_only_where_that_is_asked_for()
    {
        repository.Write("OWNERS", "approvers: [ana, 123]\n");
        var run = await Tool.RunAsync(repository.Root, "owners x");
        run.ExitCode.ShouldBe(0);
        run.Error.ShouldStartWith("OWNERS:1:18: `123` without quotes is a number");
        run.Output.ShouldBe("- x\n    nobody\n");
        (await Tool.RunAsync(repository.Root, "owners x --fail-on warning")).ExitCode.ShouldBe(1);
    }

    [TestMethod]
    public async Task Names_with_line_feeds_and_control_characters_stay_on_one_line()
    {
        repository.Write("OWNERS", "approvers: [root]\n");
        var run = await Tool.RunAsync(repository.Root, ["owners", "a\nb\tc\u001b[31m", "--format", "tsv"]);
        run.Output.ShouldBe("a\\nb\\tc\\u001b[31m\t\troot\troot\t\t\t\t\t\n");
    }

    [TestMethod]
    public async Task Paths_that_end_with_nul_may_hold_line_feeds()
    {
        repository.Write("OWNERS", "approvers: [root]\n").Write("paths", "a\nb\0c\0");
        var run = await Tool.RunAsync(repository.Root, "owners --paths-from paths --format tsv");
        run.Output.Split('\n').Select(line => line.Split('\t')[0]).ShouldBe(["a\\nb", "c", ""]);
    }

    [TestMethod]
    public async Task Links_are_not_followed_not_even_in_circles()
    {
        if (OperatingSystem.IsWindows()) Checkout.Skip("links need rights here");
        repository.Write("OWNERS", "approvers: [root]\n").Write("a/notes.md", "x\n");
        Directory.CreateSymbolicLink(Path.Combine(repository.Root, "a", "up"), "..");
        File.CreateSymbolicLink(Path.Combine(repository.Root, "a", "OWNERS"), "../OWNERS");
        var run = await Tool.RunAsync(repository.Root, "owners a/notes.md --format tsv");
        run.ExitCode.ShouldBe(0);
        run.Error.ShouldBe("a/OWNERS:1: the file is a link, which is not followed; it counts as absent\n");
        run.Output.ShouldStartWith("a/notes.md\t\troot\troot\t");
    }

    [TestMethod]
    public async Task A_file_that_is_too_large_counts_as_absent()
    {
        repository.Write("OWNERS", "approvers: [root]\n").Write("a/OWNERS", new string('#', 1024 * 1024 + 1));
        var run = await Tool.RunAsync(repository.Root, "owners a/b");
        run.Error.ShouldStartWith("a/OWNERS:1: the file is larger than 1024 KiB");
        run.Output.ShouldContain("approvers: root");
    }

    [TestMethod]
    [DataRow("owners x --paths-from paths", "either here or with --paths-from")]
    [DataRow("owners --paths-from no-such", "--paths-from cannot be read")]
    [DataRow("owners --root no-such", "--root is not a folder")]
    public async Task A_wrong_call_is_said_with_exit_code_2(string words, string message)
    {
        var run = await Tool.RunAsync(repository.Root, words);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(message);
    }

    private static string FirstDifference(string actual, string expected) => actual.Split('\n')
        .Zip(expected.Split('\n')).Where(pair => pair.First != pair.Second)
        .Select(pair => $"was {pair.First}\nnot {pair.Second}").FirstOrDefault() ?? "of other length";

    private void Seed() => repository
        .Write("OWNERS", "approvers: [root]\n")
        .Write("docs/OWNERS", "approvers: [ana]\nreviewers: [ben]\nlabels: [docs]\n")
        .Write("docs/guide.md", "# Guide\n")
        .Write("src/OWNERS", """
            options:
              no_parent_owners: true
            filters:
              '\.ts$':
                approvers: [chidi]
              '\.md$':
                approvers: [dee]
            """ + "\n");
}
