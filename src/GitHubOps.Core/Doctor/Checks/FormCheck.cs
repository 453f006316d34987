namespace GitHubOps.Core;

/// <summary>Nothing asks reporters for what rules need to know.</summary>
internal sealed class FormCheck : DoctorCheck
{
    public override string Code => "doctor/forms";

    public override string Help =>
        "The repository has no issue form, nor does its organisation: area and impact can only be guessed from the " +
        "text. Or a form puts on a label that does not exist, which GitHub leaves out without a word.";

    public override IEnumerable<Problem> Check(DoctorFacts facts)
    {
        var forms = IssueFormReader.ReadAll(facts.Input, new ProblemList());
        if (forms.IsEmpty)
            yield return Warning("there is no issue form: area and impact can only be guessed from the text",
                "Write one under `.github/ISSUE_TEMPLATE`, or have it proposed: `githubops doctor --fix`.");
        var made = facts.Config.Policy is { } policy
            ? RequiredLabels.Of(policy).Select(label => label.Name).ToHashSet(StringComparer.OrdinalIgnoreCase) : [];
        foreach (var form in forms)
            foreach (var (label, at) in form.Labels.Zip(form.LabelsAt))
                if (!facts.Hosted.Labels.Contains(label) && !made.Contains(label))
                    yield return new Problem(Code, ProblemLevel.Warning,
                        $"the form puts on the label `{ValueReader.Shown(label)}`, which does not exist: GitHub leaves it out",
                        at.File, at.Line, at.Column, "Make the label, or take it out of the form.");
    }
}
