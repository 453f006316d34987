using System.Text.Json;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

[TestClass]
public class ConfigVerbTests
{
    private static readonly string Acme = Checkout.PathTo("docs/examples/acme");

    [TestMethod]
    [DataRow("dashboard-factory")]
    [DataRow("ide-extension")]
    [DataRow("mcp-analyst-agent")]
    [DataRow("starter")]
    [DataRow(".github")]
    public async Task An_example_is_clean(string name)
    {
        var run = await Tool.RunAsync(Acme, $"check --root {name} --fail-on warning");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("config: 0 errors, 0 warnings, ");
    }

    [TestMethod]
    public async Task This_projects_own_files_are_clean()
    {
        var run = await Tool.RunAsync(Checkout.PathTo(""), "check --fail-on warning --today 2026-11-30");
        run.ExitCode.ShouldBe(0, run.ToString());
    }

    [TestMethod]
    public async Task From_a_folder_inside_an_example_it_is_judged_and_not_what_is_around_it()
    {
        var run = await Tool.RunAsync(Path.Combine(Acme, "dashboard-factory", "publish"), "check --fail-on warning");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("template-bug.yml");
    }

    [TestMethod]
    public async Task A_mistake_in_the_shared_file_is_told_where_it_stands()
    {
        using var repository = Copy(".github");
        var org = Path.Combine(repository.Root, "ops/org.yml");
        File.WriteAllText(org,
            File.ReadAllText(org).Replace("respond: { s1: 1h,", "respnd: { s1: 1h,", StringComparison.Ordinal));
        var run = await Tool.RunAsync(Acme, $"check --root {repository.Root}");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("error   config/unknown-key ops/org.yml:16:3:");
        run.Output.ShouldContain("config: 1 error, ");
    }

    [TestMethod]
    public async Task A_mistake_is_red_with_its_line_in_every_form()
    {
        using var repository = Copy("dashboard-factory");
        var ops = Path.Combine(repository.Root, ".github/ops.yml");
        File.WriteAllText(ops, File.ReadAllText(ops).Replace("new: triage ", "new: triag ", StringComparison.Ordinal));
        var words = $"check --root {repository.Root} --org {Acme}/.github --repo acme/dashboard-factory --format ";
        (await Tool.RunAsync(Acme, words + "text")).ShouldSatisfyAllConditions(
            run => run.ExitCode.ShouldBe(1),
            run => run.Output.ShouldContain("config/undefined .github/ops.yml:31:8:"),
            run => run.Output.ShouldContain("→ Did you mean `triage`?"));
        (await Tool.RunAsync(Acme, words + "annotations")).Output
            .ShouldContain("::error file=.github/ops.yml,line=31,col=8,title=config config/undefined::");
        var sarif =
            JsonDocument.Parse((await Tool.RunAsync(Acme, words + "sarif")).Output).RootElement.GetProperty("runs")[0];
        var result = sarif.GetProperty("results").EnumerateArray()
            .Single(x => x.GetProperty("level").GetString() == "error");
        result.GetProperty("ruleId").GetString().ShouldBe("config/undefined");
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        place.GetProperty("artifactLocation").GetProperty("uri").GetString().ShouldBe(".github/ops.yml");
        place.GetProperty("region").GetProperty("startLine").GetInt32().ShouldBe(31);
        sarif.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray()
            .Select(rule => rule.GetProperty("id").GetString()).ShouldContain("config/undefined");
        var json = JsonDocument.Parse((await Tool.RunAsync(Acme, words + "json")).Output).RootElement;
        json.GetProperty("schema").GetString().ShouldBe("githubops.config/1");
        json.GetProperty("counts").GetProperty("errors").GetInt32().ShouldBe(1);
        (await Tool.RunAsync(Acme, words + "text --fail-on never")).ExitCode.ShouldBe(0);
    }

