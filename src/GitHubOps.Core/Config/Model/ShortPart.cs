namespace GitHubOps.Core;

/// <summary>What a new colleague wants to know first: whose issue is it, by when, and what if not.</summary>
internal sealed class ShortPart : ModelPart
{
    public override string Chapter => Short;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        page.Line("");
        var assign = facts.Policy.Assign;
        if (assign.New is { } first)
            page.Say($"A new issue gets a type, an area and a severity, and goes to {AssignPart.Words(first)}.",
                facts.PlaceOf("assign", "new"));
        if (assign.Triaged is { } then)
            page.Say($"When type, area and severity are agreed, it goes to {AssignPart.Words(then)}.",
                facts.PlaceOf("assign", "triaged"));
        if (facts.Policy.Targets.TryGetValue(Metric.Respond, out var answers)) Say(page, facts, answers);
        if (facts.Policy.Escalation.Steps.FirstOrDefault(
            step => step.Key >= 100) is { Value: { } help, Key: var percent })
            page.Say($"When that time has passed, {EscalationPart.Words(help)}.",
                facts.PlaceOf("escalate", $"{percent}%"));
        page.Say($"Whatever belongs nowhere yet is looked at by {ModelPage.People(facts.Policy.UnknownOwners)}.",
            facts.PlaceOf("areas", AreasSection.Unknown));
    }

    private static void Say(ModelPage page, CheckFacts facts, TargetTable answers)
    {
        var severities = Enum.GetValues<Severity>().Where(severity => answers.For(severity) is not null).ToList();
        if (severities.Count == 0) return;
        var (worst, least) = (severities[0], severities[^1]);
        var (soon, late) = (ModelWords.Of(answers.For(worst)!.Value), ModelWords.Of(answers.For(least)!.Value));
        var promise = soon == late ? $"within {soon}" : $"within {soon} ({worst.Print()}) to {late} ({least.Print()})";
        page.Say($"A person answers {promise}.", facts.PlaceOf("sla", "respond"));
    }
}
