using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Turns what was concluded into what GitHub must be told: the difference between the state before, the state now and
/// what GitHub shows, but for the alarms. Never takes away or puts back what a person did.
/// </summary>
internal static class Differences
{
    private const string Alarm = "escalation";

    public static Outcome Of(Draft draft)
    {
        var decisions = ImmutableArray.CreateBuilder<Decision>();
        if (!draft.Stop)
        {
            draft = Labels(draft, decisions);
            People(draft, decisions);
            Comment(draft, decisions);
            draft = draft with { State = draft.State with { Alarms = draft.PendingAlarms() } };
        }

        decisions.AddRange(draft.Extra);
        return new Outcome(draft.State, decisions.ToImmutable());
    }

    private static Draft Labels(Draft draft, ImmutableArray<Decision>.Builder decisions)
    {
        var state = draft.State;
        var onIssue = draft.CanonicalLabels();
        var desired = Desired(state);
        var leaving = state.Leaving;
        foreach (var label in Superfluous(state, draft.IsInternal ? [] : onIssue, desired))
        {
            leaving = leaving.Add(label.Key);
            decisions.Add(Explain(draft, label.Key, new Effect.RemoveLabel(label.Key), label.Value));
        }

        var ours = ImmutableArray.CreateBuilder<string>();
        foreach (var label in desired)
        {
            if (state.OurLabels.Contains(label)) ours.Add(label);
            else if ((!onIssue.Contains(label) || state.Leaving.Contains(label)) && !draft.Seen.IsClosed &&
                !state.RemovedByPerson.Contains(label) && !state.IsByTheirHand(label))
            {
                ours.Add(label);
                leaving = leaving.Remove(label);
                decisions.Add(Explain(draft, label, new Effect.AddLabel(label), null));
            }
        }

        return draft with { State = state with { OurLabels = ours.ToImmutable(), Leaving = leaving } };
    }

    private static List<string> Desired(IssueState state)
    {
        var labels = new List<string>();
        if (state.Type is { } type) labels.Add(IssueLabels.Type + type.Value);
        if (state.Area is { } area) labels.Add(IssueLabels.Area + area.Value);
        if (state.Severity is { } severity) labels.Add(IssueLabels.For(severity.Value));
        if (IssueLabels.For(state.Waiting) is { } waiting) labels.Add(waiting);
        if (state.IsLate()) labels.Add(IssueLabels.Late);
        return labels;
    }

    /// <summary>
    /// Ours that hold no longer, and others of a family of which one is to remain; with the reason. What is on the
    /// issue counts only as an event of GitHub's shows it: our own memory of it may lag behind our writes.
    /// </summary>
    private static SortedDictionary<string, string> Superfluous(
        IssueState state, ImmutableArray<string> onIssue, List<string> desired)
    {
        var remove = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in state.OurLabels)
            if (!desired.Contains(label)) remove[label] = "it holds no longer";
        foreach (var label in onIssue)
        {
            if (desired.Contains(label) || state.Leaving.Contains(label)) continue;
            var isReplaced = IssueLabels.FamilyOf(label) switch
            {
                IssueLabels.Area => state.Area is { ByPerson: true },
                IssueLabels.Type => state.Type is { ByPerson: true },
                IssueLabels.Waiting => true,
                IssueLabels.Severity => state.Severity?.IsByCommand() == true,
                _ => false,
            };
            if (isReplaced) remove.TryAdd(label, "another one of its kind took its place");
        }

        return remove;
    }

    private static Decision Explain(Draft draft, string label, Effect effect, string? because)
    {
        var state = draft.State;
        var (rule, reason) = IssueLabels.FamilyOf(label) switch
        {
            IssueLabels.Area => (state.Area?.RuleId, state.Area?.Because),
            IssueLabels.Type => (state.Type?.RuleId, state.Type?.Because),
            IssueLabels.Severity => (state.Severity?.RuleId, state.Severity?.Because),
            IssueLabels.Waiting => ("waiting", WaitingBecause(state)),
            _ => (Alarm, state.IsLate() ? "a promised time has passed" : "it is answered"),
        };
        return new Decision(effect, rule ?? "person", because ?? reason ?? "");
    }

    private static string WaitingBecause(IssueState state) => state.Waiting switch
    {
        Waiting.Reporter => "facts are missing that only the reporter knows",
        Waiting.Upstream => "it waits for another project",
        Waiting.Owner => "type, area and severity are agreed",
        _ => "type, area and severity are not agreed yet",
    };

    private static void People(Draft draft, ImmutableArray<Decision>.Builder decisions)
    {
        var before = draft.Facts.State?.Assignee;
        var now = draft.State.Assignee;
        if (now?.Value == before?.Value || now is null) return;

        // Who had it before may be shown only because our own word that they no longer have it is still on its way.
        var isShown = draft.Seen.Assignees.Contains(now.Value) && draft.Facts.State?.HadIt.Contains(now.Value) != true;
        var isOurs = !now.ByPerson || now.IsByCommand();
        if (isOurs && !isShown)
            decisions.Add(new Decision(new Effect.Assign(now.Value), now.RuleId, now.Because));
        if (before is not { ByPerson: false } || draft.Facts.Event is AssigneeRefused) return;

        // Ours may still be on its way to GitHub; a person's choice beside it is seen on the issue.
        if (isOurs || draft.Seen.Assignees.Contains(before.Value))
            decisions.Add(new Decision(new Effect.Unassign(before.Value), now.RuleId, $"{now.Value} has it now"));
    }

    private static void Comment(Draft draft, ImmutableArray<Decision>.Builder decisions)
    {
        if (draft.State.Comment is not { } body || body == draft.Facts.State?.Comment) return;
        var put = new Effect.PutComment(body, CommentText.Facts(draft));
        decisions.Add(new Decision(put, "comment", "what it says has changed"));
    }
}
