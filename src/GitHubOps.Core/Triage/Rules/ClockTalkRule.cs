using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>After the first answer the talk goes on, and nobody is to be left waiting in it.</summary>
internal sealed class ClockTalkRule : TriageRule
{
    /// <summary>Of each of the two promises so many cycles are kept.</summary>
    private const int CyclesMax = 30;

    public override string Id => "clock-talk";

    public override string Help =>
        "Where `sla.reply` has a target, each further word of the reporter's that nobody has answered begins a " +
        "promise; more words before the answer do not begin it anew. Where `sla.update` has one, each word of the " +
        "team's begins the promise of the next. Both stand still while the reporter is waited for, and end with the " +
        "issue.";

    public override Draft Apply(Draft draft)
    {
        if (!IsPromised(draft, Metric.Reply) && !IsPromised(draft, Metric.Update)) return draft;
        if (draft.Facts.Event is CommentCreated { Comment: var comment } &&
            (draft.IsAnswer(comment) || draft.IsReporters(comment)))
        {
            var line = new TalkLine(comment.Id, comment.CreatedAt, draft.IsReporters(comment));
            draft = draft with { State = draft.State with { Talk = draft.State.Talk.With(line) } };
        }

        // Somebody's first answer ends the first promise: from there on the others count.
        var first = draft.State.Clocks.LastOrDefault(clock => clock.Metric == Metric.Respond);
        var answeredAt = first is null ? Instant.MinValue : first.StoppedAt ?? Instant.MaxValue;
        draft = Follow(draft, Metric.Reply, Talk.Replies(draft.State.Talk, answeredAt));
        return Follow(draft, Metric.Update, Talk.Updates(draft.State.Talk));
    }

    private static bool IsPromised(Draft draft, Metric metric) => draft.Policy.Targets.ContainsKey(metric);

    private static Draft Follow(Draft draft, Metric metric, IEnumerable<TalkCycle> cycles)
    {
        foreach (var cycle in cycles) draft = Follow(draft, metric, cycle);
        return draft;
    }

    private static Draft Follow(Draft draft, Metric metric, TalkCycle cycle)
    {
        var clocks = draft.State.Clocks;
        var known = clocks.LastOrDefault(clock => clock.Metric == metric && clock.StartedAt == cycle.From);

        // A word that was told late may have been the first of those that wait, or the answer.
        known ??= clocks.LastOrDefault(clock => clock.Metric == metric && clock.StoppedAt == cycle.To &&
            clock.StartedAt > cycle.From);
        var next = known ?? Start(draft, metric, cycle.From);
        if (next is null) return draft;
        var isLonger = next.StartedAt > cycle.From;
        if (isLonger) next = next with { StartedAt = cycle.From };
        if (cycle.To is { } to) next = End(draft, next, to, isLonger);
        return next == known ? draft : Put(draft, known, next);
    }

    private static Clock End(Draft draft, Clock clock, Instant at, bool isLonger)
    {
        if (clock is { IsOver: true, Outcome: not ClockOutcome.Cancelled } && (isLonger || clock.StoppedAt > at))
            clock = clock.Rewind(at);
        return clock.Stop(at, draft.Policy.CalendarOf(clock));
    }

    private static Clock? Start(Draft draft, Metric metric, Instant at)
    {
        var severity = draft.State.Severity?.Value ?? Severity.S4;
        if (draft.Seen.IsClosed || draft.Policy.Targets.GetValueOrDefault(metric)?.For(severity) is not { } target)
            return null;
        var calendar = draft.CalendarOfAssignee();
        if (target.IsBusiness && calendar is null) return null;
        var last = draft.State.Clocks.Where(clock => clock.Metric == metric).Select(clock => clock.Cycle);
        return ClockTransitions.Start(metric, target, calendar, at, severity, last.DefaultIfEmpty(0).Max() + 1);
    }

    private static Draft Put(Draft draft, Clock? known, Clock next)
    {
        var clocks = known is null ? draft.State.Clocks.Add(next) : draft.State.Clocks.Replace(known, next);
        var over = clocks.Where(clock => clock.Metric == next.Metric && clock.IsOver).ToImmutableArray();
        if (over.Length <= CyclesMax) return draft with { State = draft.State with { Clocks = clocks } };
        var oldest = over.MinBy(clock => clock.Cycle)!;
        var steps = draft.State.StepsDone.RemoveAll(
            step => step.Metric == oldest.Metric && step.Cycle <= oldest.Cycle);
        return draft with { State = draft.State with { Clocks = clocks.Remove(oldest), StepsDone = steps } };
    }
}
