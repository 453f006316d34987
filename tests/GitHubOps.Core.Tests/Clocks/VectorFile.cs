using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core.Tests;

/// <summary>One case of a file of vectors.</summary>
internal sealed record Vector(string Id, string Kind, string Test, JsonElement Input, JsonElement Expect,
    VectorFile File);

/// <summary>A file of vectors and the calendars that it names.</summary>
internal sealed class VectorFile
{
    private readonly Dictionary<string, BusinessCalendar> _calendars = [];
    private readonly JsonElement _calendarTexts;

    private VectorFile(string path)
    {
        Name = Path.GetFileName(path);
        var root = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
        _calendarTexts = root.TryGetProperty("calendars", out var calendars) ? calendars : default;
        Vectors = [.. root.GetProperty("vectors").EnumerateArray().Select(Read)];
    }

    public string Name { get; }

    public ImmutableArray<Vector> Vectors { get; }

    /// <summary>The file beside the tests, and those that <c>GITHUBOPS_EXTRA_VECTORS</c> lists.</summary>
    public static ImmutableArray<VectorFile> All { get; } =
    [
        new(GitHubOps.Tests.Checkout.PathTo("tests", "GitHubOps.Core.Tests", "Clocks", "clocks-and-rotations.json")),
        .. ExtraVectors.Of(ExtraVectors.Kind.Clocks).Select(path => new VectorFile(path)),
    ];

    public BusinessCalendar Calendar(JsonElement input)
    {
        if (input.TryGetProperty("calendar_inline", out var inline)) return Make("inline", inline);
        var name = input.GetProperty("calendar").GetString()!;
        if (!_calendars.TryGetValue(name, out var calendar))
            _calendars[name] = calendar = Make(name, _calendarTexts.GetProperty(name));
        return calendar;
    }

    // Where the specification decides otherwise than the source, it says what is recommended instead.
    private Vector Read(JsonElement v) => new(
        v.GetProperty("id").GetString()!,
        v.GetProperty("kind").GetString()!,
        v.TryGetProperty("test", out var test) ? test.GetString()! : "",
        v.GetProperty("input"),
        v.TryGetProperty("recommended_expect", out var ours) && ours.ValueKind == JsonValueKind.Object
            ? ours
            : v.GetProperty("expect"),
        this);

    private static BusinessCalendar Make(string name, JsonElement text)
    {
        var zone = text.GetProperty("tz").GetString()!;
        var weekly =
            from day in text.GetProperty("hours").EnumerateObject()
            from hours in Windows(day.Value)
            select new WeeklyHours(Day(day.Name), hours);
        return Calendars.Make(new CalendarDefinition
        {
            Name = name,
            Zone = zone,
            Hours = [.. weekly],
            Holidays = text.TryGetProperty("holidays", out var holidays)
                ? [.. holidays.EnumerateArray().Select(h => Calendars.Date(h.GetString()!))]
                : [],
            SpecialDays = text.TryGetProperty("shifts", out var shifts)
                ? shifts.EnumerateObject().ToImmutableDictionary(s => Calendars.Date(s.Name), s => Windows(s.Value))
                : ImmutableDictionary<LocalDate, ImmutableArray<OpenHours>>.Empty,
            Closures = text.TryGetProperty("breaks", out var breaks)
                ? [.. breaks.EnumerateObject().SelectMany(b => Windows(b.Value).Select(h => Closure(b.Name, h, zone)))]
                : [],
        });
    }

    public static IsoDayOfWeek Day(string text)
    {
        var day = Enum.GetValues<IsoDayOfWeek>().Single(d => d.ToString().StartsWith(text[..2],
            StringComparison.OrdinalIgnoreCase));
        return day;
    }

    private static ImmutableArray<OpenHours> Windows(JsonElement windows) =>
        [.. windows.EnumerateArray().Select(w => Window(w[0].GetString()!, w[1].GetString()!))];

    public static OpenHours Window(string opens, string closes)
    {
        var (from, to) = (Minutes(opens), Minutes(closes));
        return new OpenHours(from, to > from ? to : to + OpenHours.MinutesPerDay);
    }

    private static int Minutes(string text)
    {
        WeeklyHoursText.TryParseTime(text, out var minutes).ShouldBeTrue(text);
        return minutes;
    }

    private static Interval Closure(string date, OpenHours hours, string zone)
    {
        var midnight = Calendars.Date(date).AtMidnight();
        var in_ = LocalPoint.FindZone(zone)!;
        return new Interval(
            LocalPoint.ToInstant(midnight.PlusMinutes(hours.OpensMinute), in_),
            LocalPoint.ToInstant(midnight.PlusMinutes(hours.ClosesMinute), in_));
    }

    public static Instant ToInstant(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    public static LocalDateTime Local(string text)
    {
        foreach (var pattern in new[] { "uuuu-MM-dd'T'HH:mm", "uuuu-MM-dd'T'HH:mm:ss" })
            if (LocalDateTimePattern.CreateWithInvariantCulture(pattern).Parse(text)
                .TryGetValue(default, out var local)) return local;
        throw new FormatException(text);
    }
}
