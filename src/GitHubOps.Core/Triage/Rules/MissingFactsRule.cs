using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What only the reporter knows is asked for once, all of it, before anybody looks.</summary>
internal sealed class MissingFactsRule : TriageRule
{
    public override string Id => "missing-facts";

    public override string Help =>
        "Lists the fields that `needs` names for the form and that have no answer: the issue waits for its " +
        "reporter (`waiting/reporter`), the comment lists just those, and the clocks stand still. An edit that " +
        "fills them ends it.";

    public override Draft Apply(Draft draft)
    {
        if (!draft.TextIsNew || draft.Seen.IsClosed) return draft;
        if (draft.IsFirst && draft.State.Waiting == Waiting.None && !draft.State.TookAway("waiting/reporter"))
            return With(draft, Unanswered(draft));
        if (draft.State.Missing.IsEmpty) return draft;

        // An edit only shortens the list: what was not asked for at first is not asked for later.
        var missing = draft.Answers is null ? [] : Unanswered(draft);
        return With(draft, [.. draft.State.Missing.Where(field => missing.Contains(field))]);
    }

    private static Draft With(Draft draft, ImmutableArray<string> missing) =>
        draft with
        {
            State = draft.State with
            {
                Missing = missing,
                Waiting = missing.IsEmpty && draft.State.Waiting == Waiting.Reporter
                    ? Waiting.None
                    : draft.State.Waiting,
            },
        };

    /// <summary>
    /// The labels of the fields, as the form shows them; without a form the names that <c>needs</c> gives.
    /// </summary>
    private static ImmutableArray<string> Unanswered(Draft draft)
    {
        if (draft.Answers is not { } answers) return draft.Policy.Blank.Needs;
        var needs = draft.Policy.Forms.FirstOrDefault(form => form.Form.File == answers.Form.File)?.Entry.Needs ?? [];
        return
        [
            .. needs.Where(id => !answers.ById.ContainsKey(id))
                .Select(id => answers.Form.Fields.FirstOrDefault(field => field.Id == id)?.Label ?? id),
        ];
    }
}
