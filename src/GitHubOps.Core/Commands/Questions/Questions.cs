using NodaTime;

namespace GitHubOps.Core;

/// <summary>The questions of an issue that wait for an answer, oldest first.</summary>
internal static class Questions
{
    /// <summary>Of one issue at a time.</summary>
    public const int Max = 5;

    /// <summary>The newest that whoever calls can answer; null: none waits for them.</summary>
    public static Question? For(CommandCall call) => call.State.Questions.LastOrDefault(
        question => question.AskedAt <= call.Draft.At && call.Draft.At < question.Until && question.IsFor(call));

    /// <summary>Null: so many wait already.</summary>
    public static IssueState? Ask(this IssueState state, Question question) =>
        state.Questions.Length >= Max ? null : state with { Questions = state.Questions.Add(question) };

    public static IssueState Settle(this IssueState state, Question question) =>
        state with { Questions = state.Questions.Remove(question) };

    /// <summary>Each in a line of the comment.</summary>
    public static string Said(Draft draft) => string.Join('\n', draft.State.Questions.Select(
        question => question.Says($"**{HumanTime.DueText(question.Until, draft.Zone())}**")));

    /// <summary>When the first of them is over.</summary>
    public static PendingAlarm? Alarm(IssueState state) => state.Questions.IsEmpty ? null
        : new PendingAlarm(AlarmKey.QuestionOver, state.Questions.Min(question => question.Until));

    /// <summary>So much open time after now, in the hours of whoever has the issue.</summary>
    public static Instant OpenHoursLater(this Draft draft, Duration time) =>
        draft.CalendarOfAssignee()?.Deadline(draft.At, time) ?? draft.At + time;
}
