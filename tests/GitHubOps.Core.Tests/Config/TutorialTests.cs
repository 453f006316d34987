using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>Somebody follows <c>docs/tutorial.md</c> word by word.</summary>
[TestClass]
public class TutorialTests
{
    private static readonly string[] Blocks =
    [
        .. File.ReadAllText(Checkout.PathTo("docs", "tutorial.md")).ReplaceLineEndings("\n").Split("```yaml\n")[1..]
            .Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)]),
    ];

    [TestMethod]
    public void The_files_of_the_tutorial_load_in_dry_run_without_a_warning()
    {
        var result = PolicyReader.Read(new PolicyInput(
            new RepoName("acme", "app"), "r1",
            [new RepoFile("OWNERS", Blocks[0]), new RepoFile("OWNERS_ALIASES", Blocks[1]),
                new RepoFile(PolicyFiles.Ops, Blocks[2])],
            []));

        result.Problems.Where(problem => problem.Level != ProblemLevel.Notice).ShouldBeEmpty();
        var policy = result.Policy.ShouldNotBeNull();
        policy.Mode.ShouldBe(Mode.DryRun);
        policy.Assign.New.ShouldBe(new AssignTarget("triage"));
        policy.Targets.Keys.ShouldBe([Metric.Respond]);
    }

    [TestMethod]
    public void Live_with_one_section_held_back_is_what_the_tutorial_says()
    {
        var ops = Blocks[2].Replace("mode: dry-run\n", "mode: live\n", StringComparison.Ordinal)
            .Replace("sla:\n", "sla:\n  mode: dry-run\n", StringComparison.Ordinal);

        Blocks[3].ShouldBe("mode: live\nsla: { mode: dry-run }\n");
        var policy = PolicyReader.Read(new PolicyInput(
            new RepoName("acme", "app"), "r1",
            [new RepoFile("OWNERS_ALIASES", Blocks[1]), new RepoFile(PolicyFiles.Ops, ops)], [])).Policy;
        policy.ShouldNotBeNull().Mode.ShouldBe(Mode.Live);
        policy.Targets.ShouldBeEmpty();
        policy.Trial.ShouldNotBeNull().Targets.Keys.ShouldBe([Metric.Respond]);
    }
}
