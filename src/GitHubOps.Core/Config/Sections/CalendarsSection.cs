using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// <c>calendars:</c> — the hours in which business targets run. Of several, the first is the default.
/// </summary>
internal sealed class CalendarsSection : Section
{
    private const string Example = "`{ tz: Europe/Vienna, hours: Mon-Fri 09:00-17:00 }`";

    private static readonly MapShape Calendar = new("map of a calendar",
    [
        new("tz", new TextShape("IANA time zone", ["Europe/Vienna"]), "The zone of the hours.") { IsRequired = true },
        new("hours", new TextShape("weekly hours", ["Mon-Fri 09:00-17:00", "Mon,Wed 22:00-06:00"]),
            "When it is open.") { IsRequired = true },
        new("holidays", new TextShape("path of an iCalendar file", ["ops/holidays/at.ics"]) { Pattern = "\\.ics$" },
            "Days on which it is closed; the file lies below `ops/` or `.github/`, beside the file that names it."),
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
        foreach (var (name, at, value) in draft.Read.Map(node, Key, $"`west: {Example.Trim('`')}`")?.Entries ?? [])
        {
            draft.CalendarNames.Add(name);
            if (ReadOne(name, value, draft) is not { } definition) continue;
            var (calendar, wrong, warnings) = BusinessCalendar.Create(definition);
            foreach (var text in wrong) draft.Problems.Error(ProblemCodes.Calendar, at, Plainly(text));
            foreach (var text in warnings) draft.Problems.Warning(ProblemCodes.Calendar, at, Plainly(text));
            if (calendar is null) continue;
            draft.Calendars[name] = calendar;
            draft.DefaultCalendar ??= name;
        }
    }

    private static string Plainly(string text) => text.TrimEnd('.');

    private static CalendarDefinition? ReadOne(string name, OpsNode node, PolicyDraft draft)
    {
        var key = $"calendars.{name}";
        if (draft.Read.Fields(node, key, Example, Calendar.Keys) is not { } map) return null;
        var zone = map.TryGet("tz", out var tz) ? ReadZone(tz, key, draft)
            : Missing("tz", "an IANA zone: `tz: Europe/Vienna`");
        var hours = map.TryGet("hours", out var written) ? ReadHours(written, key, draft) : default;
        if (written is null) Missing("hours", "`hours: Mon-Fri 09:00-17:00`");
        var holidays = map.TryGet("holidays", out var file) ? ReadHolidays(file, key, draft) : [];
        if (zone is null || hours.IsDefaultOrEmpty || holidays is null) return null;
        return new CalendarDefinition { Name = name, Zone = zone, Hours = hours, Holidays = holidays };

        string? Missing(string field, string remedy)
        {
            draft.Read.Missing(node.At, $"{key}.{field}", $"Write {remedy}.");
            return null;
        }
    }

    private static string? ReadZone(OpsNode node, string key, PolicyDraft draft)
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

    /// <summary>
    /// The file lies beside the file that names it: a shared calendar's in the organisation's repository.
    /// </summary>
    private static ImmutableHashSet<LocalDate>? ReadHolidays(OpsNode node, string key, PolicyDraft draft)
    {
        if (draft.Read.Text(node, $"{key}.holidays",
            "the path of an iCalendar file: `ops/holidays/us.ics`") is not { } path) return null;
        var isOwn = node.At.File == PolicyFiles.Ops;
        var name = isOwn ? path : PolicyFiles.OrgName(draft.Input.Repo, path);
        if (!PolicyFiles.IsHolidays(path))
        {
            draft.Read.Invalid(node, $"{key}.holidays", $"`{ValueReader.Shown(path)}` is no place for a calendar",
                "Put an `.ics` file below `ops/` or `.github/`.");
            return null;
        }

        if (PolicyFiles.Find(isOwn ? draft.Input.Files : draft.Input.OrgFiles, path) is not { } file)
        {
            draft.Problems.Error(ProblemCodes.MissingFile, node.At, $"there is no file `{name}`",
                "Add it, or take `holidays` away.");
            return null;
        }

        var list = IcsHolidays.Parse(file.Text, name);
        foreach (var problem in list.Problems) draft.Problems.Add(problem);
        return list.Dates;
    }
}
