using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// <c>calendars:</c> — the hours in which business targets run. Of several, the first is the default.
/// </summary>
internal sealed class CalendarsSection : Section
{
    private const string Example = "`{ tz: Europe/Vienna, hours: Mon-Fri 09:00-17:00 }`";
    private const string OwnHours = "required, but for a calendar that is made of others";

    /// <summary>More than any organisation has, so that no file can ask for much.</summary>
    private const int CalendarsMax = 40;

    private static readonly MapShape Calendar = new("map of a calendar",
    [
        new("tz", new TextShape("IANA time zone", ["Europe/Vienna"]), "The zone of the hours.")
        {
            Default = "required; of a calendar that is made of others: that of the first",
        },
        new("hours", new TextShape("weekly hours", ["Mon-Fri 09:00-17:00", "Mon,Wed 22:00-06:00"]),
            "When it is open. A night belongs to the day on which it starts.") { Default = OwnHours },
        new("holidays", CalendarHolidays.Shape,
            "Days on which it is closed: dates, and iCalendar files below `ops/` or `.github/`, beside the file that " +
            "names them."),
        new("special", CalendarDays.Special, "Days with hours of their own, which replace the weekly ones."),
        new("closures", CalendarDays.Closures, "From when until when it is closed, whatever the hours say."),
        new("until", CalendarDays.Date, "Until when somebody looked its days up: `check` warns 30 days before.")
        {
            Default = "the last of its holidays and special days",
        },
        new("union", CalendarParts.Shape, "Instead of hours: open while any of these calendars is."),
        new("intersect", CalendarParts.Shape, "Instead of hours: open while all of these calendars are."),
    ], Example.Trim('`'));

    public override string Key => "calendars";

    public override string Says =>
        "The hours in which business time (`bh`, `bd`) runs. Of several, the first is the default.";

    public override Shape Shape { get; } = new MapShape("map of calendars", [], $"{{ west: {Calendar.Example} }}")
    {
        Names = new NamesShape("CALENDAR", Calendar),
    };

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        var entries = draft.Read.Map(node, Key, $"`west: {Example.Trim('`')}`")?.Entries ?? [];
        if (entries.Length > CalendarsMax)
        {
            draft.Read.Invalid(node, Key, $"there are more than {CalendarsMax} calendars", "Take some away.");
            return;
        }

        foreach (var (name, _, _) in entries) draft.CalendarNames.Add(name);
        var parts = new CalendarParts(draft);
        foreach (var (name, at, value) in entries)
        {
            if (draft.Read.Fields(value, $"{Key}.{name}", Example, Calendar.Keys) is not { } map) continue;
            if (CalendarParts.IsIn(map)) parts.Add(name, at, map);
            else if (ReadOne(name, map, draft) is { } definition) Take(definition, at, draft);
        }

        parts.Join();
        draft.DefaultCalendar = entries.Select(entry => entry.Key).FirstOrDefault(draft.Calendars.ContainsKey);
    }

    /// <summary>Makes it ready to run, and tells what is wrong with it at its name.</summary>
    public static void Take(CalendarDefinition definition, Place at, PolicyDraft draft)
    {
        var (calendar, wrong, warnings) = BusinessCalendar.Create(definition);
        foreach (var text in wrong) draft.Problems.Error(ProblemCodes.Calendar, at, Said(text), Remedy(text));
        foreach (var text in warnings) draft.Problems.Warning(ProblemCodes.Calendar, at, Said(text), Remedy(text));
        if (calendar is not null) draft.Calendars[definition.Name] = calendar;
    }

    private static string Said(string text) => text.Split("; ")[0].TrimEnd('.');

    private static string Remedy(string text) => text.Split("; ") is [_, var remedy]
        ? $"{char.ToUpperInvariant(remedy[0])}{remedy[1..]}." : "Correct its hours, or the days that it leaves out.";

    private static CalendarDefinition? ReadOne(string name, OpsMap map, PolicyDraft draft)
    {
        var key = $"calendars.{name}";
        var zone = map.TryGet("tz", out var tz) ? ReadZone(tz, key, draft)
            : Missing("tz", "an IANA zone: `tz: Europe/Vienna`");
        var hours = map.TryGet("hours", out var written) ? ReadHours(written, key, draft) : default;
        if (written is null) Missing("hours", "`hours: Mon-Fri 09:00-17:00`");
        var holidays = map.TryGet("holidays", out var closed)
            ? new CalendarHolidays($"{key}.holidays", draft).Read(closed) : [];
        var days = new CalendarDays(key, draft);
        var special = map.TryGet("special", out var own) ? days.ReadSpecial(own) : CalendarDays.None;
        var closures = map.TryGet("closures", out var list) ? days.ReadClosures(list, zone) : [];
        var until = map.TryGet("until", out var end) ? days.ReadUntil(end) : null;
        if (zone is null || hours.IsDefaultOrEmpty || holidays is null || special is null) return null;
        return new CalendarDefinition
        {
            Name = name, Zone = zone, Hours = hours, Holidays = holidays, Closures = closures, Until = until,
            SpecialDays = special,
        };

        string? Missing(string field, string remedy)
        {
            draft.Read.Missing(map.At, $"{key}.{field}", $"Write {remedy}.");
            return null;
        }
    }

    public static string? ReadZone(OpsNode node, string key, PolicyDraft draft)
    {
        if (draft.Read.Text(node, $"{key}.tz", "an IANA zone: `Europe/Vienna`") is not { } zone) return null;
        if (LocalPoint.FindZone(zone) is not null) return zone;
        draft.Read.Invalid(node, $"{key}.tz", $"there is no time zone `{ValueReader.Shown(zone)}`",
            "Write an IANA name like `Europe/Vienna`.");
        return null;
    }

    private static ImmutableArray<WeeklyHours> ReadHours(OpsNode node, string key, PolicyDraft draft)
    {
        const string example = "`Mon-Fri 09:00-17:00`";
        if (draft.Read.Text(node, $"{key}.hours", example) is not { } text) return default;
        if (WeeklyHoursText.TryParse(text, out var hours, out _)) return hours;
        draft.Read.Invalid(node, $"{key}.hours", $"`{ValueReader.Shown(text)}` are no weekly hours",
            $"Write {example}.");
        return default;
    }
}
