using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>A calendar as the properties draw it: the definition for the slow model, the same ready to run.</summary>
internal sealed record DrawnCalendar(CalendarDefinition Definition, BusinessCalendar Calendar)
{
    public override string ToString() => Print(Definition);

    private static string Print(CalendarDefinition definition) => definition.Join is { } join
        ? $"{join.Kind} in {definition.Zone} of ({string.Join(") and (", join.Parts.Select(Print))})"
        : $"{definition.Zone} {string.Join(", ", definition.Hours)}; closed {string.Join(", ", definition.Holidays)}; " +
        $"special {string.Join(", ", definition.SpecialDays.Select(s => $"{s.Key} {string.Join(" ", s.Value)}"))}; " +
        $"closures {string.Join(", ", definition.Closures)}";
}

/// <summary>
/// Draws calendars and times near the changes of the clocks, from small alphabets, so that edges meet.
/// </summary>
internal static class TimeGen
{
    // Half-hour changes, a change at midnight, none at all, a date line that moved: each has caught somebody.
    public static readonly (string Zone, string Around)[] Places =
    [
        ("America/Los_Angeles", "2026-03-08 08:00"), ("America/Los_Angeles", "2026-11-01 08:00"),
        ("Europe/Vienna", "2026-03-29 01:00"), ("Europe/Vienna", "2026-10-25 01:00"),
        ("Australia/Lord_Howe", "2026-04-04 15:00"), ("Australia/Lord_Howe", "2026-10-03 15:30"),
        ("America/Sao_Paulo", "2015-10-18 03:00"), ("Asia/Kathmandu", "2026-01-01 00:00"),
        ("Pacific/Apia", "2011-12-30 10:00"), ("Etc/UTC", "2026-01-01 00:00"),
    ];

    private static readonly OpenHours[] Windows =
    [
        new(0, 1440), new(0, 120), new(90, 150), new(150, 195), new(540, 1020), new(540, 720), new(780, 1020),
        new(1320, 1800), new(1260, 1440), new(480, 1920),
    ];

    public static Gen<(DrawnCalendar Calendar, Instant[] Times)> CalendarAndTimes(int times) =>
        from place in Gen.Elements(Places)
        from hours in Gen.Choose(1, 6).SelectMany(n => Hour().ArrayOf(n))
        from holidays in Days().ArrayOf(3)
        from special in Days().Zip(Gen.Elements(Windows)).ArrayOf(2)
        from closure in Gen.Choose(-5 * 1440, 5 * 1440).Zip(Gen.Choose(1, 2000))
        from offsets in Gen.Choose(-6 * 1440, 6 * 1440).ArrayOf(times)
        select Draw(place.Zone, Calendars.Utc(place.Around), hours, holidays, special, closure, offsets);

    /// <summary>Two calendars near the same time, and what is made of them; times near it.</summary>
    public static Gen<(DrawnCalendar Calendar, Instant[] Times)> JoinedAndTimes(int times) =>
        from one in CalendarAndTimes(times)
        from place in Gen.Elements(Places)
        from hours in Gen.Choose(1, 4).SelectMany(n => Hour().ArrayOf(n))
        from kind in Gen.Elements(JoinKind.Union, JoinKind.Intersection)
        from zone in Gen.Elements("Pacific/Auckland", "Etc/UTC", "America/Los_Angeles")
        let other = new CalendarDefinition { Name = "other", Zone = place.Zone, Hours = WithoutOverlaps(hours) }
        let joined = new CalendarDefinition
        {
            Name = "joined", Zone = zone, Join = new CalendarJoin(kind, [one.Calendar.Definition, other]),
        }
        let calendar = BusinessCalendar.Create(joined).Calendar
        where calendar is not null
        select (new DrawnCalendar(joined, calendar), one.Times);

    public static void Check<T>(Gen<T> gen, Action<T> property, int tests = 200) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(gen.ToArbitrary(), property));

    private static Gen<WeeklyHours> Hour() =>
        from day in Gen.Choose(1, 7)
        from window in Gen.Elements(Windows)
        select new WeeklyHours((IsoDayOfWeek)day, window);

    private static Gen<int> Days() => Gen.Choose(-6, 6);

    private static (DrawnCalendar Calendar, Instant[] Times) Draw(
        string zone,
        Instant around,
        WeeklyHours[] hours,
        int[] holidays,
        (int Day, OpenHours Window)[] special,
        (int From, int Minutes) closure,
        int[] offsets)
    {
        var date = around.InZone(LocalPoint.FindZone(zone)!).Date;
        var start = around + Duration.FromMinutes((long)closure.From);
        var definition = new CalendarDefinition
        {
            Name = "drawn",
            Zone = zone,
            Hours = WithoutOverlaps(hours),
            Holidays = [.. holidays.Select(date.PlusDays)],
            SpecialDays = special.DistinctBy(s => s.Day)
                .ToImmutableDictionary(s => date.PlusDays(s.Day), s => ImmutableArray.Create(s.Window)),
            Closures = [new NodaTime.Interval(start, start + Duration.FromMinutes((long)closure.Minutes))],
        };
        Instant[] times = [.. offsets.Select(o => around + Duration.FromMinutes((long)o)).Order()];
        return (new DrawnCalendar(definition, Calendars.Make(definition)), times);
    }

    private static ImmutableArray<WeeklyHours> WithoutOverlaps(WeeklyHours[] hours)
    {
        var kept = ImmutableArray<WeeklyHours>.Empty;
        foreach (var one in hours)
        {
            var result = BusinessCalendar.Create(new CalendarDefinition
            {
                Name = "try", Zone = "UTC",
                Hours = kept.Add(one)
            });
            if (result.Calendar is not null) kept = kept.Add(one);
        }

        return kept;
    }
}
