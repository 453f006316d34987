using System.CommandLine;
using System.Globalization;
using System.Text;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary><c>githubops when</c>: the arithmetic of a target, for people who want to check it.</summary>
internal sealed class WhenVerb : Verb
{
    private const int StretchesShown = 12;

    public override Command Build(Surroundings surroundings)
    {
        var options = new ConfigOptions();
        var target = new Option<string>("--target")
        {
            Description = "The promise: 30m 4h 2d 1w of clock time, 30bm 4bh 2bd of open time.",
            HelpName = "LENGTH",
            Required = true,
        };
        var from = new Option<string?>("--from")
        {
            Description = "When it starts; without an offset, in the calendar's zone (default: now).",
            HelpName = "TIME",
        };
        var calendar = new Option<string?>("--calendar")
        {
            Description = "Whose hours count (default: the organisation's first).",
            HelpName = "NAME",
        };
        var pause = new Option<string[]>("--pause")
        {
            Description = "A time that does not count, as FROM..TO; may be given again.",
            HelpName = "FROM..TO",
        };
        var format = RunbookOptions.OneOf("--format", "How to print.", "text", "text", "json");
        var command = new VerbCommand(
            "when",
            "Show when a target is due, and by which open hours it is counted.",
            "githubops when --target 4bh --from 2026-10-30T16:00 --calendar west",
            "githubops when --target 2bd",
            "githubops when --target 4bh --from 2026-10-30T16:00 --pause 2026-11-02T10:00..2026-11-03T09:30")
        {
            target, from, calendar, pause, format,
        };
        options.AddTo(command);
        command.SetAction(async (result, _) =>
        {
            if (!Target.TryParse(result.GetValue(target), out var length))
                throw new UsageException("--target is no length. Write `4h`, `2d`, `4bh` or `2bd`");
            var read = PolicyReader.Read(ConfigFolder.Read(options.Read(result, surroundings)));
            if (read.Policy is not { } policy)
            {
                await ProblemOutput.WriteAsync("config", read.Problems, "text", surroundings);
                return ExitCodes.Usage;
            }

            var hours = Chosen(policy, result.GetValue(calendar), length.IsBusiness);
            var now = Instant.FromDateTimeOffset(surroundings.Time.GetUtcNow());
            var zone = hours?.Zone ?? DateTimeZone.Utc;
            var start = Moments.Read(result.GetValue(from), "--from", zone, now);
            var clock = (result.GetValue(pause) ?? []).Aggregate(
                ClockTransitions.Start(Metric.Respond, length, length.IsBusiness ? hours : null, start),
                (paused, text) => Paused(paused, text, zone));
            var text = result.GetValue(format) == "json" ? Json(clock, hours, zone) : Text(clock, hours, zone);
            await surroundings.Out.WriteAsync(surroundings.OnActions ? WorkflowCommands.Quoted(text) : text);
            return ExitCodes.Pass;
        });
        return command;
    }

    private static Clock Paused(Clock clock, string text, DateTimeZone zone)
    {
        if (text.Split("..") is not [{ Length: > 0 } begins, { Length: > 0 } ends])
            throw new UsageException("--pause is no time. Write `2026-11-02T10:00..2026-11-03T09:30`");
        var from = Moments.Read(begins, "--pause", zone, default);
        var to = Moments.Read(ends, "--pause", zone, default);
        if (to <= from) throw new UsageException("--pause ends before it begins");
        return to <= clock.StartedAt ? clock
            : clock.Pause(PauseReason.Blocked, from, "`--pause`").Resume(PauseReason.Blocked, to);
    }

    private static BusinessCalendar? Chosen(RepoPolicy policy, string? name, bool needed)
    {
        var wanted = string.IsNullOrEmpty(name) ? policy.DefaultCalendar : name;
        if (wanted is not null && policy.Calendars.TryGetValue(wanted, out var found)) return found;
        if (string.IsNullOrEmpty(name) && !needed) return null;
        var there = policy.Calendars.IsEmpty ? "none"
            : string.Join(", ", policy.Calendars.Keys.Order(StringComparer.Ordinal));
        throw new UsageException(
            $"there is no calendar `{Problems.Shown(name ?? "")}`; the configuration has {there}");
    }

    private static string Text(Clock clock, BusinessCalendar? hours, DateTimeZone zone)
    {
        var counts = clock.Target.IsBusiness ? hours : null;
        var (due, breach) = (clock.DueAt(counts)!.Value, clock.BreachAt(counts)!.Value);
        var text = new StringBuilder();
        var named = counts is null ? "clock time" : $"open time of {counts.Name}";
        text.Append(CultureInfo.InvariantCulture, $"{clock.Target} from {Moment(clock.StartedAt, zone)}, {named}\n");
        text.Append("due   ").Append(Moment(due, zone)).Append('\n');
        if (breach != due)
            text.Append("late  after ").Append(Moment(breach, zone)).Append(": an answer before it is still in time\n");
        if (!clock.Pauses.IsEmpty)
            return text.Append('\n').Append(LedgerWords.Print([.. ClockLedger.Of(clock, counts, due).Skip(1)], zone))
                .ToString();
        if (counts is null) return text.ToString();
        text.Append('\n');
        var shown = 0;
        foreach (var (from, to) in Stretches(counts, clock.StartedAt, due))
        {
            if (++shown > StretchesShown) continue;
            text.Append("- ").Append(Moment(from, zone)).Append(" – ").Append(Clock(to, zone)).Append("  ")
                .Append(Length(to - from)).Append('\n');
        }

        if (shown > StretchesShown) text.Append(CultureInfo.InvariantCulture, $"- and {shown - StretchesShown} more\n");
        return text.Append("= ").Append(Length(clock.TargetTime)).Append('\n').ToString();
    }

    private static string Json(Clock clock, BusinessCalendar? hours, DateTimeZone zone) => ProblemJson.Write(json =>
    {
        var counts = clock.Target.IsBusiness ? hours : null;
        var due = clock.DueAt(counts)!.Value;
        json.WriteString("schema", "githubops.when/1");
        json.WriteString("target", clock.Target.ToString());
        json.WriteString("calendar", counts?.Name);
        json.WriteString("zone", zone.Id);
        json.WriteString("from", clock.StartedAt.ToString());
        json.WriteString("due", due.ToString());
        json.WriteString("late_after", clock.BreachAt(counts)!.Value.ToString());
        json.WriteNumber("seconds", (long)clock.TargetTime.TotalSeconds);
        json.WriteStartArray("open");
        foreach (var line in counts is null ? [] : ClockLedger.Of(clock, counts, due))
        {
            if (line.Kind != LedgerKind.Counted) continue;
            json.WriteStartObject();
            json.WriteString("from", line.From.ToString());
            json.WriteString("to", line.To!.Value.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static IEnumerable<(Instant From, Instant To)> Stretches(
        BusinessCalendar calendar, Instant start, Instant due)
    {
        foreach (var stretch in calendar.OpenAfter(start))
        {
            if (stretch.Start >= due) yield break;
            yield return (stretch.Start, Instant.Min(stretch.End, due));
        }
    }

    private static string Moment(Instant t, DateTimeZone zone) =>
        $"{t.InZone(zone).LocalDateTime.ToString("ddd d MMM uuuu, HH:mm:ss", CultureInfo.InvariantCulture)} " +
        $"({HumanTime.CityOf(zone)})";

    private static string Clock(Instant t, DateTimeZone zone) =>
        t.InZone(zone).LocalDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Length(Duration length) =>
        $"{(long)length.TotalHours}:{length.Minutes:00}:{length.Seconds:00}";
}
