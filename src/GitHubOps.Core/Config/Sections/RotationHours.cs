using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary><c>days:</c> and <c>hours:</c> of a rotation: which days count, and when its shifts hold at all.</summary>
internal static class RotationHours
{
    private const string DaysExample = "`[Mon, Wed, Fri]`";
    private const string HoursExample = "`Mon-Fri 17:00-09:00`";

    public static Shape Days { get; } = new ListShape(
        new TextShape("day of the week", ["Mon"])
        {
            Words = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
            Pattern = "^[A-Za-z]{3,}$"
        },
        "[Mon, Wed, Fri]");

    public static Shape Hours { get; } = new TextShape("weekly hours", ["Mon-Fri 17:00-09:00", "Sat,Sun 00:00-24:00"]);

    public static RotationDefinition Read(RotationDefinition rotation, OpsMap map, string key, PolicyDraft draft)
    {
        if (map.TryGet("days", out var days))
        {
            rotation = rotation with { Days = ReadDays(days, key, draft) };
            if (rotation.Length is null) NoShifts(days, key, draft);
            else if (rotation.Length is { Unit: RotationUnit.Hours })
                draft.Read.Invalid(days, $"{key}.days", "chosen days are counted in days, weeks or months",
                    "Write how long a turn is: `every: 1d`.");
            else if (!rotation.Days.IsEmpty)
                rotation = rotation with { Hours = WholeDays(rotation) };
        }

        if (!map.TryGet("hours", out var hours)) return rotation;
        if (rotation.Length is null) NoShifts(hours, key, draft);
        return ReadHours(rotation, hours, key, draft) is { } calendar ? rotation with { Hours = calendar } : rotation;
    }

    private static void NoShifts(OpsNode node, string key, PolicyDraft draft) =>
        draft.Read.Missing(node.At, $"{key}.every",
        "Write how long a shift is, `every: 1w`, or take `days` and `hours` away.");

    private static ImmutableArray<IsoDayOfWeek> ReadDays(OpsNode node, string key, PolicyDraft draft)
    {
        var read = ImmutableArray.CreateBuilder<IsoDayOfWeek>();
        foreach (var (text, at) in draft.Read.Texts(node, $"{key}.days", DaysExample))
        {
            if (!WeeklyHoursText.TryParseDay(text, out var day))
                draft.Problems.Error(ProblemCodes.WrongValue, at,
                    $"`{key}.days`: `{ValueReader.Shown(text)}` is no day of the week", $"Write {DaysExample}.");
            else if (!read.Contains(day)) read.Add(day);
        }

        return read.ToImmutable();
    }

    /// <summary>Each chosen day for 24 hours, from when shifts change hands.</summary>
    private static BusinessCalendar? WholeDays(RotationDefinition rotation) =>
        new ShiftWindow(rotation.Days, rotation.Starts.Time, rotation.Starts.Time).In(rotation.Zone).Calendar;

    private static BusinessCalendar? ReadHours(RotationDefinition rotation, OpsNode node, string key, PolicyDraft draft)
    {
        if (draft.Read.Text(node, $"{key}.hours", HoursExample) is not { } text) return null;
        if (!WeeklyHoursText.TryParse(text, out var hours, out var why))
        {
            draft.Read.Invalid(node, $"{key}.hours",
                $"`{ValueReader.Shown(text)}` are no weekly hours: {why.TrimEnd('.')}",
                $"Write {HoursExample}.");
            return null;
        }

        var made =
            BusinessCalendar.Create(new CalendarDefinition { Name = key, Zone = rotation.Zone.Id, Hours = hours });
        foreach (var problem in made.Problems)
            draft.Problems.Error(ProblemCodes.Calendar, node.At, problem.TrimEnd('.'));
        return made.Calendar;
    }
}
