using System.Globalization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Front matter of other houses, read so that adopting the gate needs no edit of a document. Which dialect was read is
/// told; nothing is rewritten. A <c>review:</c> that <c>renew</c> wrote wins over the dialect's own date.
/// </summary>
public static class RunbookDialects
{
    private static readonly Dialect Freshness = new("reviewed", "review_interval", "owner") { Inside = "freshness" };

    private static readonly Dialect[] All =
    [
        new("last_reviewed_on", "review_in", "owner_slack"),
        new("ms.date", null, "author") { MonthFirst = true },
        new("review_date", null, "owner"),
        Freshness,
        new("lastReviewed", null, "owner"),
    ];

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
        "nov", "dec"];

    /// <summary>Null where the front matter speaks of no review in any dialect.</summary>
    internal static Runbook? Read(RunbookFields fields, YamlMap root)
    {
        foreach (var dialect in All)
        {
            var map = dialect.Inside is null ? root : root.Find(dialect.Inside)?.Value as YamlMap;
            if (map?.Find(dialect.Date) is not { Value: YamlScalar date } entry) continue;
            return Read(fields, dialect, key => map.Find(key)?.Value as YamlScalar, date, entry.Key.Line) with
            {
                Title = root.Find("title")?.Value is YamlScalar title ? title.Text : null,
            };
        }

        return null;
    }

    /// <summary>The same out of a comment of the document; null where it holds none.</summary>
    internal static Runbook? ReadComment(RunbookFields fields, string text)
    {
        if (FreshnessComment.Read(text) is not { } words || !words.TryGetValue(Freshness.Date, out var date))
            return null;
        return Read(fields, Freshness, key => words.GetValueOrDefault(key), date, date.Line);
    }

    private static Runbook Read(
        RunbookFields fields, Dialect dialect, Func<string, YamlScalar?> find, YamlScalar date, int line)
    {
        var name = dialect.Inside is null ? dialect.Date : $"{dialect.Inside}.{dialect.Date}";
        fields.Tell(
            new Problem("RB009", ProblemLevel.Notice, $"read by its `{name}`, as another tool writes it", fields.Path,
                line));
        var on = ReadDate(date.Text, dialect.MonthFirst);
        if (on is null)
        {
            fields.Refuse("RB003", $"`{name}: {Problems.Shown(date.Text)}` is not a calendar date", date.Line,
                date.Column,
                dialect.MonthFirst ? "Write MM/DD/YYYY." : "Write YYYY-MM-DD.");
        }

        return new Runbook(fields.Path)
        {
            Dialect = name,
            Owner = find(dialect.Owner) is { Text.Length: > 0 } owner ? Problems.Shown(owner.Text) : null,
            Interval = ReadInterval(fields, find, dialect),
            Review = new RunbookReview(null, on, null, line),
        };
    }

    private static RunbookInterval? ReadInterval(RunbookFields fields, Func<string, YamlScalar?> find, Dialect dialect)
    {
        if (dialect.Interval is null || find(dialect.Interval) is not { Text.Length: > 0 } written) return null;
        if (RunbookInterval.TryParse(written.Text, out var interval, out var error) && !interval.IsNever)
            return interval;
        fields.Refuse("RB007",
            $"`{dialect.Interval}: {Problems.Shown(written.Text)}` {error ?? "would switch the gate off"}",
            written.Line, written.Column, null);
        return null;
    }

    /// <summary>
    /// <c>2026-09-21</c>, <c>2020-sep-21</c>, and <c>09/21/2026</c> in the one dialect that means the month by it.
    /// </summary>
    private static LocalDate? ReadDate(string text, bool monthFirst)
    {
        var parts = text.Trim().Split('-', '/');
        if (parts.Length != 3 || parts.Any(x => x.Length is 0 or > 4)) return null;
        var isSlashed = text.Contains('/', StringComparison.Ordinal);
        if (isSlashed != monthFirst && isSlashed) return null;
        var (year, month, day) = isSlashed ? (parts[2], parts[0], parts[1]) : (parts[0], parts[1], parts[2]);
        if (year.Length != 4 || Number(year) is not (>= 1990 and < 3000) || Number(day) is not { } d) return null;
        var m = Array.IndexOf(Months, month.ToLowerInvariant()) is var named and >= 0 ? named + 1 : Number(month);
        if (m is not (>= 1 and <= 12) || d < 1 || d > CalendarSystem.Iso.GetDaysInMonth(Number(year)!.Value, m.Value))
            return null;
        return new LocalDate(Number(year)!.Value, m.Value, d);
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Dialect(string Date, string? Interval, string Owner)
    {
        /// <summary>The map that holds the keys; null: the front matter itself.</summary>
        public string? Inside { get; init; }

        public bool MonthFirst { get; init; }
    }
}
