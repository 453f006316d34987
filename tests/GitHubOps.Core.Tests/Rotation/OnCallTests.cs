using FsCheck.Fluent;
using NodaTime;
using static GitHubOps.Core.Tests.Rotations;

namespace GitHubOps.Core.Tests;

[TestClass]
public class OnCallTests
{
    private static readonly RotationDefinition Triage = Weekly(Ana, Ben, Chidi, Dee) with
    {
        Anchor = new RotationAnchor(new LocalDate(2026, 11, 2), Ben),
    };

    [TestMethod]
    public void Without_absences_the_holder_of_the_shift_is_on_call_and_the_next_backs_up()
    {
        var answer = OnCall.At(Triage, At(2026, 11, 3), []);
        answer.Person.ShouldBe(Ben);
        answer.Backup.ShouldBe(Chidi);
        answer.Because.ShouldBe(
        [
            "ben has the triage shift until Mon 9 Nov, 10:00 (Los Angeles)",
            "shift 0 of 1w each, counted from 2026-11-02 10:00 (Los Angeles), which the file pins to ben; " +
            "the roster is ana, ben, chidi, dee",
        ]);
    }

    [TestMethod]
    public void Who_is_away_is_passed_over_and_says_why()
    {
        var answer = OnCall.At(Triage, At(2026, 11, 3),
            [Away(Ben, "2026-11-03..2026-11-05"), Away(Chidi, "2026-11-01..2026-11-04")]);
        answer.Person.ShouldBe(Dee);
        answer.Backup.ShouldBe(Ana);
        answer.Stretch.ShouldNotBeNull().Skipped.Select(s => s.Person).ShouldBe([Ben, Chidi]);
        answer.Because[1].ShouldBe("ben is passed over: away until Fri 6 Nov, 00:00 (Los Angeles)");
        answer.Because[2].ShouldBe("chidi is passed over: away until Thu 5 Nov, 00:00 (Los Angeles)");
        answer.Because[3].ShouldBe("dee is the next in order who is there");
    }

    [TestMethod]
    public void A_shift_is_given_for_the_days_of_the_absence_only_and_comes_back_by_itself()
    {
        var week = OnCall.Between(Triage, At(2026, 11, 2, 10), At(2026, 11, 9, 10),
            [Away(Ben, "2026-11-04..2026-11-05")]);
        week.Select(s => $"{s.Person} {s.From.InZone(Triage.Zone):ddd HH:mm}").ShouldBe(
            ["ben Mon 10:00", "chidi Wed 00:00", "ben Fri 00:00"]);
    }

    [TestMethod]
    public void When_everybody_is_away_there_is_a_gap_and_not_somebody()
    {
        var all = new[] { Ana, Ben, Chidi, Dee }.Select(who => Away(who, "2026-11-03..2026-11-03")).ToList();
        var answer = OnCall.At(Triage, At(2026, 11, 3), all);
        answer.Person.ShouldBeNull();
        answer.Backup.ShouldBeNull();
        answer.Because.ShouldContain("everybody in triage is away");
    }

    [TestMethod]
    public void A_rotation_by_turn_has_nobody_on_call_and_says_why()
    {
        var answer = OnCall.At(ByTurn(Ana, Ben), At(2026, 11, 3), []);
        answer.Stretch.ShouldBeNull();
        answer.Because.ShouldBe(["triage has no shifts: whose turn it is, is decided for each issue"]);
    }

    [TestMethod]
    public void An_absence_moves_nobody_elses_shift() =>
        TimeGen.Check(Gen.Choose(0, 300).Zip(Gen.Choose(1, 40)).Zip(Gen.Choose(0, 3)), drawn =>
        {
            var ((from, days), who) = drawn;
            var start = At(2026, 1, 1) + Duration.FromDays(from);
            var away = new Absence(Triage.Members[who], start, start + Duration.FromDays(days));
            for (var t = At(2026, 1, 1); t < At(2027, 2, 1); t += Duration.FromHours(37))
            {
                var before = OnCall.At(Triage, t, []).Person;
                var after = OnCall.At(Triage, t, [away]).Person;
                if (before == away.Person && away.Covers(t)) after.ShouldNotBe(before);
                else after.ShouldBe(before);
            }
        }, 50);

    [TestMethod]
    public void The_list_of_shifts_says_at_every_moment_what_the_answer_says() =>
        TimeGen.Check(Gen.Choose(0, 60).Zip(Gen.Choose(1, 30)).ArrayOf(2), drawn =>
        {
            var ((a, n), (b, m)) = (drawn[0], drawn[1]);
            Absence[] away =
            [
                new(Ana, At(2026, 3, 1) + Duration.FromDays(a), At(2026, 3, 1) + Duration.FromDays(a + n)),
                new(Dee, At(2026, 3, 1) + Duration.FromDays(b), At(2026, 3, 1) + Duration.FromDays(b + m)),
            ];
            var (from, to) = (At(2026, 3, 1), At(2026, 6, 1));
            var listed = OnCall.Between(Triage, from, to, away).ToList();
            for (var t = from; t < to; t += Duration.FromHours(11))
                listed.Where(s => s.From <= t && t < s.To).ShouldHaveSingleItem().Person.ShouldBe(
                    OnCall.At(Triage, t, away).Person);
        }, 50);

    [TestMethod]
    public void Thin_cover_is_told_before_it_comes()
    {
        Absence[] away = [Away(Ana, "2026-12-20..2026-12-27"), Away(Ben, "2026-12-24..2026-12-26")];
        CoverForecast.Of("area inspector", [Ana, Ben], At(2026, 12, 1), At(2026, 12, 31), away)
            .Select(
                thin =>
                    $"{thin.From.InZone(Triage.Zone):dd}-{thin.To.InZone(Triage.Zone):dd} {thin.Only?.Value ?? "nobody"}")
            .ShouldBe(["20-24 ben", "24-27 nobody", "27-28 ben"]);
    }

    [TestMethod]
    public void Two_who_are_there_all_the_time_are_no_news() =>
        CoverForecast.Of("triage", [Ana, Ben], At(2026, 12, 1), At(2026, 12, 31), []).ShouldBeEmpty();

    [TestMethod]
    [DataRow("ben 2026-12-21..2026-12-20")]
    [DataRow("ben 2026-12-21")]
    [DataRow("2026-12-21..2026-12-22")]
    [DataRow("ben 2026-13-21..2026-13-22")]
    [DataRow("")]
    public void What_is_no_absence_is_none(string text) => Absences.TryParse(text, DateTimeZone.Utc).ShouldBeNull();

    private static Absence Away(Login who, string days) =>
        Absences.TryParse($"{who} {days}", Triage.Zone).ShouldNotBeNull();

    private static Instant At(int year, int month, int day, int hour = 12) =>
        new LocalDateTime(year, month, day, hour, 0).InZoneLeniently(Triage.Zone).ToInstant();
}
