using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>What holds for every calendar, whatever its hours, its zone and its closed days.</summary>
[TestClass]
public class CalendarPropertyTests
{
    [TestMethod]
    public void Elapsed_time_is_the_number_of_open_minutes() =>
        TimeGen.Check(TimeGen.CalendarAndTimes(2), x =>
        {
            var (calendar, t) = x;
            var model = new MinuteModel(calendar.Definition).Elapsed(t[0], t[1]);
            calendar.Calendar.Elapsed(t[0], t[1]).ShouldBe(model);
        }, tests: 60);

    [TestMethod]
    public void Calendars_of_calendars_are_open_minute_by_minute() =>
        TimeGen.Check(TimeGen.JoinedAndTimes(20), x =>
        {
            var (calendar, t) = (x.Calendar.Calendar, x.Times);
            var model = new MinuteModel(x.Calendar.Definition);
            foreach (var one in t) calendar.IsOpen(one).ShouldBe(model.IsOpen(one), $"{one}");
            calendar.Elapsed(t[0], t[5]).ShouldBe(model.Elapsed(t[0], t[5]));
            var due = calendar.Deadline(t[0], Duration.FromMinutes(300));
            var limit = t[0] + Duration.FromDays(5);
            if (model.Deadline(t[0], 300, limit) is { } expected) due.ShouldBe(expected);
            else due.ShouldBeGreaterThan(limit);
        }, tests: 60);

    [TestMethod]
    public void A_business_day_of_calendars_of_calendars_has_open_time_and_each_opening_lies_in_one() =>
        TimeGen.Check(TimeGen.JoinedAndTimes(6), x =>
        {
            var calendar = x.Calendar.Calendar;
            foreach (var t in x.Times)
            {
                var date = t.InZone(calendar.Zone).Date;
                var midnight = LocalPoint.ToInstant(date.AtMidnight(), calendar.Zone);
                var next = LocalPoint.ToInstant(date.PlusDays(1).AtMidnight(), calendar.Zone);
                if (calendar.IsBusinessDate(date)) calendar.Elapsed(midnight, next).ShouldBeGreaterThan(Duration.Zero);
                var opening = calendar.NextOpening(t);
                if (opening > t) calendar.IsBusinessDate(opening.InZone(calendar.Zone).Date).ShouldBeTrue($"{opening}");
                calendar.IsOpen(calendar.AddBusinessDays(t, 2)).ShouldBeTrue();
            }
        }, tests: 60);

    [TestMethod]
    public void Open_is_open_minute_by_minute() =>
        TimeGen.Check(TimeGen.CalendarAndTimes(20), x =>
        {
            var model = new MinuteModel(x.Calendar.Definition);
            foreach (var t in x.Times) x.Calendar.Calendar.IsOpen(t).ShouldBe(model.IsOpen(t), $"{t}");
        });

    [TestMethod]
    public void A_deadline_is_the_earliest_minute_with_that_much_open_time() =>
        TimeGen.Check(TimeGen.CalendarAndTimes(1).Zip(Gen.Choose(1, 2000)), y =>
        {
            var ((calendar, t), minutes) = y;
            var limit = t[0] + Duration.FromDays(8);
            var due = calendar.Calendar.Deadline(t[0], Duration.FromMinutes((long)minutes));
            var model = new MinuteModel(calendar.Definition).Deadline(t[0], minutes, limit);
            if (model is null) due.ShouldBeGreaterThan(limit);
            else due.ShouldBe(model.Value);
        }, tests: 60);

    [TestMethod]
    public void Counting_to_a_deadline_gives_the_time_that_was_asked_for() =>
        TimeGen.Check(TimeGen.CalendarAndTimes(1).Zip(Gen.Choose(1, 3_000_000), (x, s) => (x,
            Duration.FromSeconds((long)s))), y =>
        {
            var ((drawn, t), open) = y;
            var due = drawn.Calendar.Deadline(t[0], open);
            drawn.Calendar.Elapsed(t[0], due).ShouldBe(open);
            drawn.Calendar.Elapsed(t[0], due - Duration.FromMilliseconds(1)).ShouldBeLessThan(open);
            var breach = drawn.Calendar.BreachAt(due);
            drawn.Calendar.Elapsed(due, breach).ShouldBe(Duration.Zero);
            drawn.Calendar.IsOpen(breach).ShouldBeTrue();
        });

