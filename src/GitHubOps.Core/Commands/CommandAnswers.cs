using System.Globalization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>The part of the one comment that people ask for: reasons, and what became of their commands.</summary>
internal static class CommandAnswers
{
    public static string Of(Draft draft)
    {
        var parts = new List<string>();
        if (draft.State.ShowsWhy) parts.Add(Part("Why", Why(draft)));
        if (!draft.State.Told.IsEmpty) parts.Add(Part("Answers to commands", Told(draft)));
        return string.Join("\n\n", parts);
    }

    private static IEnumerable<string> Why(Draft draft)
    {
        var state = draft.State;
        yield return Reason("area", state.Area?.Value, state.Area?.RuleId, state.Area?.Because);
        yield return Reason("type", state.Type?.Value, state.Type?.RuleId, state.Type?.Because);
        yield return Reason("severity", state.Severity?.Value.Print(), state.Severity?.RuleId, state.Severity?.Because);
        yield return Reason("assignee", state.Assignee?.Value.Value, state.Assignee?.RuleId, state.Assignee?.Because);
        foreach (var clock in state.Clocks)
            if (!clock.IsOver && draft.Policy.CanCount(clock)) yield return Time(draft, clock);
    }

    private static string Reason(string what, string? value, string? rule, string? because) => value is null
        ? $"{what}: none"
        : $"{what} `{CommentWords.InCode(value)}`: {because} (`{CommentWords.InCode(rule ?? "")}`)";

    private static string Time(Draft draft, Clock clock)
    {
        var name = clock.Metric.ToString().ToLowerInvariant();
        var hours = clock.Calendar is { } calendar ? $" in the hours of `{CommentWords.InCode(calendar)}`" : "";
        var due = clock.DueAt(draft.Policy.CalendarOf(clock)) is { } at
            ? HumanTime.DueText(at, draft.Zone()) : "stands still";
        return $"{name}: {due}: {clock.Target} from {HumanTime.DueText(clock.StartedAt, draft.Zone())}{hours}" +
            LedgerWords.Standstills(clock, draft.Zone());
    }

    private static IEnumerable<string> Told(Draft draft)
    {
        var zone = draft.Zone();
        return draft.State.Told.Select(line => $"{Local(line.At, zone)} {line.Text}");
    }

    private static string Local(Instant at, DateTimeZone zone) =>
        at.InZone(zone).LocalDateTime.ToString("ddd HH:mm", CultureInfo.InvariantCulture);

    private static string Part(string title, IEnumerable<string> lines) =>
        $"<details><summary>{title}</summary>\n\n{string.Join('\n', lines.Select(line => $"- {line}"))}\n</details>";
}
