using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using static GitHubOps.Core.Tests.VectorFile;

namespace GitHubOps.Core.Tests;

/// <content>Kinds about who is on call.</content>
internal static partial class VectorKinds
{
    private static readonly Instant Epoch = NodaConstants.UnixEpoch;

    private static void RestrictionActive(Vector v) =>
        Restriction(v).IsOpen(At(v, "at")).ShouldBe(v.Expect.GetProperty("active").GetBoolean());

    private static void RestrictionWindow(Vector v)
    {
        var window = Restriction(v).StretchAt(At(v, "at"));
        if (v.Expect.TryGetProperty("start", out _)) window.Start.ShouldBe(Expected(v, "start"));
        if (v.Expect.TryGetProperty("end", out _)) window.End.ShouldBe(Expected(v, "end"));
    }

    private static BusinessCalendar Restriction(Vector v)
    {
        var days = v.Input.GetProperty("weekdays").EnumerateArray().Select(d => Day(d.GetString()!));
        return new ShiftWindow([.. days], Time(Text(v, "start")), Time(Text(v, "end"))).In(Zone(v)).Calendar
            .ShouldNotBeNull();
    }

    private static void NextHandOffNotice(Vector v)
    {
        var days = v.Input.GetProperty("weekdays").EnumerateArray().Select(d => Day(d.GetString()!));
        new WeeklyMoment([.. days], Time(Text(v, "clock"))).NextAfter(At(v, "now"), Zone(v))
            .ShouldBe(Expected(v, "at"));
    }

    private static LocalTime Time(string text) => Local($"2000-01-01T{text}").TimeOfDay;

    private static void ByDayRotation(Vector v)
    {
        var start = Calendars.Date(Text(v, "start"));
        var (unit, every) = (Unit(Text(v, "unit")), v.Input.GetProperty("interval").GetInt32());
        var days = v.Input.GetProperty("by_day").EnumerateArray().Select(d => Day(d.GetString()!));
        var rotation = new DayRotation(start, new RotationLength(every, unit), [.. days]);
        var groups = v.Input.GetProperty("groups").EnumerateArray().Select(g => g.GetString()!).ToArray();
        var by = new Dictionary<string, string>();
        for (var date = start; date < start.PlusDays(v.Input.GetProperty("days").GetInt32()); date = date.PlusDays(1))
            if (rotation.TurnOn(date) is { } turn && IsOnStride(date, start, unit, every))
                by[date.ToString("uuuu-MM-dd", null)] = groups[turn % groups.Length];
        by.ShouldBe(v.Expect.GetProperty("by_date").EnumerateObject().ToDictionary(d => d.Name,
            d => d.Value.GetString()!));
    }

    // The source's interval of weeks or months leaves the ones between empty; ours is a length, so they are left out
    // here.
    private static bool IsOnStride(LocalDate date, LocalDate start, RotationUnit unit, int every) => unit switch
    {
        RotationUnit.Weeks => new DayRotation(start, new RotationLength(1, unit), []).TurnOn(date) % every == 0,
        RotationUnit.Months => new DayRotation(start, new RotationLength(1, unit), []).TurnOn(date) % every == 0,
        _ => true,
    };

    // A shift of some minutes at the beginning of every turn, from some time on and until another.
    private static void RollingUsers(Vector v)
    {
        var start = At(v, "start").InUtc().LocalDateTime;
        var length = new RotationLength(v.Input.GetProperty("interval").GetInt32(), Unit(Text(v, "unit")));
        var t = At(v, "start") + Duration.FromHours(v.Input.GetProperty("query_offset_h").GetDouble()) +
            Duration.FromMinutes(v.Input.GetProperty("query_plus_min").GetDouble());
        var users = v.Input.GetProperty("users").EnumerateArray().Select(u => u.GetString()!).ToArray();
        var (turn, begin) = Turn(v, start, length, t);
        var minutes = Duration.FromMinutes(v.Input.GetProperty("shift_minutes").GetDouble());
        var effective = At(v, "start") + Duration.FromHours(v.Input.GetProperty("rotation_start_offset_h").GetDouble());
        var until = v.Input.GetProperty("until_offset_h") is { ValueKind: JsonValueKind.Number } hours
            ? At(v, "start") + Duration.FromHours(hours.GetDouble())
            : Instant.MaxValue;
        var on = turn is not null && t < begin + minutes && begin >= effective && begin <= until;
        (on ? users[(int)(turn!.Value % users.Length)] : null).ShouldBe(v.Expect.GetProperty("user").GetString());
    }