    [TestMethod]
    public void Counting_back_from_an_end_gives_the_latest_start() =>
        TimeGen.Check(TimeGen.CalendarAndTimes(1).Zip(Gen.Choose(1, 3_000_000), (x, s) => (x,
            Duration.FromSeconds((long)s))), y =>
        {
            var ((drawn, t), open) = y;
            var start = drawn.Calendar.LatestStart(t[0], open);
            drawn.Calendar.Elapsed(start, t[0]).ShouldBe(open);
            drawn.Calendar.Elapsed(start + Duration.FromMilliseconds(1), t[0]).ShouldBeLessThan(open);
        });

    [TestMethod]
    public void Elapsed_time_adds_up_and_turns_its_sign() =>
        TimeGen.Check(TimeGen.CalendarAndTimes(3), x =>
        {
            var (calendar, t) = (x.Calendar.Calendar, x.Times);
            (calendar.Elapsed(t[0], t[1]) + calendar.Elapsed(t[1], t[2])).ShouldBe(calendar.Elapsed(t[0], t[2]));
            calendar.Elapsed(t[2], t[0]).ShouldBe(-calendar.Elapsed(t[0], t[2]));
        });

    [TestMethod]
    public void A_later_start_is_never_due_earlier() =>
        TimeGen.Check(TimeGen.CalendarAndTimes(2).Zip(Gen.Choose(1, 100_000), (x, s) => (x,
            Duration.FromSeconds((long)s))), y =>
        {
            var ((drawn, t), open) = y;
            drawn.Calendar.Deadline(t[0], open).ShouldBeLessThanOrEqualTo(drawn.Calendar.Deadline(t[1], open));
        });

    [TestMethod]
    public void The_next_opening_is_open_and_nothing_is_open_before_it() =>
        TimeGen.Check(TimeGen.CalendarAndTimes(1), x =>
        {
            var (calendar, t) = (x.Calendar.Calendar, x.Times[0]);
            var opening = calendar.NextOpening(t);
            calendar.IsOpen(opening).ShouldBeTrue();
            calendar.Elapsed(t, opening).ShouldBe(Duration.Zero);
            calendar.NextOpening(opening).ShouldBe(opening);
            var close = calendar.LastCloseBefore(t).ShouldNotBeNull();
            calendar.Elapsed(close, t).ShouldBe(Duration.Zero);
            calendar.Elapsed(close - Duration.FromMilliseconds(1), close).ShouldBe(Duration.FromMilliseconds(1));
        });

    [TestMethod]
    public void Stretches_are_apart_in_order_and_hold_all_open_time() =>
        TimeGen.Check(TimeGen.CalendarAndTimes(2), x =>
        {
            var (calendar, t) = (x.Calendar.Calendar, x.Times);
            var after = calendar.OpenAfter(t[0]).TakeWhile(s => s.Start < t[1]).ToList();
            for (var i = 1; i < after.Count; i++) after[i].Start.ShouldBeGreaterThan(after[i - 1].End);
            after.Aggregate(Duration.Zero, (sum, s) => sum + (Instant.Min(s.End, t[1]) - s.Start))
                .ShouldBe(calendar.Elapsed(t[0], t[1]));
            var before = calendar.OpenBefore(t[1]).TakeWhile(s => s.End > t[0]).ToList();
            before.Aggregate(Duration.Zero, (sum, s) => sum + (s.End - Instant.Max(s.Start, t[0])))
                .ShouldBe(calendar.Elapsed(t[0], t[1]));
        });

    [TestMethod]
    public void A_business_day_later_is_open_and_never_earlier_than_fewer_days() =>
        TimeGen.Check(TimeGen.CalendarAndTimes(1).Zip(Gen.Choose(1, 8)), y =>
        {
            var ((drawn, t), days) = y;
            var later = drawn.Calendar.AddBusinessDays(t[0], days);
            drawn.Calendar.IsOpen(later).ShouldBeTrue();
            later.ShouldBeGreaterThanOrEqualTo(drawn.Calendar.AddBusinessDays(t[0], days - 1));
            drawn.Calendar.OpenTime(new Target(days, TargetUnit.BusinessDays), t[0]).ShouldBeGreaterThan(Duration.Zero);
        });
}
