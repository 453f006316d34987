using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>What <c>ops/runbooks</c> says of what the rules found.</summary>
[TestClass]
public class RunbooksVerdictTests
{
    private const string Path = "docs/runbooks/roll-back.md";

    [TestMethod]
    public void What_blocks_is_named_with_file_owner_and_command_and_the_rest_is_one_line()
    {
        var verdict = Of(Mode.Live, "2026-01-01", "2025-01-01");
        (verdict.Name, verdict.Conclusion, verdict.Title).ShouldBe(
            ("ops/runbooks", CheckConclusion.Failure, "1 runbook stands in the way"));
        var items = verdict.Summary.Split('\n').Where(x => x.StartsWith("- ", StringComparison.Ordinal)).ToList();
        items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            item => item.ShouldContain($"`{Path}:"),
            item => item.ShouldContain("this runbook of release-crew covers"),
            item => item.ShouldContain($"`githubops runbooks renew {Path} --kind read --by @you`"));
        verdict.Summary.ShouldContain("2 of 2 runbooks are overdue");
        verdict.Annotations.ShouldHaveSingleItem().Path.ShouldBe(Path);
    }

    [TestMethod]
    public void In_a_dry_run_it_tells_and_blocks_nobody()
    {
        var verdict = Of(Mode.DryRun, "2026-01-01", "2026-11-01");
        (verdict.Conclusion, verdict.Title).ShouldBe(
            (CheckConclusion.Neutral, "1 runbook stands in the way (dry run)"));
        verdict.Summary.ShouldStartWith("This is a dry run");
    }

    [TestMethod]
    public void Where_nothing_is_found_it_says_so()
    {
        var verdict = Of(Mode.Live, "2026-11-01", "2026-11-01");
        (verdict.Conclusion, verdict.Title).ShouldBe((CheckConclusion.Success, "The runbooks hold"));
        verdict.Annotations.ShouldBeEmpty();
        verdict.Digest().ShouldNotBe(CheckVerdict.Untouched(CheckVerdict.Runbooks).Digest());
    }

    [TestMethod]
    [DataRow("      - uses: OWNER/githubops/action@0123456789 # v1", true)]
    [DataRow("        run: dotnet githubops.dll && githubops runbooks check --base x", true)]
    [DataRow("      # uses: OWNER/githubops/action@0123456789", false)]
    [DataRow("      - uses: OWNER/other/action@0123456789", false)]
    [DataRow("      - run: githubops check", false)]
    public void A_workflow_that_judges_runbooks_is_known_by_its_step(string line, bool judges) =>
        ActionUse.IsIn($"jobs:\n  a:\n    steps:\n{line}\n").ShouldBe(judges);

    private static CheckVerdict Of(Mode mode, string reviewed, string otherReviewed)
    {
        var facts = new RunbookFacts(new LocalDate(2026, 11, 20), RunbookPolicy.Default with { GateOnTouch = true })
        {
            Runbooks =
            [
                new(Reading(Path, "publish/**", reviewed), null),
                new(Reading("docs/runbooks/other.md", "api/**", otherReviewed), null),
            ],
            Touch = new RunbookTouch.Known(["publish/a.cs"], ""),
            Tree = new RepoTree(
                [Entry(Path), Entry("docs/runbooks/other.md"), Entry("publish/a.cs"), Entry("api/b.cs")]),
        };
        return new RunbooksVerdict { Report = RunbookChecker.Check(facts), Mode = mode }.ToVerdict();
    }

    private static RepoEntry Entry(string path) => new(path, "100644", new string('1', 40));

    private static RunbookReading Reading(string path, string covers, string on) => RunbookReader.Read(path,
        $"---\ntitle: T\nrunbook:\n  owner: release-crew\n  severity: s2\n  covers: [\"{covers}\"]\n" +
        $"review:\n  by: \"@ana\"\n  on: {on}\n  kind: read\n---\n# T\n\nDo it.\n");
}