    private static (long? Turn, Instant Begin) Turn(Vector v, LocalDateTime start, RotationLength length, Instant t)
    {
        if (v.Input.GetProperty("by_day_offsets_from_start_weekday") is { ValueKind: JsonValueKind.Array } offsets)
        {
            var days = offsets.EnumerateArray().Select(o => start.Date.PlusDays(o.GetInt32()).DayOfWeek);
            var begin = t.InUtc().Date.At(start.TimeOfDay);
            return (new DayRotation(start.Date, length, [.. days]).TurnOn(begin.Date), begin.InUtc().ToInstant());
        }

        var handOffs = new HandOffs(start, length, DateTimeZone.Utc);
        var k = handOffs.IndexAt(t);
        return (k < 0 ? null : k, handOffs.At(k));
    }

    private static void LayerResolution(Vector v)
    {
        var layers = v.Input.GetProperty("shifts").EnumerateArray().Select(s => new OnCallSpan(
            Person(s, "user"), Hours(s, "start"),
            Hours(s, "start") + Duration.FromHours(s.GetProperty("hours").GetDouble()),
            s.GetProperty("priority").GetInt32())).ToList();
        var overrides = v.Input.GetProperty("overrides").EnumerateArray().Select(o => new OnCallOverride(
            Hours(o, "start"), Hours(o, "start") + Duration.FromHours(o.GetProperty("hours").GetDouble()), Person(o,
                "user"),
            null, Everyone: true, o.GetProperty("priority").GetInt32())).ToList();
        var window = v.Input.GetProperty("window");
        OnCallSchedule.Resolve(layers, overrides, Hours(window[0]), Hours(window[1]))
            .Select(s => ((s.From - Epoch).TotalHours, (s.To - Epoch).TotalHours, s.Person.Value)).ShouldBe(
                v.Expect.GetProperty("spans").EnumerateArray()
                    .Select(s => (s[0].GetDouble(), s[1].GetDouble(), s[2].GetString()!)));
    }

    private static void OverrideSplit(Vector v)
    {
        var ends = v.Input.GetProperty("override");
        var change = new OnCallOverride(Seconds(ends[0]), Seconds(ends[1]), new Login("override"), new Login("base"));
        var layers = v.Input.GetProperty("events").EnumerateArray()
            .Select(e => new OnCallSpan(new Login("base"), Seconds(e[0]), Seconds(e[1]))).ToList();
        OnCallSchedule.Resolve(layers, [change], layers.Min(l => l.From), layers.Max(l => l.To))
            .Select(s => ((s.From - Epoch).TotalSeconds, (s.To - Epoch).TotalSeconds, s.Person.Value)).ShouldBe(
                v.Expect.GetProperty("spans").EnumerateArray()
                    .Select(s => (s[0].GetDouble(), s[1].GetDouble(), s[2].GetString()!)));
    }

    private static void OverrideMap(Vector v) =>
        OnCallSchedule.Map(People(v.Input.GetProperty("users")), Overrides(v)).Select(p => p.Value).ShouldBe(
            v.Expect.GetProperty("users").EnumerateArray().Select(u => u.GetString()!), ignoreOrder: true);

    private static void OnCallShifts(Vector v)
    {
        var ends = v.Input.GetProperty("window");
        var (from, to) = (ToInstant(ends[0].GetString()!), ToInstant(ends[1].GetString()!));
        var layers = v.Input.GetProperty("rules").EnumerateArray().SelectMany(r => Rule(r, Zone(v), from, to)).ToList();
        TemporarySchedule? temporary = null;
        if (v.Input.TryGetProperty("temporary_schedule", out var t))
            temporary = new TemporarySchedule(
                ToInstant(t.GetProperty("from").GetString()!), ToInstant(t.GetProperty("to").GetString()!),
                [.. t.GetProperty("shifts").EnumerateArray().Select(s =>
                    new OnCallSpan(new Login(s[2].GetString()!), ToInstant(s[0].GetString()!),
                        ToInstant(s[1].GetString()!)))]);
        OnCallSchedule.Resolve(layers, Overrides(v), from, to, temporary).Select(s => (s.From, s.To, s.Person.Value))
            .ShouldBe(
            v.Expect.GetProperty("shifts").EnumerateArray()
                .Select(s => (ToInstant(s[0].GetString()!), ToInstant(s[1].GetString()!), s[2].GetString()!)),
            ignoreOrder: true);
    }

