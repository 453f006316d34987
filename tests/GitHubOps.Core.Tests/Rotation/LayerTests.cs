using NodaTime;
using static GitHubOps.Core.Tests.Rotations;

namespace GitHubOps.Core.Tests;

/// <summary>Night, weekend and day are other people's, and somebody is always asked.</summary>
[TestClass]
public class LayerTests
{
    private const string Ops =
        """
        version: 1
        extends: org
        mode: live
        areas:
          app:     { paths: [src/**], words: [crash] }
          unknown: { owners: repo-leads }
        rotations:
          everyone: { layers: [night, weekend, day], at_most: 3 }
          night:    { of: ide-oncall, every: 1w, starts: Mon 17:00, calendar: vienna, hours: Mon-Fri 17:00-09:00, anchor: { on: 2026-11-02, person: ivo } }
          day:      { of: factory-team, every: 1d, days: [Mon, Tue, Wed, Thu, Fri], starts: Mon 09:00, calendar: vienna, hours: Mon-Fri 09:00-17:00, anchor: { on: 2026-11-02, person: ana } }
          weekend:  { of: mcp-evals, every: 1w, starts: Sat 09:00, calendar: vienna, hours: "Sat,Sun 00:00-24:00", anchor: { on: 2026-11-07, person: noor } }
        assign: { new: everyone }
        """;

    private static readonly RepoPolicy Policy =
        Examples.Policy(Examples.With(Ops, new RepoFile("OWNERS", "approvers: [ana]\nreviewers: [ben]\n")));

    private static readonly RotationDefinition Everyone = Policy.Rotations["everyone"];

    private static Instant Vienna(string local) => Calendars.At(local, "Europe/Vienna");

    [TestMethod]
    [DataRow("2026-11-02 10:00", "ana", "day")]
    [DataRow("2026-11-03 10:00", "ben", "day")]
    [DataRow("2026-11-09 10:00", "ben", "day",
        DisplayName = "the weekend took no turn: Friday was ana's, Monday is ben's")]
    [DataRow("2026-11-03 03:00", "ivo", "night")]
    [DataRow("2026-11-07 12:00", "noor", "weekend")]
    [DataRow("2026-11-08 12:00", "noor", "weekend")]
    public void The_first_layer_with_a_shift_counts(string at, string person, string layer)
    {
        var answer = OnCall.At(Everyone, Vienna(at), []);
        answer.Person.ShouldBe(new Login(person));
        answer.Because[0].ShouldBe($"{layer} is the first layer of everyone with somebody there");
        RotationPick.Choose(Everyone, Vienna(at), TurnLedger.Empty, _ => null).Person.ShouldBe(new Login(person));
    }

    [TestMethod]
    public void Where_a_whole_layer_is_away_the_next_one_is_asked_and_a_gap_is_said()
    {
        var night = Everyone.Layers[0].Members.Select(person =>
            new Absence(person, Vienna("2026-11-02 00:00"), Vienna("2026-11-09 00:00"))).ToList();
        var answer = OnCall.At(Everyone, Vienna("2026-11-03 03:00"), night);
        answer.Person.ShouldBeNull();
        answer.Stretch!.Because.ShouldBe("no layer of everyone has anybody on call");
        CoverForecast.Of(Policy, Vienna("2026-11-02 00:00"), Vienna("2026-11-09 00:00"), night)
            .ShouldContain(thin => thin.What == "everyone" && thin.Only == null);
        var pick = RotationPick.Choose(Everyone, Vienna("2026-11-03 03:00"), TurnLedger.Empty,
            person => Everyone.Layers[0].Members.Contains(person) ? "is away" : null);
        pick.Person.ShouldNotBeNull("an issue always finds somebody of the rotation");
        pick.ByTurn.ShouldBeTrue();
    }

    [TestMethod]
    public void A_week_is_told_without_a_hole_and_each_moment_as_it_is_told_alone()
    {
        var (from, to) = (Vienna("2026-10-23 00:00"), Vienna("2026-11-09 00:00"));
        var week = OnCall.Between(Everyone, from, to, []).ToList();
        (week[0].From, week[^1].To).ShouldBe((from, to));
        for (var i = 1; i < week.Count; i++) week[i].From.ShouldBe(week[i - 1].To);
        for (var t = from; t < to; t += Duration.FromMinutes(61))
            week.Single(one => one.From <= t && t < one.To).Person.ShouldBe(OnCall.At(Everyone, t, []).Person);
    }

    [TestMethod]
    public void Outside_its_hours_a_rotation_has_nobody_and_says_until_when()
    {
        var answer = OnCall.At(Policy.Rotations["day"], Vienna("2026-11-07 12:00"), []);
        answer.Person.ShouldBeNull();
        answer.Because.ShouldBe(["day has no shift until Mon 9 Nov, 09:00 (Vienna)"]);
        answer.Stretch!.To.ShouldBe(Vienna("2026-11-09 09:00"));
    }

    [TestMethod]
    public void An_issue_in_the_night_goes_to_the_night()
    {
        var story = new Story(Policy).At("2026-11-03T03:00", "Europe/Vienna")
            .Opens("contributor", "The page has a crash", "Help.");
        story.Assignees.ShouldBe("ivo");
        story.State!.AssignedFrom.ShouldBe("everyone");
    }

    [TestMethod]
    [DataRow("1d")]
    [DataRow("2d")]
    [DataRow("1w")]
    [DataRow("2w")]
    [DataRow("1mo")]
    public void Chosen_days_are_counted_forth_and_back_and_others_take_no_turn(string every)
    {
        var rotation = Make(every, "Mon 09:00", "Europe/Vienna", Ana, Ben, Chidi) with
        {
            Days = [IsoDayOfWeek.Tuesday, IsoDayOfWeek.Saturday],
            Anchor = new RotationAnchor(new LocalDate(2026, 11, 3), Ben),
            Hours =
                new ShiftWindow([IsoDayOfWeek.Tuesday, IsoDayOfWeek.Saturday], new LocalTime(9, 0), new LocalTime(9, 0))
                .In(LocalPoint.FindZone("Europe/Vienna")!).Calendar,
        };
        var days = new DayRotation(new LocalDate(2026, 11, 3), rotation.Length!.Value, rotation.Days);
        for (var date = new LocalDate(2026, 6, 1); date < new LocalDate(2027, 4, 1); date = date.PlusDays(1))
        {
            var shift = RotationSchedule.At(rotation,
                LocalPoint.ToInstant(date.At(new LocalTime(12, 0)), rotation.Zone));
            shift?.Index.ShouldBe(days.TurnOn(date)!.Value, date.ToString());
            (shift is null).ShouldBe(days.TurnOn(date) is null, date.ToString());
        }

        PersonAt(rotation, Vienna("2026-11-03 12:00")).ShouldBe(Ben);
    }
}
