using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>The arithmetic of shifts beside somebody who keeps them minute by minute.</summary>
[TestClass]
public class ShiftWalkTests
{
    private static readonly Login[] People = [.. "ana ben chidi dee".Split(' ').Select(name => new Login(name))];

    private static readonly Duration Walked = Duration.FromDays(10);

    [TestMethod]
    public void The_holder_of_each_minute_is_the_one_whom_a_walk_finds() =>
        TimeGen.Check(Drawn().Zip(Away(), (x, away) => (x.Rotation, x.From, away(x.From))), x =>
        {
            var (rotation, from, away) = x;
            var walk = new ShiftWalk(rotation, from, from + Walked);
            foreach (var t in Minutes(from, walk))
            {
                RotationSchedule.At(rotation, t)?.Index.ShouldBe(walk.Index, $"{t}");
                OnCall.At(rotation, t, away).Person.ShouldBe(walk.Holder(t, away), $"{t}");
            }
        }, tests: 25);

    [TestMethod]
    public void Of_layers_the_first_with_somebody_there_counts() =>
        TimeGen.Check(
            from one in Drawn()
            from two in Drawn()
            from three in Drawn()
            from drawn in Away()
            select (one, two, three, drawn), x =>
        {
            var (one, two, three, drawn) = x;
            var away = drawn(one.From);
            var (from, all) = (one.From, (RotationDefinition[])[one.Rotation, two.Rotation, three.Rotation]);
            var rotation =
                one.Rotation with { Name = "all", Length = null, Anchor = null, Hours = null, Layers = [.. all] };
            var walks = all.Select(layer => new ShiftWalk(layer, from, from + Walked)).ToList();
            for (var minute = 0; minute < Walked.TotalMinutes; minute++)
            {
                var t = from + Duration.FromMinutes((long)minute);
                foreach (var walk in walks) walk.MoveTo(t);
                if (minute % 53 != 0) continue;
                OnCall.At(rotation, t, away).Person
                    .ShouldBe(walks.Select(walk => walk.Holder(t, away)).FirstOrDefault(person => person is not null),
                        $"{t}");
            }
        }, tests: 25);

    [TestMethod]
    public void Chosen_days_take_turns_as_somebody_counts_them_day_by_day() =>
        TimeGen.Check(
            from days in Gen.SubListOf(Enum.GetValues<IsoDayOfWeek>().Skip(1))
            where days.Count > 0
            from every in Gen.Choose(1, 4)
            from anchor in Gen.Choose(0, 60)
            select (days, every, new LocalDate(2026, 10, 1).PlusDays(anchor)), x =>
        {
            var (days, every, on) = x;
            while (!days.Contains(on.DayOfWeek)) on = on.PlusDays(1);
            var rotation = new DayRotation(on, new RotationLength(every, RotationUnit.Days), [.. days]);
            var counted = 0;
            for (var date = on; date < on.PlusDays(100); date = date.PlusDays(1))
                rotation.TurnOn(date).ShouldBe(days.Contains(date.DayOfWeek) ? counted++ / every : null, $"{date}");
            var back = every;
            var turn = 0;
            for (var date = on.PlusDays(-1); date > on.PlusDays(-100); date = date.PlusDays(-1))
            {
                if (days.Contains(date.DayOfWeek) && back++ % every == 0) turn--;
                rotation.TurnOn(date).ShouldBe(days.Contains(date.DayOfWeek) ? turn : null, $"{date}");
            }
        }, tests: 60);

    [TestMethod]
    public void What_is_resolved_is_who_is_on_call_minute_by_minute() =>
        TimeGen.Check(
            from spans in Span().ArrayOf(5)
            from changes in Change().ArrayOf(4)
            from chance in Gen.Choose(0, 3)
            from whole in Span()
            from alone in Span()
            select (spans, changes, chance, whole, alone), x =>
        {
            var (spans, changes, chance, whole, alone) = x;
            var plan = chance > 0 ? null : new TemporarySchedule(whole.From, whole.To, [alone]);
            var resolved = OnCallSchedule.Resolve(spans, changes, Minute(0), Minute(90), plan);
            foreach (var span in resolved)
            {
                span.From.ShouldBeLessThan(span.To);
                (Minute(0) <= span.From && span.To <= Minute(90)).ShouldBeTrue("trimmed to the window");
                resolved.ShouldNotContain(other => other.Person == span.Person && other.From == span.To,
                    "joined where it touches");
            }

            for (var minute = 0; minute < 90; minute++)
                foreach (var person in People)
                    resolved.Any(span => span.Person == person && span.Covers(Minute(minute)))
                        .ShouldBe(IsOnCall(person, Minute(minute), spans, changes, plan),
                            $"{person} in minute {minute}");
        }, tests: 100);

