using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>What holds for every rotation by time.</summary>
[TestClass]
public class RotationPropertyTests
{
    private static readonly Login[] People = [.. "ana ben chidi dee ivo jun kat".Split(' ').Select(n => new Login(n))];

    [TestMethod]
    public void Every_moment_lies_in_the_shift_that_is_found_for_it() =>
        TimeGen.Check(Rotations().Zip(Moments()), x =>
        {
            var (rotation, t) = x;
            var shift = RotationSchedule.At(rotation, t).ShouldNotBeNull();
            shift.From.ShouldBeLessThanOrEqualTo(t);
            t.ShouldBeLessThan(shift.To);
            RotationSchedule.At(rotation, shift.To)!.Index.ShouldBeGreaterThan(shift.Index);
            RotationSchedule.At(rotation, shift.From)!.Index.ShouldBe(shift.Index);
        });

    [TestMethod]
    public void Shifts_follow_each_other_without_a_gap() =>
        TimeGen.Check(Rotations().Zip(Moments()), x =>
        {
            var (rotation, t) = x;
            var shifts = RotationSchedule.Between(rotation, t, t + Duration.FromDays(40)).ToList();
            shifts[0].From.ShouldBeLessThanOrEqualTo(t);
            shifts[^1].To.ShouldBeGreaterThanOrEqualTo(t + Duration.FromDays(40));
            for (var i = 1; i < shifts.Count; i++) shifts[i].From.ShouldBe(shifts[i - 1].To);
        });

    [TestMethod]
    public void After_as_many_rounds_everybody_had_as_many_shifts_whatever_the_order_of_the_roster() =>
        TimeGen.Check(Rotations().Zip(Moments()).Zip(Gen.Choose(1, 4)), x =>
        {
            var ((rotation, t), rounds) = x;
            var people = OrderFrom(rotation, t, rounds * rotation.Members.Length);
            foreach (var member in rotation.Members) people.Count(p => p == member).ShouldBe(rounds);
        });

    [TestMethod]
    public void A_change_of_the_roster_moves_neither_the_past_nor_the_present_holder_nor_the_order_of_the_others() =>
        TimeGen.Check(Rotations().Zip(Moments()).Zip(Gen.SubListOf(People)), x =>
        {
            var ((before, t), next) = x;
            if (next.Count == 0) return;
            var after = before with
            {
                Members = [.. next],
                Revisions = [new RosterRevision(Instant.MinValue, before.Members), new RosterRevision(t, [.. next])],
            };
            var now = RotationSchedule.At(before, t - Duration.FromSeconds(1))!;
            for (var back = 0; back < 10; back++)
            {
                var at = now.From - Duration.FromDays(back * 3);
                PersonAt(after, at).ShouldBe(PersonAt(before, at));
            }

            PersonAt(after, now.To - Duration.FromMilliseconds(1)).ShouldBe(now.Person);
            // The anchor's own day speaks for itself.
            if (before.Anchor is not null && now.Index < 0 && now.Index + next.Count >= 0) return;
            OrderFrom(after, now.To, next.Count).ShouldBe(ExpectedOrder(before, now, next), ignoreOrder: false);
        });

    private static Login PersonAt(RotationDefinition rotation, Instant t) => RotationSchedule.At(rotation, t)!.Person;

    // The round that begins after the present holder: the new roster, turned to the first of the old followers it has.
    private static List<Login> ExpectedOrder(RotationDefinition before, Shift now, IReadOnlyList<Login> next)
    {
        var old = before.Members;
        var holder = old.IndexOf(now.Person);
        var start = next.Contains(now.Person)
            ? next.ToList().IndexOf(now.Person) + 1
            : Enumerable.Range(1, old.Length).Select(i => next.ToList().IndexOf(old[(holder + i) % old.Length]))
                .FirstOrDefault(i => i >= 0, 0);
        return [.. Enumerable.Range(0, next.Count).Select(i => next[(start + i) % next.Count])];
    }

    // Shifts of half a day and more are never swallowed whole by a change of the clocks, so the next shift is the next
    // turn.
    private static List<Login> OrderFrom(RotationDefinition rotation, Instant from, int count)
    {
        var people = new List<Login>();
        for (var at = from; people.Count < count; at = RotationSchedule.At(rotation,
            at)!.To) people.Add(PersonAt(rotation, at));
        return people;
    }

    private static Gen<Instant> Moments() =>
        from minutes in Gen.Choose(-400 * 1440, 400 * 1440)
        select Calendars.Utc("2026-03-29 01:00") + Duration.FromMinutes((long)minutes);

    private static Gen<RotationDefinition> Rotations() =>
        from members in Gen.Choose(1, 5)
        from every in Gen.Elements("1w", "2w", "4w", "1d", "3d", "1mo", "2mo", "12h", "36h")
        from starts in Gen.Elements("Mon 10:00", "Tue 02:30", "Sun 00:00", "Fri 23:30")
        from zone in Gen.Elements("Europe/Vienna", "America/Los_Angeles", "Australia/Lord_Howe", "UTC")
        from anchor in Gen.Elements(null, new RotationAnchor(new LocalDate(2026, 3, 2), People[0]))
        select Core.Tests.Rotations.Make(every, starts, zone, People[..members]) with { Anchor = anchor };
}
