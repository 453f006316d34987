using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>What a file says of some days goes before the roster, swaps and absences.</summary>
[TestClass]
public class OverrideTests
{
    private static PolicyResult Read(string overrides) => PolicyReader.Read(Examples.With(
        $"""
        version: 1
        extends: org
        mode: live
        areas:
          app:     [src/**]
          unknown: [repo-leads]
        rotations:
          oncall:
            of: ide-oncall
            every: 1w
            starts: Mon 10:00
            calendar: vienna
            anchor: (( on: 2026-11-02, person: ivo ))
            overrides: {overrides}
        assign: (( new: oncall ))
        """.Replace("[src/**]", "{ paths: [src/**], words: [crash] }", StringComparison.Ordinal)
            .Replace("[repo-leads]", "{ owners: repo-leads }", StringComparison.Ordinal)
            .Replace("((", "{", StringComparison.Ordinal).Replace("))", "}", StringComparison.Ordinal),
        new RepoFile("OWNERS", "approvers: [ana]\nreviewers: [ben]\n")));

    private static RotationDefinition Oncall(string overrides)
    {
        var read = Read(overrides);
        return (read.Policy
            ?? throw new InvalidOperationException(string.Join("\n", read.Problems))).Rotations["oncall"];
    }

    private static string? At(RotationDefinition rotation, string local, params Absence[] absences) =>
        OnCall.At(rotation, Calendars.At(local, "Europe/Vienna"), absences).Person?.Value;

    [TestMethod]
    public void On_its_days_the_one_whom_the_file_names_has_the_shift_and_then_the_rota_goes_on()
    {
        var oncall = Oncall("[{ on: 2026-11-03..04, person: kat }]");
        At(oncall, "2026-11-02 23:59").ShouldBe("ivo");
        At(oncall, "2026-11-03 00:00").ShouldBe("kat");
        At(oncall, "2026-11-04 23:59").ShouldBe("kat");
        At(oncall, "2026-11-05 00:00").ShouldBe("ivo");
        At(oncall, "2026-11-09 10:00").ShouldBe("jun");
        OnCall.At(oncall, Calendars.At("2026-11-03 12:00", "Europe/Vienna"), []).Because[0]
            .ShouldBe("kat has it on 2026-11-03..2026-11-04, as the file says");
    }

    [TestMethod]
    public void It_goes_before_a_swap_and_takes_only_the_time_of_whom_it_names()
    {
        var oncall = Oncall("[{ on: 2026-11-03..04, person: kat, instead_of: ivo }]");
        var days = new DateSpan(new LocalDate(2026, 11, 3), new LocalDate(2026, 11, 6));
        var swap = new RotationSwap(days.From(oncall.Zone), days.To(oncall.Zone), new Login("jun"), new Login("ivo"),
            "they agreed");
        var swapped = oncall with { Swaps = [swap] };
        At(swapped, "2026-11-03 12:00").ShouldBe("kat");
        At(swapped, "2026-11-05 12:00").ShouldBe("jun");
        At(swapped, "2026-11-07 12:00").ShouldBe("ivo");
        At(oncall, "2026-11-10 12:00").ShouldBe("jun");
    }

    [TestMethod]
    public void Of_two_for_the_same_time_the_higher_priority_counts_and_without_any_it_is_a_mistake()
    {
        var oncall = Oncall("[{ on: 2026-11-03..04, person: kat, priority: 2 }, { on: 2026-11-04..05, person: jun }]");
        At(oncall, "2026-11-04 12:00").ShouldBe("kat");
        At(oncall, "2026-11-05 12:00").ShouldBe("jun");
        Read("[{ on: 2026-11-03..04, person: kat }, { on: 2026-11-04..05, person: jun }]").Problems.Select(
            one => one.Text)
            .ShouldContain("`rotations.oncall.overrides`: jun and kat (line 14) have the same time");
        Read("[{ on: 2026-11-03, person: kat }, { on: 2026-11-04, person: jun }]").Policy.ShouldNotBeNull();
        Read(
            "[{ on: 2026-11-03, person: kat, instead_of: ivo }, { on: 2026-11-03, person: jun, instead_of: kat }]").Policy.ShouldNotBeNull();
    }

    [TestMethod]
    [DataRow("[{ on: soon, person: kat }]")]
    [DataRow("[{ on: 11-03, person: kat }]")]
    [DataRow("[{ on: 2026-11-05..2026-11-03, person: kat }]")]
    [DataRow("[{ person: kat }]")]
    [DataRow("[{ on: 2026-11-03 }]")]
    [DataRow("[{ on: 2026-11-03, person: kat, priority: 0 }]")]
    [DataRow("[{ on: 2026-11-03, person: kat, because: x }]")]
    [DataRow("kat")]
    public void What_cannot_be_understood_is_a_problem_with_its_line(string overrides)
    {
        var read = Read(overrides);
        read.Policy.ShouldBeNull();
        read.Problems.ShouldContain(problem => problem.Level == ProblemLevel.Error && problem.Line == 14);
    }
}
