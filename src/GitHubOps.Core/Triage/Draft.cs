using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>A decision in the making: the facts, the policy, and the state as concluded so far.</summary>
public sealed record Draft(Facts Facts, RepoPolicy Policy, IssueState State)
{
    /// <summary>Decisions that are no differences of state: turns taken, things deliberately left alone.</summary>
    public ImmutableArray<Decision> Extra { get; init; } = [];

    /// <summary>Answers read from the body by the form's fields, where a form matched.</summary>
    public FormAnswers? Answers { get; init; }

    /// <summary>True when nothing more is to be decided for this event, and nothing written.</summary>
    public bool Stop { get; init; }

    /// <summary>The event's snapshot is at least as new as anything seen before: it may change what we know.</summary>
    public bool IsFresh { get; init; }

    /// <summary>Nothing was known of the issue before this event.</summary>
    public bool IsFirst => Facts.State is null;

    /// <summary>An event that we made ourselves, of time passing or of GitHub's refusal.</summary>
    public bool IsInternal => Facts.Event is AlarmRang or AssigneeRefused;

    /// <summary>
    /// What we wrote comes back. What we closed or reopened, a person had told us to: that it is done counts as if they
    /// had done it.
    /// </summary>
    public bool IsEcho => !IsInternal && Facts.Event.Sender.Id == Facts.Bot.UserId &&
        Facts.Event is not (IssueClosed or IssueReopened);

    /// <summary>The issue as GitHub last showed it, without its body.</summary>
    public IssueSnapshot Seen => State.Seen;

    /// <summary>When the event happened.</summary>
    public Instant At => Facts.Event.OccurredAt;

    /// <summary>What the text says may be other than before: rules that read it conclude anew.</summary>
    public bool TextIsNew => IsFirst || (IsFresh && Facts.Event is IssueEdited);

    public static Draft Begin(Facts facts, RepoPolicy policy)
    {
        var before = facts.State;
        var isFresh = before is null || facts.Issue.UpdatedAt >= before.Seen.UpdatedAt;
        var seen = before is null || facts.Issue.UpdatedAt > before.Seen.UpdatedAt ? facts.Issue with { Body = "" }
            : isFresh ? SameSecond.Of(before.Seen, facts.Issue, facts.Event)
            : before.Seen;
        var state = before is null
            ? new IssueState { Repo = facts.Event.Repo, Seen = seen }
            : before with { Repo = facts.Event.Repo, Seen = seen };
        if (isFresh && facts.Event is IssueUnlabeled { Label: var label } && policy.ToCanonical(label) is { } gone)
            state = state with { Leaving = state.Leaving.Remove(gone) };
        return new Draft(facts, policy, state) { IsFresh = isFresh };
    }

    /// <summary>When a person last chose something, if this event is a choice: news may come late.</summary>
    public Instant ChosenAt() => Instant.Max(At, State.ChosenAt ?? Instant.MinValue);

    /// <summary>The same said by two steps that come due together is said once.</summary>
    public Draft Note(Effect effect, string ruleId, string because)
    {
        var decision = new Decision(effect, ruleId, because);
        return Extra.Contains(decision) ? this : this with { Extra = Extra.Add(decision) };
    }

    public Draft Remember(Instant at, string text) =>
        this with { State = State with { History = IssueHistory.Add(State.History, new HistoryLine(at, text)) } };
}

/// <summary>What happened so far, bounded: the first line stays, of the others the newest.</summary>
internal static class IssueHistory
{
    public const int LinesMax = 30;

    public static ImmutableArray<HistoryLine> Add(ImmutableArray<HistoryLine> lines, HistoryLine line)
    {
        if (lines.Contains(line)) return lines;
        var added = lines.Add(line);
        return added.Length <= LinesMax ? added : added.RemoveAt(1);
    }
}
