using System.Text.Json;
using NodaTime;
using static GitHubOps.Core.Tests.VectorFile;

namespace GitHubOps.Core.Tests;

/// <summary>How each kind of vector is asked of our code. One line per kind in <see cref="All"/>.</summary>
internal static partial class VectorKinds
{
    public static readonly IReadOnlyDictionary<string, Action<Vector>> All = new Dictionary<string, Action<Vector>>
    {
        ["deadline"] = Deadline,
        ["deadline_backward"] = DeadlineBackward,
        ["elapsed"] = Elapsed,
        ["open_intervals"] = OpenIntervals,
        ["add_business_days"] = AddBusinessDays,
        ["next_open"] = v => Calendar(v).NextOpening(At(v, "at")).ShouldBe(Expected(v, "result")),
        ["prev_open"] = v => Calendar(v).LastCloseBefore(At(v, "at")).ShouldBe(Expected(v, "result")),
        ["is_open"] = v => Calendar(v).IsOpen(At(v, "at")).ShouldBe(v.Expect.GetProperty("open").GetBoolean()),
        ["local_to_instant"] = v => LocalAt(v, "local").ShouldBe(Expected(v, "instant")),
        ["clock_add"] = ClockAdd,
        ["clock_diff_hours"] = ClockDiffHours,
        ["rotation_handoffs"] = RotationHandOffs,
        ["rotation_shift_at"] = RotationShiftAt,
        ["weekly_event"] = WeeklyEvent,
        ["next_handoff_notice"] = NextHandOffNotice,
        ["restriction_active"] = RestrictionActive,
        ["restriction_window"] = RestrictionWindow,
        ["by_day_rotation"] = ByDayRotation,
        ["rolling_users"] = RollingUsers,
        ["layer_resolution"] = LayerResolution,
        ["override_split"] = OverrideSplit,
        ["override_map"] = OverrideMap,
        ["oncall_shifts"] = OnCallShifts,
        ["balance_score"] = BalanceScore,
        ["round_robin_next"] = RoundRobinNext,
        ["availability_fill"] = AvailabilityFill,
        ["label_duration"] = v => Waited(v, "labeled", "unlabeled"),
        ["draft_duration"] = v => Waited(v, "convert_to_draft", "ready_for_review"),
        ["first_breach_in_seconds"] = FirstBreach,
        ["first_response"] = FirstAnswer,
        ["escalation_timeline"] = EscalationTimeline,
    };

    /// <summary>Kinds that are none of ours, each with the reason. A kind in neither list fails.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotOurs = new Dictionary<string, string>();

    private static void Deadline(Vector v)
    {
        var calendar = Calendar(v);
        var clock = Paused(v, At(v, "start"), Seconds(v));
        var due = clock.DueAt(calendar).ShouldNotBeNull();
        var opensNext = v.Expect.TryGetProperty("boundary_convention", out var edge) && edge.GetString() == "next_open";
        (opensNext ? clock.BreachAt(calendar) : due).ShouldBe(Expected(v, "due"));
    }

    private static void DeadlineBackward(Vector v) =>
        Calendar(v).LatestStart(At(v, "end"), Seconds(v)).ShouldBe(Expected(v, "start"));

    private static void Elapsed(Vector v)
    {
        var (from, to) = (At(v, "from"), At(v, "to"));
        var elapsed = to < from
            ? Calendar(v).Elapsed(from, to)
            : Paused(v, from, Duration.FromDays(1)).Elapsed(to, Calendar(v));
        if (v.Expect.TryGetProperty("minutes_floor", out var minutes))
            Math.Floor(elapsed.TotalMinutes).ShouldBe(minutes.GetDouble());
        else
            elapsed.TotalSeconds.ShouldBe(v.Expect.GetProperty("seconds").GetDouble());
    }

    private static void OpenIntervals(Vector v)
    {
        var origin = At(v, "origin");
        var forward = v.Input.GetProperty("direction").GetString() == "after";
        var stretches = forward ? Calendar(v).OpenAfter(origin) : Calendar(v).OpenBefore(origin);
        stretches.Take(v.Input.GetProperty("take").GetInt32()).Select(s => (s.Start, s.End)).ShouldBe(
            v.Expect.GetProperty("intervals").EnumerateArray()
                .Select(i => (ToInstant(i[0].GetString()!), ToInstant(i[1].GetString()!))));
    }

