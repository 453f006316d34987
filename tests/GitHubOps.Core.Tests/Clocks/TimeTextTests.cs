using NodaTime;
using static GitHubOps.Core.Tests.Calendars;

namespace GitHubOps.Core.Tests;

/// <summary>Times, targets, severities and steps as people write and read them.</summary>
[TestClass]
public class TimeTextTests
{
    [TestMethod]
    [DataRow("30m")]
    [DataRow("4h")]
    [DataRow("1d")]
    [DataRow("2w")]
    [DataRow("30bm")]
    [DataRow("4bh")]
    [DataRow("20bd")]
    public void Targets_print_as_they_are_written(string text) => Target(text).ToString().ShouldBe(text);

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("4")]
    [DataRow("bh")]
    [DataRow("0h")]
    [DataRow("-1h")]
    [DataRow("4 bh")]
    [DataRow("1.5h")]
    [DataRow("2bw")]
    [DataRow("1001d")]
    [DataRow("99999999999h")]
    [DataRow("٤h")]
    public void What_is_no_target_is_refused(string? text) =>
        GitHubOps.Core.Target.TryParse(text, out _).ShouldBeFalse();

    [TestMethod]
    public void Business_targets_are_told_from_clock_targets()
    {
        (Target("4bh").IsBusiness, Target("2bd").IsBusiness, Target("30bm").IsBusiness).ShouldBe((true, true, true));
        (Target("4h").IsBusiness, Target("2d").IsBusiness, Target("1w").IsBusiness).ShouldBe((false, false, false));
        Target("1w").FixedLength.ShouldBe(Duration.FromDays(7));
        Target("2bd").FixedLength.ShouldBeNull();
    }

    [TestMethod]
    public void A_due_time_names_the_day_and_the_place()
    {
        HumanTime.DueText(Pacific("2026-11-02 12:00"), West.Zone).ShouldBe("Mon 2 Nov, 12:00 (Los Angeles)");
        HumanTime.DueText(Utc("2026-11-02 08:05"), LocalPoint.FindZone("Etc/UTC")!).ShouldBe("Mon 2 Nov, 08:05 (UTC)");
        HumanTime.CityOf(LocalPoint.FindZone("America/Argentina/Buenos_Aires")!).ShouldBe("Buenos Aires");
    }

    [TestMethod]
    [DataRow("s1", Severity.S1)]
    [DataRow("S4", Severity.S4)]
    public void Severities_are_read(string text, Severity expected)
    {
        SeverityText.TryParse(text, out var severity).ShouldBeTrue();
        severity.ShouldBe(expected);
        severity.Print().ShouldBe(text.ToLowerInvariant());
    }

    [TestMethod]
    [DataRow("s0")]
    [DataRow("s5")]
    [DataRow("sev/s1")]
    [DataRow("")]
    [DataRow(null)]
    public void What_is_no_severity_is_refused(string? text) => SeverityText.TryParse(text, out _).ShouldBeFalse();

    [TestMethod]
    [DataRow("remind assignee", EscalationKind.RemindAssignee, null)]
    [DataRow("assign next", EscalationKind.AssignNext, null)]
    [DataRow("assign backup", EscalationKind.AssignBackup, null)]
    [DataRow("assign area lead", EscalationKind.AssignAreaLead, null)]
    [DataRow("page ide-leads", EscalationKind.Page, "ide-leads")]
    [DataRow("post to alarms", EscalationKind.PostTo, "alarms")]
    [DataRow("label good first issue", EscalationKind.Label, "good first issue")]
    [DataRow("add to weekly-triage", EscalationKind.AddTo, "weekly-triage")]
    [DataRow("nothing", EscalationKind.Nothing, null)]
    public void Steps_are_read_and_print_as_they_are_written(string text, EscalationKind kind, string? argument)
    {
        EscalationStep.TryParse(text, out var step).ShouldBeTrue();
        step.ShouldBe(new EscalationStep(kind, argument));
        step.ToString().ShouldBe(text);
    }

    [TestMethod]
    [DataRow("page")]
    [DataRow("page ")]
    [DataRow("remind")]
    [DataRow("close issue")]
    [DataRow("nothing at all")]
    [DataRow(null)]
    public void What_is_no_step_is_refused(string? text) => EscalationStep.TryParse(text, out _).ShouldBeFalse();

    [TestMethod]
    [DataRow("75%", 75)]
    [DataRow("1000%", 1000)]
    [DataRow("0%", null)]
    [DataRow("1001%", null)]
    [DataRow("75", null)]
    [DataRow("%", null)]
    [DataRow("7.5%", null)]
    [DataRow(null, null)]
    public void Shares_are_read(string? text, int? expected) =>
        (EscalationShares.TryParse(text, out var percent) ? percent : (int?)null).ShouldBe(expected);
}
