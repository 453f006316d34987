using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Finds the form an issue was opened with, since GitHub does not say.</summary>
internal sealed class FormMatchRule : TriageRule
{
    public override string Id => "form-match";

    public override string Help =>
        "Finds the issue form by its headings, in order, and reads the answers by the ids of the form's fields." +
        " An issue that fits no form, or two equally, counts as opened without one.";

    public override Draft Apply(Draft draft)
    {
        if (draft.IsInternal || !draft.IsFresh) return draft;
        var answers = FormMatcher.Match(draft.Facts.Issue.Body, [.. draft.Policy.Forms.Select(form => form.Form)]);
        var read = draft with { Answers = answers };
        if (!draft.TextIsNew) return read;
        return read with
        {
            State = draft.State with
            {
                Form = answers?.Form.File,
                Area = Kept(draft.State.Area),
                Type = Kept(draft.State.Type),
            },
        };
    }

    /// <summary>What a rule concluded from the text before is concluded anew.</summary>
    private static Chosen<string>? Kept(Chosen<string>? chosen) => chosen is { ByPerson: true } ? chosen : null;
}