    private static void AddBusinessDays(Vector v)
    {
        var snap = !v.Input.TryGetProperty("snap_to_open", out var s) || s.GetBoolean();
        Calendar(v).AddBusinessDays(At(v, "start"), v.Input.GetProperty("days").GetInt32(), snap)
            .ShouldBe(Expected(v, "result"));
    }

    private static void ClockAdd(Vector v)
    {
        var local = Local(Text(v, "local")).PlusMinutes(v.Input.GetProperty("minutes").GetInt64());
        LocalPoint.ToInstant(local, Zone(v)).ShouldBe(Expected(v, "instant"));
    }

    private static void ClockDiffHours(Vector v) =>
        Period.Between(Local(Text(v, "from_local")), Local(Text(v, "to_local")), PeriodUnits.Minutes).Minutes
            .ShouldBe((long)(v.Expect.GetProperty("hours").GetDouble() * 60));

    // The shifts of both ends and all between, as their boundaries.
    private static void RotationHandOffs(Vector v)
    {
        var handOffs = HandOffs(v.Input);
        var first = handOffs.IndexAt(LocalAt(v, "from_local"));
        var last = handOffs.IndexAt(LocalAt(v, "to_local"));
        Enumerable.Range(0, (int)(last - first) + 2).Select(k => handOffs.At(first + k)).Distinct().ShouldBe(
            v.Expect.GetProperty("handoffs").EnumerateArray().Select(h => ToInstant(h.GetString()!)));
    }

    private static void RotationShiftAt(Vector v)
    {
        var handOffs = HandOffs(v.Input);
        var k = handOffs.IndexAt(At(v, "at"));
        if (v.Expect.TryGetProperty("start", out _)) handOffs.At(k).ShouldBe(Expected(v, "start"));
        if (v.Expect.TryGetProperty("end", out _)) handOffs.At(k + 1).ShouldBe(Expected(v, "end"));
    }

    private static void WeeklyEvent(Vector v)
    {
        var start = Calendars.Date(Text(v, "week_start_sunday")).AtMidnight()
            .PlusMinutes(v.Input.GetProperty("offset_minutes").GetInt64());
        var end = start.PlusMinutes(v.Input.GetProperty("duration_minutes").GetInt64());
        LocalPoint.ToInstant(start, Zone(v)).ShouldBe(Expected(v, "start"));
        LocalPoint.ToInstant(end, Zone(v)).ShouldBe(Expected(v, "end"));
    }

    private static HandOffs HandOffs(JsonElement rotation)
    {
        var unit = Unit(rotation.GetProperty("type").GetString()!);
        var length = new RotationLength(rotation.GetProperty("length").GetInt32(), unit);
        var zone = LocalPoint.FindZone(rotation.GetProperty("tz").GetString()).ShouldNotBeNull();
        return new HandOffs(Local(rotation.GetProperty("anchor_local").GetString()!), length, zone);
    }

    private static Clock Paused(Vector v, Instant start, Duration target)
    {
        var clock = new Clock
        {
            Metric = Metric.Fix, Target = Calendars.Target("1bd"), StartedAt = start, TargetTime = target,
        };
        if (!v.Input.TryGetProperty("pauses", out var pauses)) return clock;
        foreach (var pause in pauses.EnumerateArray())
        {
            clock = clock.Pause(PauseReason.Author, ToInstant(pause[0].GetString()!));
            if (pause[1].ValueKind != JsonValueKind.Null)
                clock = clock.Resume(PauseReason.Author, ToInstant(pause[1].GetString()!));
        }

        return clock;
    }

    private static BusinessCalendar Calendar(Vector v) => v.File.Calendar(v.Input);

    private static string Text(Vector v, string key) => v.Input.GetProperty(key).GetString()!;

    private static Instant At(Vector v, string key) => ToInstant(Text(v, key));

    private static DateTimeZone Zone(Vector v) => LocalPoint.FindZone(Text(v, "tz")).ShouldNotBeNull();

    private static Instant LocalAt(Vector v, string key) => LocalPoint.ToInstant(Local(Text(v, key)), Zone(v));

    private static Duration Seconds(Vector v) => Duration.FromSeconds(v.Input.GetProperty("seconds").GetInt64());

    private static Instant Expected(Vector v, string key) => ToInstant(v.Expect.GetProperty(key).GetString()!);
}
