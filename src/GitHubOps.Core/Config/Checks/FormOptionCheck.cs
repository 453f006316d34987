namespace GitHubOps.Core;

/// <summary>An option of a form that no rule speaks of, where rules read that field.</summary>
internal sealed class FormOptionCheck : ConfigCheck
{
    public override string Code => ProblemCodes.Form;

    public override string Help =>
        "A dropdown that severity rules read has an option that none of them mentions. It may be meant so; or " +
        "somebody reworded the option, and the rule waits for an answer that no form offers any more.";

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        var answers = facts.Policy.SeverityRules.SelectMany(rule => rule.Conditions).OfType<Condition.Answer>()
            .ToLookup(answer => answer.Field, answer => answer.Text, StringComparer.Ordinal);
        foreach (var form in facts.Policy.Forms)
            foreach (var field in form.Form.Fields.Where(field => field.Id is not null && answers.Contains(field.Id)))
                foreach (var option in field.Options.Except(answers[field.Id!]))
                    yield return Notice(field.PlaceOf(option),
                        $"no rule mentions the option `{ValueReader.Shown(option)}` of `{field.Id}`",
                        "Nothing is to be done if `otherwise` is right for it.");
    }
}
