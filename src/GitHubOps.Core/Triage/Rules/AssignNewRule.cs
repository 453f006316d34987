namespace GitHubOps.Core;

/// <summary>A new issue gets a person.</summary>
internal sealed class AssignNewRule : TriageRule
{
    public override string Id => "assign-new";

    public override string Help =>
        "A new issue that nobody is assigned to gets a person: from `assign.<severity>` if there is such an " +
        "entry, else that of a first-time contributor from `newcomers.buddy`, a question from " +
        "`support.questions.host`, all others from `assign.new`. A rotation by time gives it to whoever had the " +
        "shift when it was opened; when they opened it, are away, full or not assignable, by turn to another member; " +
        "when nobody is left, to the area's lead, then to the owners of `unknown`.";

    public override Draft Apply(Draft draft)
    {
        if (!draft.IsFirst || draft.State.Assignee is not null || !draft.MayAssign()) return draft;
        var assign = draft.Policy.Assign;
        var target = draft.State.Severity is { } severity ? assign.BySeverity.GetValueOrDefault(severity.Value) : null;
        if ((target ?? draft.Buddy() ?? draft.Host() ?? assign.New) is not { } chosen) return draft;
        var given = draft.AssignTo(chosen, draft.Seen.CreatedAt, Id);
        var to = given.State.Assignee is { } assignee
            ? $"assigned to {CommentWords.Person(assignee.Value)}"
            : "nobody could be assigned";
        var from = given.State.AssignedFrom is { } name ? $" ({CommentWords.Plain(name)})" : "";
        return given.Remember(draft.Seen.CreatedAt, $"opened, {to}{from}");
    }
}
