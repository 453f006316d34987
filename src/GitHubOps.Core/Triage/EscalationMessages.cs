using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// What a step says outside of GitHub: plainly, with the true times, and without a word that the public wrote.
/// </summary>
internal static class EscalationMessages
{
    /// <summary>The channel by which assignees are reminded.</summary>
    public const string Reminders = "remind";

    public static bool Tells(this EscalationStep step) =>
        step.Kind is EscalationKind.RemindAssignee or EscalationKind.Page or EscalationKind.PostTo;

    /// <param name="reachedAt">When so much time was used.</param>
    public static Draft Tell(
        this Draft draft, EscalationStep step, Clock clock, AlarmKey key, Instant reachedAt, string ruleId)
    {
        var assignee = draft.State.Assignee?.Value;
        if (step.Kind == EscalationKind.RemindAssignee && assignee is null)
            return draft.Note(new Effect.LeaveAlone(step.ToString()), ruleId, "nobody has it");
        if (step.Kind == EscalationKind.RemindAssignee && draft.Facts.Muted.Contains(assignee!.Value))
            return draft.Note(new Effect.LeaveAlone(step.ToString()), ruleId, "they asked not to be reminded");
        if (draft.LaterStep(step, clock, key) is { } later)
            return draft.Note(new Effect.LeaveAlone(step.ToString()), ruleId,
                $"{later} % of the time are used by now: that step tells of it");
        var calendar = draft.Policy.CalendarOf(clock);
        var tell = new Effect.Tell(ChannelOf(step), key, step.Kind, Text(draft, clock, key, reachedAt))
        {
            Person = assignee,
            Severity = clock.Severity,
            ReachedAt = reachedAt,
            DueAt = clock.DueAt(calendar),
            NotBefore = draft.NotBefore(step, clock),
        };
        return draft.Note(tell, ruleId, EscalationWords.Happened(key));
    }

    private static string ChannelOf(EscalationStep step) =>
        step.Kind == EscalationKind.RemindAssignee ? Reminders : step.Argument!;

    /// <summary>
    /// After a standstill several steps are due at once: each channel hears the last of them, and a reminder is no use
    /// when more has happened.
    /// </summary>
    private static int? LaterStep(this Draft draft, EscalationStep step, Clock clock, AlarmKey key)
    {
        foreach (var (percent, later) in draft.Policy.Ladder(clock))
        {
            if (percent <= key.Percent || later.Kind == EscalationKind.Nothing) continue;
            var isSaid = step.Kind == EscalationKind.RemindAssignee ||
                (later.Tells() && ChannelOf(later) == ChannelOf(step));
            if (isSaid && draft.StepAt(clock, percent) <= draft.Facts.Now) return percent;
        }

        return null;
    }

    private static string Text(Draft draft, Clock clock, AlarmKey key, Instant reachedAt)
    {
        var zone = draft.Zone();
        var severity = clock.Severity is { } one ? $" ({one.Print()})" : "";
        var what = EscalationWords.Happened(key);
        var due = clock.DueAt(draft.Policy.CalendarOf(clock)) is { } at
            ? key.Percent < 100 ? $"; it is due {HumanTime.DueText(at, zone)}"
                : $"; it was due {HumanTime.DueText(at, zone)}"
            : "";
        var late = draft.Facts.Now - reachedAt > Duration.FromMinutes(5)
            ? $" That was reached {HumanTime.DueText(reachedAt, zone)} and is told late." : "";
        var who = draft.State.Assignee is { Value: var person } ? $"{person} has it." : "Nobody has it.";
        return $"{draft.State.Repo.Name}#{draft.Seen.Number}{severity}: {what}{due}.{late} {who}";
    }
}

/// <summary>How steps are called in sentences.</summary>
internal static class EscalationWords
{
    public static string Happened(AlarmKey key) => key.Percent == 100
        ? $"the time for the {Name(key)} has passed"
        : $"{key.Percent} % of the time for the {Name(key)} used";

    private static string Name(AlarmKey key) => key.Metric switch
    {
        Metric.Route => "routing",
        Metric.Respond => "answer",
        Metric.Triage => "triage",
        Metric.Reply => "reply",
        Metric.Update => "next news",
        Metric.Decide => "decision",
        _ => "fix",
    };
}
