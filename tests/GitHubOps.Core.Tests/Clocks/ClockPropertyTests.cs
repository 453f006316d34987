using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>What holds for every clock, whatever happens to it.</summary>
[TestClass]
public class ClockPropertyTests
{
    private enum Act
    {
        Pause,
        Resume,
        PauseOther,
        ResumeOther,
        Retarget,
        MarkBreached,
        Stop,
        Reopen,
        Cancel,
    }

    [TestMethod]
    public void Used_time_is_the_number_of_open_minutes_without_a_pause() =>
        TimeGen.Check(Stories(stops: false), x =>
        {
            var (drawn, clock, end) = x;
            var model = new MinuteModel(drawn.Definition).Elapsed(clock.StartedAt, end, t => IsPaused(clock, t));
            clock.Elapsed(end, drawn.Calendar).ShouldBe(model);
        }, tests: 60);

    [TestMethod]
    public void It_is_due_at_the_earliest_minute_that_uses_the_target_up() =>
        TimeGen.Check(Stories(stops: false), x =>
        {
            var (drawn, clock, _) = x;
            var limit = clock.StartedAt + Duration.FromDays(16);
            var model = new MinuteModel(drawn.Definition).Deadline(
                clock.StartedAt, (int)clock.TargetTime.TotalMinutes, limit, t => IsPaused(clock, t));
            var due = clock.DueAt(drawn.Calendar);
            if (model is not null) due.ShouldBe(model);
            else if (clock.State == ClockState.Running) due.ShouldNotBeNull().ShouldBeGreaterThan(limit);
            else due.ShouldBeNull();
        }, tests: 60);

    [TestMethod]
    public void What_the_account_counts_adds_up_to_what_is_used() =>
        TimeGen.Check(Stories(stops: true), x =>
        {
            var (drawn, clock, end) = x;
            var lines = ClockLedger.Of(clock, drawn.Calendar, end);
            var counted = lines.Where(line => line.Kind is LedgerKind.Counted or LedgerKind.CountedBefore)
                .Aggregate(Duration.Zero, (whole, line) => whole + line.Counted);
            var until = clock.StoppedAt ?? clock.DueAt(drawn.Calendar) ?? end;
            counted.ShouldBe(clock.Elapsed(until, drawn.Calendar));
            LedgerWords.Print(lines, drawn.Calendar.Zone).ShouldNotBeNullOrWhiteSpace();
        });

    [TestMethod]
    public void It_is_in_one_of_five_states_and_over_means_over() =>
        TimeGen.Check(Stories(stops: true), x =>
        {
            var (drawn, clock, end) = x;
            clock.IsOver.ShouldBe(clock.State is ClockState.Met or ClockState.Missed or ClockState.Cancelled);
            clock.IsOver.ShouldBe(clock.StoppedAt is not null);
            if (!clock.IsOver) return;
            var later = end + Duration.FromDays(100);
            clock.Pause(PauseReason.Author, later).ShouldBe(clock);
            clock.Resume(PauseReason.Author, later).ShouldBe(clock);
            clock.Stop(later, drawn.Calendar).ShouldBe(clock);
            clock.Cancel(later, "too late").ShouldBe(clock);
            clock.MarkBreached(later, drawn.Calendar).ShouldBe(clock);
            clock.Elapsed(later, drawn.Calendar).ShouldBe(clock.Elapsed(clock.StoppedAt!.Value, drawn.Calendar));
        });

    [TestMethod]
    public void It_is_met_exactly_when_at_most_the_target_was_used() =>
        TimeGen.Check(Stories(stops: false), x =>
        {
            var (drawn, clock, end) = x;
            var used = clock.Elapsed(end, drawn.Calendar);
            var stopped = clock.Stop(end, drawn.Calendar);
            stopped.State.ShouldBe(used <= clock.TargetTime ? ClockState.Met : ClockState.Missed);
            if (stopped.State == ClockState.Missed) stopped.BreachedAt.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(end);
        });

    [TestMethod]
    public void At_the_breach_it_is_still_met_and_a_running_second_later_it_is_missed() =>
        TimeGen.Check(Stories(stops: false), x =>
        {
            var (drawn, clock, _) = x;
            if (clock.BreachAt(drawn.Calendar) is not { } breach) return;
            clock.IsMissed(breach, drawn.Calendar).ShouldBeFalse();
            drawn.Calendar.IsOpen(breach).ShouldBeTrue();
            clock.IsMissed(clock.BreachAlarmAt(drawn.Calendar)!.Value, drawn.Calendar).ShouldBeTrue();
            breach.ShouldBeGreaterThanOrEqualTo(clock.DueAt(drawn.Calendar)!.Value);
        });

    [TestMethod]
    public void Greater_shares_come_later_and_the_whole_is_the_breach() =>
        TimeGen.Check(Stories(stops: false), x =>
        {
            var (drawn, clock, _) = x;
            var at = ((int[])[10, 50, 75, 100, 150, 200]).Select(p => clock.InstantAtShare(p,
                drawn.Calendar)).ToArray();
            var known = at.TakeWhile(a => a is not null).Select(a => a!.Value).ToArray();
            at.Skip(known.Length).ShouldAllBe(a => a == null);
            known.ShouldBe(known.Order());
            at[3].ShouldBe(clock.BreachAt(drawn.Calendar));
            foreach (var (share, instant) in ((double[])[.1, .5, .75, 1, 1.5, 2]).Zip(known))
                clock.ShareUsed(instant, drawn.Calendar).ShouldBe(share, 1e-9);
        });

    [TestMethod]
    public void What_is_stored_is_what_is_read() =>
        TimeGen.Check(Stories(stops: true), x =>
        {
            var json = System.Text.Json.JsonSerializer.Serialize(x.Clock);
            System.Text.Json.JsonSerializer.Deserialize<Clock>(json).ShouldBe(x.Clock);
        });

    private static bool IsPaused(Clock clock, Instant t) =>
        clock.Pauses.Any(p => p.From <= t && (p.To is null || t < p.To));

    private static Gen<(DrawnCalendar Calendar, Clock Clock, Instant End)> Stories(bool stops) =>
        from x in TimeGen.CalendarAndTimes(10)
        from minutes in Gen.Choose(1, 1500)
        from acts in Gen.Elements(stops ? Enum.GetValues<Act>() : [Act.Pause, Act.Resume, Act.PauseOther,
            Act.ResumeOther]).ArrayOf(8)
        select (x.Calendar, Tell(x.Calendar.Calendar, minutes, x.Times, acts), x.Times[^1]);

    private static Clock Tell(BusinessCalendar calendar, int minutes, Instant[] times, Act[] acts)
    {
        var clock = ClockTransitions.Start(
            Metric.Fix, new Target(minutes, TargetUnit.BusinessMinutes), calendar, times[0], Severity.S3);
        foreach (var (act, at) in acts.Zip(times.Skip(1)))
        {
            clock = act switch
            {
                Act.Pause => clock.Pause(PauseReason.Author, at),
                Act.Resume => clock.Resume(PauseReason.Author, at),
                Act.PauseOther => clock.Pause(PauseReason.Upstream, at),
                Act.ResumeOther => clock.Resume(PauseReason.Upstream, at),
                Act.Retarget => clock.Retarget(
                    new Target(60, TargetUnit.BusinessMinutes), Severity.S2, calendar, at, Duration.FromMinutes(30)),
                Act.MarkBreached => clock.MarkBreached(at, calendar),
                Act.Stop => clock.Stop(at, calendar),
                Act.Reopen => clock.Reopen(at),
                _ => clock.Cancel(at, "not planned"),
            };
        }

        return clock;
    }
}
