namespace GitHubOps.Core;

/// <summary>What kind of issue a form is for stands in <c>intake</c>.</summary>
internal sealed class TypeFromIntakeRule : TriageRule
{
    public override string Id => "type-from-intake";

    public override string Help =>
        "Takes the type that `intake` gives to the form, or the one for issues opened without a form (`blank`).";

    public override Draft Apply(Draft draft)
    {
        if (!draft.TextIsNew || draft.State.Type is not null || draft.State.TookAway(IssueLabels.Type)) return draft;
        var form = draft.Policy.Forms.FirstOrDefault(one => one.Form.File == draft.State.Form);
        var because = form is null
            ? "it was opened without a form"
            : $"its form says {CommentWords.Plain(form.Entry.Type)}";
        var type = (form?.Entry ?? draft.Policy.Blank).Type;
        return draft with
        {
            State = draft.State with { Type = new Chosen<string>(type, ByPerson: false, Id, because) },
        };
    }
}
