using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary><c>special:</c>, <c>closures:</c> and <c>until:</c> of a calendar.</summary>
internal sealed class CalendarDays(string key, PolicyDraft draft)
{
    private const string Closed = "closed";
    private const string SpecialExample = "`{ 2026-12-24: 09:00-12:00, 2026-12-31: closed }`";
    private const string HoursExample = "`09:00-12:00`, `[09:00-12:00, 13:00-15:00]` or `closed`";
    private const string ClosureExample = "`{ from: 2026-12-24T12:00, to: 2027-01-04T09:00 }`";
    private const string DatePattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

    private static readonly TextShape Hours =
        new("hours of a day, or `closed`", ["09:00-12:00", Closed]) { Pattern = "^ *[0-9]{2}:[0-9]{2}-|^closed$" };

    private static readonly TextShape Moment =
        new("moment, in the calendar's zone or with an offset", [MomentText.Example, "2026-12-24T11:00Z"])
        {
            Pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}",
        };

    private static readonly MapShape Closure = new("map of a stretch of time",
    [
        new("from", Moment, "The moment at which it closes.") { IsRequired = true },
        new("to", Moment, "The moment from which on the hours count again.") { IsRequired = true },
    ], ClosureExample.Trim('`'));

    public static readonly ImmutableDictionary<LocalDate, ImmutableArray<OpenHours>> None =
        ImmutableDictionary<LocalDate, ImmutableArray<OpenHours>>.Empty;

    public static Shape Date { get; } = new TextShape("date", ["2027-12-31"]) { Pattern = DatePattern };

    public static Shape Special { get; } = new MapShape("map of days", [], SpecialExample.Trim('`'))
    {
        Names = new NamesShape("DATE", new EitherShape("hours of a day, a list of them, or `closed`",
            [Hours,
                new ListShape(Hours with { Says = "stretch of hours", Examples = ["09:00-12:00"] },
                    "[09:00-12:00, 13:00-15:00]")]))
        {
            Pattern = DatePattern,
        },
    };

    public static Shape Closures { get; } = new ListShape(Closure, $"[{Closure.Example}]");

    public LocalDate? ReadUntil(OpsNode node)
    {
        // A date is meant here, so a date without quotes is no trap.
        if (node is OpsText text && MomentText.ParseDate(text.Text) is { } date) return date;
        draft.Read.Invalid(node, $"{key}.until", "this is no date", "Write one: `2027-12-31`.");
        return null;
    }

    /// <summary>Null where something is wrong with them: told already.</summary>
    public ImmutableDictionary<LocalDate, ImmutableArray<OpenHours>>? ReadSpecial(OpsNode node)
    {
        if (draft.Read.Map(node, $"{key}.special", SpecialExample) is not { } map) return null;
        var days = ImmutableDictionary.CreateBuilder<LocalDate, ImmutableArray<OpenHours>>();
        var isWhole = true;
        foreach (var (name, at, value) in map.Entries)
        {
            if (MomentText.ParseDate(name) is not { } date)
            {
                draft.Problems.Error(ProblemCodes.WrongValue, at,
                    $"`{key}.special`: `{ValueReader.Shown(name)}` is no date", $"Write {SpecialExample}.");
                isWhole = false;
            }
            else if (ReadHours(value, $"{key}.special.{name}") is { } hours) days[date] = hours;
            else isWhole = false;
        }

        return isWhole ? days.ToImmutable() : null;
    }

    private ImmutableArray<OpenHours>? ReadHours(OpsNode node, string name)
    {
        if (node is OpsText { Text: Closed }) return [];
        if (node is not OpsList list)
            return draft.Read.Text(node, name, HoursExample) is { } one ? ReadWindows(one, node.At, name) : null;
        var hours = ImmutableArray.CreateBuilder<OpenHours>();
        var texts = draft.Read.Texts(list, name, HoursExample);
        foreach (var (text, at) in texts)
        {
            if (ReadWindows(text, at, name) is not { } windows) return null;
            hours.AddRange(windows);
        }

        return texts.Length == list.Items.Length ? hours.ToImmutable() : null;
    }

    private ImmutableArray<OpenHours>? ReadWindows(string text, Place at, string name)
    {
        var hours = ImmutableArray.CreateBuilder<OpenHours>();
        foreach (var word in text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!WeeklyHoursText.TryParseWindow(word, out var window, out _)) return Wrong(word);
            hours.Add(window);
        }

        return hours.Count > 0 ? hours.ToImmutable() : Wrong(text);

        ImmutableArray<OpenHours>? Wrong(string word)
        {
            draft.Problems.Error(ProblemCodes.WrongValue, at,
                $"`{name}`: `{ValueReader.Shown(word)}` are no hours of a day", $"Write {HoursExample}.");
            return null;
        }
    }

    public ImmutableArray<Interval> ReadClosures(OpsNode node, string? zone)
    {
        var closures = ImmutableArray.CreateBuilder<Interval>();
        foreach (var item in draft.Read.List(node, $"{key}.closures", $"a list: `{Closures.Example}`")?.Items ?? [])
        {
            if (draft.Read.Fields(item, $"{key}.closures", ClosureExample, Closure.Keys) is not { } map) continue;
            var from = ReadMoment(map, "from", zone);
            var to = ReadMoment(map, "to", zone);
            if (from is null || to is null) continue;
            if (from < to) closures.Add(new Interval(from, to));
            else
                draft.Read.Invalid(item, $"{key}.closures", "`to` is not after `from`", $"Write {ClosureExample}.");
        }

        return closures.ToImmutable();
    }

    private Instant? ReadMoment(OpsMap map, string end, string? zone)
    {
        var name = $"{key}.closures.{end}";
        if (!map.TryGet(end, out var node))
        {
            draft.Read.Missing(map.At, name, $"Write {ClosureExample}.");
            return null;
        }

        if (node is not OpsText { Text: var text }
            || MomentText.Parse(text, LocalPoint.FindZone(zone) ?? DateTimeZone.Utc) is not { } moment)
        {
            draft.Read.Invalid(node, name, "this is no moment", $"Write a day and a time: `{MomentText.Example}`.");
            return null;
        }

        return moment;
    }
}
