using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>One issue on its way through a replay: the next event or alarm is decided when its time has come.</summary>
internal sealed class IssueReplay
{
    /// <summary>No issue lives through so much; a replay ends in any case.</summary>
    private const int DecisionsMax = 5_000;

    private readonly ReplayPolicy policy;
    private readonly ReplayHistory history;
    private readonly ReplayShared shared;
    private readonly ImmutableArray<IssueEvent> events;
    private readonly ReplayedSight sight = new();
    private readonly ReplayedTrail trail;
    private readonly Dictionary<AlarmKey, Instant> alarms = [];
    private readonly ImmutableArray<ReplayStep>.Builder steps = ImmutableArray.CreateBuilder<ReplayStep>();
    private readonly HashSet<IssueEvent> withoutObject = new(ReferenceEqualityComparer.Instance);
    private IssueState? state;
    private Instant decidedAt = Instant.MinValue;
    private int decided;
    private int shown;
    private int decisions;

    /// <param name="events">In order, beginning with the opening; without what our own App did.</param>
    public IssueReplay(
        ReplayPolicy policy, ReplayHistory history, ReplayShared shared, ImmutableArray<IssueEvent> events)
    {
        (this.policy, this.history, this.shared, this.events) = (policy, history, shared, events);
        trail = new ReplayedTrail(policy);
    }

    public int AlarmsRung { get; private set; }

    /// <summary>When there is something to decide next; null: nothing more happens until the end.</summary>
    public Instant? NextAt(Instant end)
    {
        if (decisions >= DecisionsMax) return null;
        var happens = decided < events.Length ? EventAt(events[decided]) : (Instant?)null;
        var rings = NextAlarm() is { } alarm && alarm.At <= end ? Instant.Max(alarm.At, decidedAt) : (Instant?)null;
        return happens is null ? rings : rings is null ? happens : Instant.Min(happens.Value, rings.Value);
    }

    public void Decide(Instant now)
    {
        decisions++;
        decidedAt = now;
        if (decided < events.Length && EventAt(events[decided]) <= now) DecideEvent(now);
        else RingAlarm(now);
    }

    public ReplayedIssue Result() => new()
    {
        Ref = events[^1].Ref,
        Title = events[^1].Issue.Title,
        OpenedAt = events[0].Issue.CreatedAt,
        IsOpen = !events[^1].Issue.IsClosed,
        State = state,
        Steps = steps.ToImmutable(),
        Values = trail.Values,
    };

    /// <summary>A new issue waits until it has settled, and what happened meanwhile waits behind it.</summary>
    private Instant EventAt(IssueEvent happened) => Instant.Max(
        decidedAt, happened is IssueOpened ? happened.OccurredAt + history.Settle : happened.OccurredAt);

    private (AlarmKey Key, Instant At)? NextAlarm()
    {
        (AlarmKey Key, Instant At)? next = null;
        foreach (var (key, at) in alarms)
            if (next is not { } best || (at, key.ToString()).CompareTo((best.At, best.Key.ToString())) < 0)
                next = (key, at);
        return next;
    }

    private void DecideEvent(Instant now)
    {
        // What waits already is seen: labels of the form, quick edits.
        while (shown < events.Length && (shown <= decided || events[shown].OccurredAt <= now))
        {
            if (!sight.Show(events[shown])) withoutObject.Add(events[shown]);
            shown++;
        }

        var happened = events[decided++];
        if (withoutObject.Contains(happened)) happened = Touched(happened);
        Decide(happened, sight.Shown, now);
    }

    private static IssueTouched Touched(IssueEvent happened) => new("without object")
    {
        Delivery = happened.Delivery, Installation = happened.Installation, Sender = happened.Sender,
        OccurredAt = happened.OccurredAt, Repo = happened.Repo, Issue = happened.Issue,
    };

    private void RingAlarm(Instant now)
    {
        var (key, at) = NextAlarm()!.Value;
        alarms.Remove(key);
        AlarmsRung++;
        if (state is null) return;
        var rang = new AlarmRang(key, at)
        {
            Delivery = new DeliveryId($"alarm:{state.Seen.Id}:{key}"),
            Sender = new Actor(history.Bot.UserId, history.Bot.Login, IsBot: true),
            OccurredAt = at,
            Repo = state.Repo,
            Issue = state.Seen,
        };
        Decide(rang, state.Seen, now);
    }

    private void Decide(IssueEvent happened, IssueSnapshot issue, Instant now)
    {
        var facts = new Facts
        {
            Now = now,
            Event = happened,
            Issue = issue,
            State = state,
            Bot = history.Bot,
            SenderRole = RoleOf(happened),
            Ledgers = shared.LedgersOf(policy.Policy.Repo),
            OpenLoad = shared.OpenLoad,
            Unassignable = history.Unassignable,
        };
        var outcome = Triage.Decide(facts, policy.Policy);
        trail.Note(facts, outcome);
        foreach (var decision in outcome.Decisions) Do(decision, now);
        shared.Hold(HolderOf(state), HolderOf(outcome.State));

        // What we wrote comes back as our own echo, and is only taken note of.
        state = outcome.State is { } after ? after with { Seen = sight.Shown with { Body = "" } } : null;
    }

    private void Do(Decision decision, Instant now)
    {
        steps.Add(new ReplayStep(now, decision));
        sight.Write(decision.Effect, policy.Policy);
        switch (decision.Effect)
        {
            case Effect.SetAlarm set: alarms[set.Key] = set.At; break;
            case Effect.ClearAlarm clear: alarms.Remove(clear.Key); break;
            case Effect.TakeTurn turn: shared.Move(policy.Policy.Repo, turn); break;
            case Effect.Assign assign: shared.Give(assign.Person); break;
        }
    }

    /// <summary>As the service: asked only where a decision can depend on it.</summary>
    private RepoRole? RoleOf(IssueEvent happened)
    {
        if (happened is not (IssueOpened or IssueEdited or CommentCreated or CommentEdited)) return null;
        if (happened.Sender.IsBot || happened.Sender == Actor.Ghost) return null;
        return history.Writers.Contains(happened.Sender.Login) ? RepoRole.Write : RepoRole.None;
    }

    private static Login? HolderOf(IssueState? state) =>
        state is { Seen.IsClosed: false, Assignee: { ByPerson: false, Value: var person } } ? person : null;
}
