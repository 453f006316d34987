using NodaTime;

namespace GitHubOps.Core;

/// <summary>A label that a person puts on or takes off is their choice, and final until a person changes it.</summary>
internal sealed class PersonLabelRule : TriageRule
{
    /// <summary>GitHub puts a form's labels on in the author's name, just after opening.</summary>
    private static readonly Duration FormWindow = Duration.FromSeconds(60);

    private const string Person = "person";

    public override string Id => "person-label";

    public override string Help =>
        "A label of the families `area/`, `type/`, `sev/` and `waiting/` that a person puts on is their choice:" +
        " no rule changes it. One that a person takes off is never put on again by a rule. The latest area and " +
        "type replace the earlier ones; of several severities the highest counts. Labels that the form itself " +
        "puts on are no choice.";

    public override Draft Apply(Draft draft)
    {
        if (draft.IsInternal) return draft;
        if (draft.IsFirst)
        {
            foreach (var label in draft.Seen.Labels)
                if (!IsFromForm(draft, label) && draft.Policy.ToCanonical(label) is { } canonical)
                    draft = Choose(draft, canonical, "a person chose it");
        }

        return draft.Facts.Event switch
        {
            // An older event never undoes what a newer snapshot shows.
            IssueLabeled labeled when draft.Seen.Has(labeled.Label) && !IsFromFormNow(draft, labeled.Label) =>
                Put(draft, labeled.Label),
            IssueUnlabeled unlabeled when !draft.Seen.Has(unlabeled.Label) => TakeOff(draft, unlabeled.Label),
            _ => draft,
        };
    }

    private static bool IsFromForm(Draft draft, string label) =>
        draft.Answers is { } answers && answers.Form.Labels.Contains(label, StringComparer.OrdinalIgnoreCase);

    private static bool IsFromFormNow(Draft draft, string label) =>
        IsFromForm(draft, label) &&
        draft.Facts.Event.Sender.Id == draft.Seen.Author.Id &&
        draft.At - draft.Seen.CreatedAt <= FormWindow;

    private static Draft Put(Draft draft, string label) =>
        draft.Policy.ToCanonical(label) is { } canonical
            ? Choose(draft, canonical, $"{draft.Facts.Event.Sender.Login} chose it")
            : draft;

    private static Draft TakeOff(Draft draft, string label)
    {
        if (draft.Policy.ToCanonical(label) is not { } canonical) return draft;
        var state = draft.State with
        {
            ChosenAt = draft.ChosenAt(),
            OurLabels = draft.State.OurLabels.Remove(canonical),
            Leaving = draft.State.Leaving.Remove(canonical),
            RemovedByPerson = draft.State.RemovedByPerson.With(canonical),
        };
        return draft with { State = Forget(state, canonical, draft) };
    }

    private static IssueState Forget(IssueState state, string canonical, Draft draft)
    {
        if (canonical == NameOf(IssueLabels.Area, state.Area)) return state with { Area = null };
        if (canonical == NameOf(IssueLabels.Type, state.Type)) return state with { Type = null };
        if (state.Severity is { } severity && canonical == IssueLabels.For(severity.Value))
            return state with { Severity = Highest(draft with { State = state }, severity.Because) };
        if (canonical == IssueLabels.For(state.Waiting)) return StopWaiting(state);
        return state;
    }

    private static Draft Choose(Draft draft, string canonical, string because)
    {
        var family = IssueLabels.FamilyOf(canonical) ?? canonical;
        var value = canonical[family.Length..];
        var state = draft.State with
        {
            ChosenAt = draft.ChosenAt(),
            OurLabels = draft.State.OurLabels.Remove(canonical),
            Leaving = draft.State.Leaving.Remove(canonical),
            RemovedByPerson = draft.State.RemovedByPerson.Without(label => label == canonical ||
                (family != IssueLabels.Waiting && label.StartsWith(family, StringComparison.Ordinal))),
        };
        var chosen = new Chosen<string>(value, ByPerson: true, Person, because);
        return draft with
        {
            State = family switch
            {
                IssueLabels.Area => state with { Area = chosen },
                IssueLabels.Type => state with { Type = chosen },
                IssueLabels.Severity => state with
                {
                    Severity = Highest(draft with { State = state }, because) ?? state.Severity,
                    Proposed = null,
                },

                // Labels that stand alone (`sla/late`) say nothing more than that they are theirs now.
                _ => state with { Waiting = IssueLabels.ReadWaiting(canonical) ?? state.Waiting },
            },
        };
    }

    /// <summary>Of the severities that people have put on the issue the highest.</summary>
    private static Chosen<Severity>? Highest(Draft draft, string because)
    {
        Severity? highest = null;
        foreach (var canonical in draft.CanonicalLabels())
            if (!draft.State.IsOurs(canonical) && IssueLabels.ReadSeverity(canonical) is { } severity &&
                (highest is null || severity.IsWorseThan(highest.Value)))
                highest = severity;
        return highest is { } found ? new Chosen<Severity>(found, ByPerson: true, Person, because) : null;
    }

    /// <summary>Whoever takes off what the reporter was asked for says that it is no longer waited for.</summary>
    private static IssueState StopWaiting(IssueState state) =>
        state.Waiting is Waiting.Reporter or Waiting.Upstream
            ? state with { Waiting = Waiting.None, Missing = [] }
            : state;

    private static string? NameOf(string family, Chosen<string>? chosen) =>
        chosen is null ? null : family + chosen.Value;
}
