using NodaTime;

namespace GitHubOps.Core;

/// <summary>A share of a target is used up: one quiet step at a time, each once.</summary>
internal sealed class EscalationRule : TriageRule
{
    public override string Id => "escalation";

    public override string Help =>
        "When a share of a promise's time is used, the step that `escalate` names happens, once: the assignee " +
        "is reminded, the next, the backup or the area's lead gets the issue. A missed target puts `sla/late` " +
        "on, and a new time is named. A person's choice of assignee stays, with the step's person beside. A " +
        "clock that was paused, stopped or moved meanwhile takes no step. While somebody is on it (`escalate.ack`) " +
        "and outside of its hours (`escalate.hours`) a step waits. What goes to chat or pager is said by the " +
        "channel of that name (reminders by `remind`), while the hours of the promise are open; after a standstill " +
        "each channel hears once, with the true times. What goes on an agenda is recorded.";

    public override Draft Apply(Draft draft)
    {
        if (draft.Facts.Event is not AlarmRang { Key: var key }) return draft;
        var clock = draft.State.Clocks.FirstOrDefault(one => one.Metric == key.Metric && one.Cycle == key.Cycle);
        if (clock is null || clock.IsOver || !draft.Policy.CanCount(clock)) return draft;
        if (draft.State.StepsDone.Contains(key) || !draft.Policy.Shares(clock).Contains(key.Percent)) return draft;

        // Recomputed, not believed: the clock may have been paused or moved since the alarm was set.
        if (draft.StepAt(clock, key.Percent) is not { } at || draft.Facts.Now < at) return draft;
        var reachedAt = draft.Policy.RingsAt(clock, key.Percent)!.Value;
        if (draft.Facts.Now < draft.ActsAt(clock, key.Percent, reachedAt) && MarkMissed(draft) is var seen &&
            seen.State.Clocks.Any(
                one => one.Metric == key.Metric && one.Cycle == key.Cycle && one.BreachedAt is not null))
            return seen;
        return Overtaken(draft, clock, key).Append((Key: key, At: reachedAt))
            .Aggregate(draft, (taken, step) => TakeStep(taken, clock, step.Key, step.At));
    }

    /// <summary>
    /// Steps whose time came before and that were not taken: their alarms rang while the issue was seen closed.
    /// </summary>
    private static IEnumerable<(AlarmKey Key, Instant At)> Overtaken(Draft draft, Clock clock, AlarmKey key)
    {
        foreach (var percent in draft.Policy.Shares(clock).Where(percent => percent < key.Percent).Order())
        {
            var step = key with { Percent = percent };
            if (!draft.State.StepsDone.Contains(step) && draft.StepAt(clock, percent) <= draft.Facts.Now)
                yield return (step, draft.Policy.RingsAt(clock, percent)!.Value);
        }
    }

    private Draft TakeStep(Draft draft, Clock clock, AlarmKey key, Instant reachedAt)
    {
        var ladder = draft.Policy.Ladder(clock);
        var step = ladder.GetValueOrDefault(key.Percent) ?? new EscalationStep(EscalationKind.Nothing);
        var ranks = draft.State.StepsDone.Select(done => Rank(ladder.GetValueOrDefault(done.Percent)));
        var highest = ranks.DefaultIfEmpty(0).Max();
        draft = draft with { State = draft.State with { StepsDone = draft.State.StepsDone.Add(key) } };
        if (key.Percent >= 100) draft = MarkMissed(draft);
        draft = draft.Remember(draft.Facts.Now, EscalationWords.Happened(key));

        // Several clocks may reach a step together: the highest one counts, once.
        draft = Rank(step) > 0 && Rank(step) < highest
            ? draft.Note(new Effect.LeaveAlone(step.ToString()), Id, "a higher step was taken already")
            : draft.IsSkipped(step, draft.ActsAt(clock, key.Percent, reachedAt))
            ? draft.Note(new Effect.LeaveAlone(step.ToString()), Id, "its hours are over")
            : step.Tells() ? draft.Tell(step, clock, key, reachedAt, Id)
            : ActAndRemember(draft, step, key);
        return key.Percent >= 100 ? PromiseAgain(draft, clock) : draft;
    }

    private Draft ActAndRemember(Draft draft, EscalationStep step, AlarmKey key)
    {
        var before = draft.State.Assignee?.Value;
        draft = Act(draft, step, key);
        return draft.State.Assignee?.Value is { } now && now != before
            ? draft.Remember(draft.Facts.Now, $"{CommentWords.Person(now)} assigned")
            : draft;
    }

    private Draft Act(Draft draft, EscalationStep step, AlarmKey key) => step.Kind switch
    {
        EscalationKind.AssignNext => draft.AssignNext(Id),
        EscalationKind.AssignBackup => AssignBackup(draft),
        EscalationKind.AssignAreaLead => draft.AssignLeadOrUnknown(Id, []),
        EscalationKind.Label when step.Argument is { } label =>
            draft.Note(new Effect.AddLabel(label), Id, EscalationWords.Happened(key)),
        EscalationKind.Nothing => draft,
        _ => draft.Note(
            new Effect.LeaveAlone(step.ToString()), Id, "recorded here; no ritual takes it yet"),
    };

    private Draft AssignBackup(Draft draft)
    {
        if (draft.Rotation() is not { } rotation) return draft.AssignNext(Id);
        var backup = RotationSchedule.BackupAt(rotation, draft.Facts.Now);
        if (backup is not { } person || draft.WhyNot(person, null) is not null) return draft.AssignNext(Id);
        return draft.Give(person, rotation.Name, Id, $"they back up the {rotation.Name} shift");
    }

    private static Draft MarkMissed(Draft draft) =>
        draft.EachClock(clock => clock.MarkBreached(draft.Facts.Now, draft.Policy.CalendarOf(clock)));

    /// <summary>The new time is that of the new assignment plus the same target.</summary>
    private static Draft PromiseAgain(Draft draft, Clock clock)
    {
        if (draft.Promise() is not { } promise || promise.Metric != clock.Metric) return draft;
        var now = draft.Facts.Now;
        var calendar = draft.Policy.CalendarOf(clock);
        var due = calendar is null ? now + clock.TargetTime : calendar.Deadline(now, clock.TargetTime);
        return draft with { State = draft.State with { NewDueAt = due } };
    }

    private static int Rank(EscalationStep? step) => step?.Kind switch
    {
        EscalationKind.AssignNext => 1,
        EscalationKind.AssignBackup => 2,
        EscalationKind.AssignAreaLead => 3,
        _ => 0,
    };
}
