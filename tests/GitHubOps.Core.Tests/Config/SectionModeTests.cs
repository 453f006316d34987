namespace GitHubOps.Core.Tests;

/// <summary><c>mode:</c> inside a section: the more careful of it and the file's holds.</summary>
[TestClass]
public class SectionModeTests
{
    private const string Ops = """
        version: 1
        extends: org
        mode: live
        areas: { unknown: { owners: repo-leads } }
        rotations: { triage: { of: repo-leads, every: 1w } }
        assign: { new: triage }
        sla: { fix: { s1: 1d } }
        """;

    [TestMethod]
    [DataRow("paused")]
    [DataRow("dry-run")]
    public void A_section_that_is_not_live_leaves_nothing_that_could_be_obeyed(string mode)
    {
        var targets = Read($"{Ops}\n".Replace("sla: {", $"sla: {{ mode: {mode},", StringComparison.Ordinal));
        targets.Targets.ShouldBeEmpty();
        targets.SectionModes["sla"].Print().ShouldBe(mode);
        targets.Assign.New.ShouldNotBeNull("another section");

        Read(Ops.Replace("assign: {", $"assign: {{ mode: {mode},", StringComparison.Ordinal)).Assign.New.ShouldBeNull();
        var steps = Read($"{Ops}\nescalate: {{ mode: {mode} }}\n").Escalation;
        steps.For(Severity.S1).ShouldBeEmpty();
    }

    [TestMethod]
    public void A_section_in_dry_run_of_a_live_file_is_obeyed_beside_it()
    {
        var policy = Read(Ops.Replace("sla: {", "sla: { mode: dry-run,", StringComparison.Ordinal));

        policy.Trial.ShouldNotBeNull().Targets[Metric.Fix].For(Severity.S1).ShouldNotBeNull();
        policy.Trial.Assign.New.ShouldNotBeNull("what is live is tried too");
        Read(Ops).Trial.ShouldBeNull();
        Read(Ops.Replace("sla: {", "sla: { mode: paused,", StringComparison.Ordinal)).Trial.ShouldBeNull();
    }

    [TestMethod]
    public void In_a_file_in_dry_run_a_section_in_dry_run_is_as_all_else()
    {
        var policy = Read(Ops.Replace("mode: live", "mode: dry-run", StringComparison.Ordinal)
            .Replace("sla: {", "sla: { mode: dry-run,", StringComparison.Ordinal));

        policy.Targets.ShouldNotBeEmpty();
        policy.Trial.ShouldBeNull();
        Read(Ops.Replace("mode: live", "mode: dry-run", StringComparison.Ordinal)
            .Replace("sla: {", "sla: { mode: paused,", StringComparison.Ordinal)).Targets.ShouldBeEmpty();
    }

    [TestMethod]
    public void A_live_section_of_a_live_file_is_as_without_a_mode()
    {
        var policy = Read(Ops.Replace("sla: {", "sla: { mode: live,", StringComparison.Ordinal));

        policy.Targets.Count.ShouldBe(4);
        policy.Notes.ShouldNotContain(problem => problem.Line == 7);
    }

    [TestMethod]
    public void A_section_cannot_go_further_than_its_file()
    {
        var policy = Read(Ops.Replace("mode: live", "mode: dry-run", StringComparison.Ordinal)
            .Replace("sla: {", "sla: { mode: live,", StringComparison.Ordinal));

        policy.Mode.ShouldBe(Mode.DryRun);
        policy.Notes.ShouldContain(problem => problem.Line == 7 && problem.Level == ProblemLevel.Notice);
    }

    [TestMethod]
    public void A_section_that_comes_later_keeps_its_mode()
    {
        var policy =
            Read($"{Ops}\nreleases: {{ mode: paused, stable: {{ every: 1w }} }}\nsupport: {{ mode: dry-run }}\n");

        policy.SectionModes["releases"].ShouldBe(Mode.Paused);
        policy.SectionModes["support"].ShouldBe(Mode.DryRun);
        policy.Later.Releases.Keys.ShouldBe(["stable"]);
    }

    private static RepoPolicy Read(string ops) => Examples.Policy(Examples.With(ops));
}