    [TestMethod]
    public async Task Rewording_an_option_that_a_rule_asks_for_is_red_with_both_places()
    {
        using var repository = Copy("dashboard-factory");
        var form = Path.Combine(repository.Root, ".github/ISSUE_TEMPLATE/template-bug.yml");
        File.WriteAllText(form,
            File.ReadAllText(form).Replace("Template does not load", "The template is not loaded",
                StringComparison.Ordinal));
        var words = $"check --root {repository.Root} --org {Acme}/.github --before ";
        var red = await Tool.RunAsync(Acme, words + $"{Acme}/dashboard-factory");
        red.ExitCode.ShouldBe(1, red.ToString());
        red.Output.ShouldContain("config/form-drift .github/ISSUE_TEMPLATE/template-bug.yml:");
        red.Output.ShouldContain("now reads `The template is not loaded`, but .github/ops.yml:");
        (await Tool.RunAsync(Acme, words + repository.Root)).ExitCode.ShouldBe(0, "it was so before");
        (await Tool.RunAsync(Acme, words + "nowhere")).ExitCode.ShouldBe(2);
    }

    [TestMethod]
    public async Task A_link_that_leads_out_of_the_checkout_is_not_followed()
    {
        using var repository = Copy("dashboard-factory");
        File.Delete(Path.Combine(repository.Root, "OWNERS"));
        File.CreateSymbolicLink(Path.Combine(repository.Root, "OWNERS"), "/etc/passwd");
        var run = await Tool.RunAsync(Acme, $"check --root {repository.Root} --org {Acme}/.github");
        run.Output.ShouldNotContain("root:x");
        run.Output.ShouldNotContain("OWNERS:");
    }

    [TestMethod]
    public async Task What_is_in_force_is_told_with_its_origin()
    {
        var run = await Tool.RunAsync(Acme, "explain --root ide-extension sla releases");
        run.ExitCode.ShouldBe(0);
        Golden.Check(run.Output, "../golden/explain.txt");
        (await Tool.RunAsync(Acme, "explain --root ide-extension nothing")).ExitCode.ShouldBe(2);
        var json = JsonDocument.Parse((await Tool.RunAsync(Acme, "explain --root ide-extension --format json")).Output);
        json.RootElement.GetProperty("lines").EnumerateArray().Select(x => x.GetProperty("text").GetString())
            .ShouldContain("mode: live");
    }

    [TestMethod]
    public async Task The_written_model_is_checked_to_the_letter()
    {
        using var repository = Copy("ide-extension");
        var words = $"operating-model --root {repository.Root} --org {Acme}/.github --repo acme/ide-extension";
        (await Tool.RunAsync(Acme, words + " --check")).ExitCode.ShouldBe(0);
        var file = Path.Combine(repository.Root, "docs/OPERATING_MODEL.md");
        File.WriteAllText(file, File.ReadAllText(file).Replace("Tue 10:00", "Tue 11:00", StringComparison.Ordinal));
        var red = await Tool.RunAsync(Acme, words + " --check");
        red.ExitCode.ShouldBe(1);
        red.Output.ShouldContain("docs/OPERATING_MODEL.md:31");
        (await Tool.RunAsync(Acme, words)).Output.ShouldBe("wrote docs/OPERATING_MODEL.md\n");
        (await Tool.RunAsync(Acme, words + " --check")).ExitCode.ShouldBe(0);
    }

    [TestMethod]
    public async Task A_first_file_is_written_once_and_never_over_another()
    {
        using var repository = Copy("dashboard-factory");
        var words = $"init --root {repository.Root} --zone Europe/Vienna";
        (await Tool.RunAsync(Acme, words)).ExitCode.ShouldBe(2);
        var ops = Path.Combine(repository.Root, ".github/ops.yml");
        File.Delete(ops);
        (await Tool.RunAsync(Acme, words + " --print")).Output.ShouldContain("--- .github/ops.yml");
        File.Exists(ops).ShouldBeFalse("printing writes nothing");
        (await Tool.RunAsync(Acme, words)).ExitCode.ShouldBe(0);
        (await Tool.RunAsync(Acme, $"check --root {repository.Root} --fail-on warning")).ExitCode.ShouldBe(0);
        (await Tool.RunAsync(Acme, $"init --root {repository.Root} --zone Nowhere/Land")).ExitCode.ShouldBe(2);
    }

    private static TestRepository Copy(string name)
    {
        var repository = new TestRepository();
        var from = Path.Combine(Acme, name);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            repository.Write(Path.GetRelativePath(from, file), File.ReadAllText(file));
        return repository;
    }
}