    // One person at a time, sentence by sentence.
    private static bool IsOnCall(
        Login person, Instant t, OnCallSpan[] spans, OnCallOverride[] changes, TemporarySchedule? plan)
    {
        if (plan is not null && plan.From <= t && t < plan.To)
            return plan.Spans.Any(span => span.Person == person && span.Covers(t));
        var now = changes.Where(change => change.Covers(t)).ToList();
        var alone = now.Where(change => change.Everyone).ToList();
        if (alone.Count > 0)
            return alone.Any(change => change.Add == person && alone.All(other => other.Priority <= change.Priority));
        var isOn = IsInLayers(person, t, spans);
        foreach (var change in now)
        {
            if (change.Remove is { } other && !IsInLayers(other, t, spans)) continue;
            if (change.Remove == person) isOn = false;
            if (change.Add == person) isOn = true;
        }

        return isOn;
    }

    private static bool IsInLayers(Login person, Instant t, OnCallSpan[] spans) =>
        spans.Any(span => span.Person == person && span.Covers(t)
            && !spans.Any(higher => higher.Priority > span.Priority && higher.Covers(t)));

    private static Instant Minute(int minute) => Calendars.Utc("2026-03-29 00:00") + Duration.FromMinutes((long)minute);

    private static Gen<OnCallSpan> Span() =>
        from person in Gen.Elements(People)
        from start in Gen.Choose(-20, 100)
        from length in Gen.Choose(1, 60)
        from priority in Gen.Choose(0, 2)
        select new OnCallSpan(person, Minute(start), Minute(start + length), priority);

    private static Gen<OnCallOverride> Change() =>
        from span in Span()
        from other in Gen.Elements(People)
        from kind in Gen.Choose(0, 4)
        select kind switch
        {
            0 => new OnCallOverride(span.From, span.To, span.Person),
            1 => new OnCallOverride(span.From, span.To, null, other),
            2 => new OnCallOverride(span.From, span.To, span.Person, null, Everyone: true, span.Priority),
            _ => new OnCallOverride(span.From, span.To, span.Person, other),
        };

    // Each minute at which something may happen, and now and then one in between.
    private static IEnumerable<Instant> Minutes(Instant from, ShiftWalk walk)
    {
        var before = walk.Index;
        for (var minute = 0; minute < Walked.TotalMinutes; minute++)
        {
            var t = from + Duration.FromMinutes((long)minute);
            walk.MoveTo(t);
            if (minute % 41 == 0 || walk.Index != before) yield return t;
            before = walk.Index;
        }
    }

    private static Gen<(RotationDefinition Rotation, Instant From)> Drawn() =>
        from place in Gen.Elements(TimeGen.Places)
        from members in Gen.Choose(1, 4)
        from every in Gen.Elements("1h", "2h", "5h", "12h", "36h", "1d", "3d", "1w", "2w", "1mo")
        from starts in Gen.Elements("Mon 10:00", "Tue 02:30", "Sun 00:00", "Sat 23:30", "Sun 02:00")
        from pin in Gen.Choose(-40, 40)
        from hours in Gen.Elements(null, "Mon-Fri 17:00-09:00", "Sat,Sun 00:00-24:00", "Mon-Sun 01:00-03:00")
        let begin = Calendars.Utc(place.Around) - Duration.FromDays(5)
        let zone = LocalPoint.FindZone(place.Zone)!
        let rotation = Core.Tests.Rotations.Make(every, starts, place.Zone, People[..members])
        select (rotation with
        {
            Anchor = pin % 4 == 0 && !every.EndsWith('h') ? null
                : new RotationAnchor(begin.InZone(zone).Date.PlusDays(pin), People[Math.Abs(pin) % members]),
            Hours = hours is null ? null : Calendars.Make("hours", place.Zone, hours),
        }, begin);

    private static Gen<Func<Instant, Absence[]>> Away() =>
        from people in Gen.Elements(People).ArrayOf(3)
        from starts in Gen.Choose(-50, 200).ArrayOf(3)
        from hours in Gen.Choose(1, 100).ArrayOf(3)
        select (Func<Instant, Absence[]>)(begin =>
        [
            .. people.Select((person, i) => new Absence(person,
                begin + Duration.FromHours(starts[i]), begin + Duration.FromHours(starts[i] + hours[i]))),
        ]);
}