    /// <summary>A daily window that one person has, or a rotation.</summary>
    private static IEnumerable<OnCallSpan> Rule(JsonElement rule, DateTimeZone zone, Instant from, Instant to)
    {
        var days = Enum.GetValues<IsoDayOfWeek>().Skip(1).ToImmutableArray();
        if (rule.TryGetProperty("weekdays", out var some)) days = [.. some.EnumerateArray()
            .Select(d => Day(d.GetString()!))];
        var daily = rule.GetProperty("daily");
        var window = new ShiftWindow(days, Time(daily[0].GetString()!), Time(daily[1].GetString()!)).In(zone).Calendar!;
        foreach (var stretch in window.OpenAfter(from).TakeWhile(s => s.Start < to))
        {
            if (rule.TryGetProperty("user", out _))
            {
                yield return new OnCallSpan(Person(rule, "user"), stretch.Start, stretch.End);
                continue;
            }

            var rotation = rule.GetProperty("rotation");
            var people = People(rotation.GetProperty("users")).ToArray();
            var handOffs = HandOffs(rotation);
            var pinned = rotation.GetProperty("index_at");
            var offset = pinned[1].GetInt32() - handOffs.IndexAt(ToInstant(pinned[0].GetString()!));
            for (var k = handOffs.IndexAt(stretch.Start); handOffs.At(k) < stretch.End; k++)
                yield return new OnCallSpan(
                    people[(int)((((k + offset) % people.Length) + people.Length) % people.Length)],
                    Instant.Max(handOffs.At(k), stretch.Start), Instant.Min(handOffs.At(k + 1), stretch.End));
        }
    }

    private static List<OnCallOverride> Overrides(Vector v) =>
        v.Input.TryGetProperty("overrides", out var overrides)
            ? [.. overrides.EnumerateArray().Select(o => new OnCallOverride(
                o.TryGetProperty("from", out var from) ? ToInstant(from.GetString()!) : Instant.MinValue,
                o.TryGetProperty("to", out var to) ? ToInstant(to.GetString()!) : Instant.MaxValue,
                o.TryGetProperty("add", out _) ? Person(o, "add") : null,
                o.TryGetProperty("remove", out _) ? Person(o, "remove") : null))]
            : [];

    private static void BalanceScore(Vector v)
    {
        var hours = v.Input.GetProperty("hours_per_user_per_week").EnumerateObject()
            .ToDictionary(u => new Login(u.Name), u => u.Value.GetDouble());
        var balance = RotationBalance.Of(hours);
        balance.Score.ShouldBe(v.Expect.GetProperty("balance").GetInt32());
        balance.Overloaded.Select(o => (o.Person.Value, o.Percent)).ShouldBe(
            v.Expect.GetProperty("overloaded").EnumerateArray().Select(o => (o[0].GetString()!, o[1].GetInt32())));
    }

    private static void RoundRobinNext(Vector v)
    {
        var order = People(v.Input.GetProperty("order")).ToList();
        var ledger = TurnLedger.Empty;
        // Everybody before the last one had a turn as well: that is how it came to be the last.
        foreach (var had in order.Take(order.IndexOf(Person(v.Input, "last")) + 1)) ledger = ledger.Take(had, order);
        foreach (var expected in People(v.Expect.GetProperty("users")))
        {
            var next = ledger.Choose(order).ShouldNotBeNull();
            next.ShouldBe(expected);
            ledger = ledger.Take(next, order);
        }
    }

