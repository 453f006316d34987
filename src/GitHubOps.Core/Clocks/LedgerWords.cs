using System.Globalization;
using System.Text;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>A clock's account in words.</summary>
public static class LedgerWords
{
    /// <summary>Of stretches that follow each other so many are shown at either end.</summary>
    private const int ShownAtEnds = 4;

    /// <summary>Standstills named in the short form.</summary>
    private const int NamedMax = 3;

    /// <summary>All of it, a line each, by the second.</summary>
    public static string Print(IReadOnlyList<LedgerLine> lines, DateTimeZone zone)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines.Count;)
        {
            var run = 1;
            while (lines[i].Kind == LedgerKind.Counted && i + run < lines.Count
                && lines[i + run].Kind == LedgerKind.Counted) run++;
            foreach (var line in Shortened(lines, i, run, zone)) text.Append(line).Append('\n');
            i += run;
        }

        return text.ToString();
    }

    /// <summary>The standstills of a clock in one sentence's end, or nothing.</summary>
    public static string Standstills(Clock clock, DateTimeZone zone)
    {
        var pauses = clock.Pauses.Where(pause => pause.To is null || pause.To > pause.From).ToList();
        if (pauses.Count == 0) return "";
        var named = pauses.TakeLast(NamedMax).Select(pause => pause.To is { } to
            ? $"{Short(pause.From, zone)} to {Short(to, zone)} ({Of(pause)})"
            : $"since {Short(pause.From, zone)} ({Of(pause)})");
        var more = pauses.Count > NamedMax ? $"{pauses.Count - NamedMax} times before, and " : "";
        return $"; stood still {more}{string.Join(", ", named)}";
    }

    /// <summary>What is promised: <c>respond of s2: 4bh in the hours of `west`</c></summary>
    public static string Promise(Clock clock)
    {
        var hours = clock.Calendar is { } calendar ? $" in the hours of `{calendar}`" : " of clock time";
        var again = clock.Cycle > 1 ? $", cycle {clock.Cycle}" : "";
        return $"{clock.Metric.ToString().ToLowerInvariant()} of {Of(clock.Severity)}: {clock.Target}{hours}{again}";
    }

    internal static string Of(Severity? severity) => severity?.Print() ?? "no severity";

    internal static string Of(ClockPause pause)
    {
        var reason = pause.Reason switch
        {
            PauseReason.Author => "the reporter was asked",
            PauseReason.Blocked => "something else comes first",
            PauseReason.Snooze => "it was put aside",
            PauseReason.Freeze => "a release was frozen",
            PauseReason.Upstream => "another project has it",
            _ => "it was closed",
        };
        return pause.Evidence is { } shown ? $"{reason}: {shown}" : reason;
    }

    internal static string LateAfter(Clock clock, Instant breach) =>
        clock.TrackedFrom is { } tracked && tracked > clock.StartedAt && breach >= tracked
            ? "an answer until then is in time: it is watched only since about then, or nobody worked before"
            : "an answer until then is in time: nobody works between";

    internal static string End(Clock clock) => clock.Outcome switch
    {
        ClockOutcome.Met => "kept",
        ClockOutcome.Missed => "missed",
        _ => $"ended without judging it: {clock.Because}",
    };

    private static IEnumerable<string> Shortened(IReadOnlyList<LedgerLine> lines, int first, int count,
        DateTimeZone zone)
    {
        var isLong = count > (2 * ShownAtEnds) + 1;
        for (var i = 0; i < count; i++)
        {
            if (!isLong || i < ShownAtEnds || i >= count - ShownAtEnds)
            {
                yield return Line(lines[first + i], zone);
                continue;
            }

            var left = Enumerable.Range(first + i, count - (2 * ShownAtEnds)).Select(at => lines[at]).ToList();
            var sum = left.Aggregate(Duration.Zero, (whole, line) => whole + line.Counted);
            yield return $"  and {left.Count} more stretches: {Length(sum)}";
            i += left.Count - 1;
        }
    }

    private static string Line(LedgerLine line, DateTimeZone zone) => line.Kind switch
    {
        LedgerKind.Started => $"{Long(line.From, zone)}  {line.Words}",
        LedgerKind.CountedBefore => $"- until {Long(line.To!.Value, zone)}  {Length(line.Counted)} {line.Words}",
        LedgerKind.Changed => $"- {Long(line.From, zone)}  {line.Words}",
        LedgerKind.Counted => $"- {Long(line.From, zone)} – {Until(line, zone)}  {Length(line.Counted)}",
        LedgerKind.StoodStill => $"- {Long(line.From, zone)} – {Until(line, zone)}  stood still: {line.Words}",
        LedgerKind.Due => $"= {Length(line.Counted)}: due {Long(line.From, zone)} ({HumanTime.CityOf(zone)})",
        LedgerKind.LateAfter => $"  late after {Long(line.From, zone)}: {line.Words}",
        LedgerKind.Ended => $"  {Long(line.From, zone)}  {line.Words}, with {Length(line.Counted)} used",
        _ => $"= {Length(line.Counted)} {line.Words}",
    };

    private static string Until(LedgerLine line, DateTimeZone zone)
    {
        if (line.To is not { } to) return "now";
        var isSameDay = to.InZone(zone).Date == line.From.InZone(zone).Date;
        return isSameDay ? Local(to, zone, "HH:mm:ss") : Long(to, zone);
    }

    private static string Long(Instant at, DateTimeZone zone) => Local(at, zone, "ddd d MMM uuuu, HH:mm:ss");

    private static string Short(Instant at, DateTimeZone zone) => Local(at, zone, "ddd d MMM HH:mm");

    private static string Local(Instant at, DateTimeZone zone, string pattern) =>
        at.InZone(zone).LocalDateTime.ToString(pattern, CultureInfo.InvariantCulture);

    private static string Length(Duration length) => length < Duration.Zero
        ? "-" + Length(-length) : $"{(long)length.TotalHours}:{length.Minutes:00}:{length.Seconds:00}";
}