    private static void AvailabilityFill(Vector v)
    {
        var order = People(v.Input.GetProperty("order")).ToArray();
        var rotation = Rotations.Weekly(order) with
        {
            Anchor = new RotationAnchor(new LocalDate(2026, 11, 2),
            order[0])
        };
        var away = v.Input.GetProperty("unavailable").EnumerateObject()
            .ToDictionary(u => new Login(u.Name), u => u.Value.EnumerateArray().Select(w => w.GetInt32()).ToHashSet());
        var ledger = TurnLedger.Empty;
        for (var week = 0; week < v.Input.GetProperty("weeks").GetInt32(); week++)
        {
            var at = Calendars.Pacific("2026-11-02 10:00") + Duration.FromDays(7 * week) + Duration.FromHours(2);
            var pick = RotationPick.Choose(rotation, at, ledger,
                p => away.TryGetValue(p, out var weeks) && weeks.Contains(week) ? "away" : null);
            pick.Person?.Value.ShouldBe(v.Expect.GetProperty("users")[week].GetString());
            ledger = pick.Ledger;
        }
    }

    /// <summary>How long a clock stood while a state lasted.</summary>
    private static void Waited(Vector v, string begins, string ends)
    {
        var close = v.Input.TryGetProperty("closed_at", out var closed) && closed.ValueKind == JsonValueKind.String
            ? At(v, "closed_at")
            : v.Input.TryGetProperty("now", out _) ? At(v, "now") : Calendars.Utc("2100-01-01 00:00");
        var label = v.Input.TryGetProperty("label", out var l) ? l.GetString() : null;
        var events = v.Input.GetProperty("events").EnumerateArray()
            .Where(e => label is null || e[1].GetString() == label)
            .Select(e => (Name: e[0].GetString(), At: ToInstant(e[e.GetArrayLength() - 1].GetString()!)))
            .OrderBy(e => e.At).ToList();
        var clock = ClockTransitions.Start(Metric.Fix, Calendars.Target("1d"), null,
            events.Count == 0 ? close : events[0].At);
        foreach (var (name, at) in events)
            clock = name == begins ? clock.Pause(PauseReason.Blocked, at)
                : name == ends ? clock.Resume(PauseReason.Blocked, at) : clock;
        clock = clock.Stop(close, null);
        (close - clock.StartedAt - clock.Elapsed(close, null)).TotalSeconds
            .ShouldBe(v.Expect.GetProperty("seconds").GetDouble());
    }

    // Of the clocks that run, the one that is missed first; a target of nothing is no promise.
    private static void FirstBreach(Vector v)
    {
        var now = Epoch + Duration.FromSeconds(v.Input.GetProperty("age_s").GetInt64());
        var closed = v.Input.GetProperty("closed").GetBoolean();
        var clocks = new[] { ("response_target_s", closed || v.Input.GetProperty("responded").GetBoolean()),
            ("resolution_target_s", closed) }
            .Select(c => (Seconds: v.Input.GetProperty(c.Item1).GetInt64(), Over: c.Item2))
            .Where(c => c.Seconds > 0)
            .Select(c => (c.Over, Clock: new Clock
            {
                Metric = Metric.Fix, Target = Calendars.Target("1d"), StartedAt = Epoch,
                TargetTime = Duration.FromSeconds(c.Seconds),
            }))
            .Select(c => c.Over ? c.Clock.Stop(now, null) : c.Clock);
        clocks.Where(c => !c.IsOver).Select(c => c.Remaining(now, null).TotalSeconds).DefaultIfEmpty(0).Min()
            .ShouldBe(v.Expect.GetProperty("seconds_until_first_breach").GetDouble());
    }

    private static RotationUnit Unit(string text) => text switch
    {
        "hourly" => RotationUnit.Hours,
        "daily" => RotationUnit.Days,
        "weekly" => RotationUnit.Weeks,
        "monthly" => RotationUnit.Months,
        _ => throw new FormatException(text),
    };

    private static IEnumerable<Login> People(JsonElement names) =>
        names.EnumerateArray().Select(n => new Login(n.GetString()!));

    private static Login Person(JsonElement e, string key) => new(e.GetProperty(key).GetString()!);

    private static Instant Hours(JsonElement hours) => Epoch + Duration.FromHours(hours.GetDouble());

    private static Instant Hours(JsonElement e, string key) => Hours(e.GetProperty(key));

    private static Instant Seconds(JsonElement seconds) => Epoch + Duration.FromSeconds(seconds.GetDouble());
}
