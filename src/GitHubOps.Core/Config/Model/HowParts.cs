namespace GitHubOps.Core;

/// <summary>What each form means.</summary>
internal sealed class IntakePart : ModelPart
{
    public override string Chapter => How;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        page.Title("How an issue comes in");
        foreach (var form in facts.Policy.Forms)
        {
            var file = PolicyReader.FileName(form.Form);
            page.Say(Sentence($"Opened by the form {ModelPage.Code(form.Form.Name)}", form.Entry),
                facts.PlaceOf("intake", file));
        }

        page.Say(Sentence("Opened without a form", facts.Policy.Blank), facts.PlaceOf("intake", "blank"));
        page.Line("");
        page.Line(
            "Its area is what a person says; else what the form says, the paths named in the text, or its words, in " +
            "this order. What is not sure stays open for the triager.");
    }

    private static string Sentence(string how, IntakeEntry entry)
    {
        var area = entry.Area is { } name ? $" and belongs to {ModelPage.Name(name)}" : "";
        var needs = entry.Needs.IsEmpty ? ""
            : $" It needs {ModelPage.List(entry.Needs.Select(ModelPage.Name), "and")}; what is missing is asked for, and " +
            "the clocks wait.";
        return $"{how}, an issue counts as **{ModelPage.Name(entry.Type)}**{area}.{needs}";
    }
}

/// <summary>How much an issue hurts.</summary>
internal sealed class SeverityPart : ModelPart
{
    public override string Chapter => How;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        page.Title("How its severity is found");
        page.Line("The first that holds decides; a person's word always wins.");
        page.Line("");
        foreach (var rule in facts.Policy.SeverityRules)
        {
            var when = rule.IsOtherwise ? "in every other case"
                : "when " + ModelPage.List(rule.Conditions.Select(Words), "and");
            var waits = rule.Conditions.Any(condition => condition is Condition.NotYet) ? " (not watched for yet)" : "";
            var asks = rule.Confirm ? ", once a triager has confirmed it" : "";
            page.Say($"**{rule.Severity.Print()}** {when}{asks}{waits}.", new Place(rule.File, rule.Line, 1));
        }
    }

    private static string Words(Condition condition) => condition switch
    {
        Condition.Answer answer => $"*{ModelPage.Name(answer.Field)}* is {ModelPage.Code(answer.Text)}",
        Condition.TypeIs type => $"its type is {ModelPage.Name(type.Type)}",
        Condition.HasLabel label => $"it carries {ModelPage.Code(label.Label)}",
        Condition.AnyWords words => $"it says {ModelPage.List(words.Phrases.Select(ModelPage.Code), "or")}",
        Condition.NotYet later => Words(later),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "not a condition"),
    };

    private static string Words(Condition.NotYet later) => (later.Key, CountWithin.Parse(later.Text)) switch
    {
        ("reports", { } many) => $"{many.Count} people report the same within {ModelWords.Of(many.Within)}",
        ("signal", _) => $"the signal {ModelPage.Code(later.Text)} opened it",
        ("error_rate", _) => $"its error rate is {ModelPage.Code(later.Text)}",
        ("drop", _) => $"its drop is {ModelPage.Code(later.Text)}",
        _ => $"its {ModelPage.Name(later.Key)} is {ModelPage.Code(later.Text)}",
    };
}

/// <summary>Who gets it, and when.</summary>
internal sealed class AssignPart : ModelPart
{
    public override string Chapter => How;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        page.Title("Who gets it");
        var assign = facts.Policy.Assign;
        if (assign.New is { } first) page.Say($"A new issue goes to {Words(first)}.", facts.PlaceOf("assign", "new"));
        foreach (var (severity, target) in assign.BySeverity.OrderBy(entry => entry.Key))
            page.Say($"An {severity.Print()} goes to {Words(target)}.", facts.PlaceOf("assign", severity.Print()));
        foreach (var (signal, target) in assign.BySignal.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            page.Say($"What the signal {ModelPage.Name(signal)} opens goes to {Words(target)}.",
                facts.PlaceOf("assign", signal));
        if (assign.Triaged is { } then)
            page.Say($"Once it is triaged it goes to {Words(then)}.", facts.PlaceOf("assign", "triaged"));
        page.Line("");
        page.Line(
            "Who is away, has enough, or wrote the issue is passed over. When nobody is left, the area's lead gets " +
            "it, and then whoever looks at what belongs nowhere. Whom a person has chosen stays.");
    }

    public static string Words(AssignTarget target) =>
        target.Rotation is { } rotation ? $"whoever's turn it is in **{ModelPage.Name(rotation)}**"
            : "an owner of its area";
}

/// <summary>What happens when a promise runs out.</summary>
internal sealed class EscalationPart : ModelPart
{
    public override string Chapter => How;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        var escalation = facts.Policy.Escalation;
        if (escalation.Steps.IsEmpty && escalation.BySeverity.IsEmpty) return;
        page.Title("What happens when time runs out");
        foreach (var (percent, step) in escalation.Steps)
            page.Say(Sentence(percent, step, ""), facts.PlaceOf("escalate", $"{percent}%"));
        foreach (var (severity, ladder) in escalation.BySeverity.OrderBy(entry => entry.Key))
            foreach (var (percent, step) in ladder)
                page.Say(Sentence(percent, step, $" of an {severity.Print()}"),
                    facts.PlaceOf("escalate", severity.Print(), $"{percent}%"));
    }

    private static string Sentence(int percent, EscalationStep step, string whose) =>
        $"At {percent} % of the time{whose} {Words(step)}.";

    public static string Words(EscalationStep step) => step.Kind switch
    {
        EscalationKind.RemindAssignee => "the assignee is reminded, never on the issue",
        EscalationKind.AssignNext => "the next in turn gets it",
        EscalationKind.AssignBackup => "the backup gets it",
        EscalationKind.AssignAreaLead => "the area's lead gets it",
        EscalationKind.Page => $"{ModelPage.Name(step.Argument!)} is paged",
        EscalationKind.PostTo => $"{ModelPage.Name(step.Argument!)} hears of it",
        EscalationKind.Label => $"it gets the label {ModelPage.Code(step.Argument!)}",
        EscalationKind.AddTo => $"it goes on the agenda of {ModelPage.Name(step.Argument!)}",
        EscalationKind.Nothing => "nothing happens",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "not a step"),
    };
}

/// <summary>What the service may write by itself.</summary>
internal sealed class MannersPart : ModelPart
{
    public override string Chapter => How;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        var manners = facts.Policy.Manners;
        page.Title("How the service behaves");
        page.Say("It writes one comment per issue, and edits that.", facts.PlaceOf("manners", "comments"));
        page.Say("It mentions nobody, and closes nothing that people opened.", facts.PlaceOf("manners", "mentions"));
        page.Say(
            $"A change of these files that touches more than {manners.BulkStop} open issues waits for a lead, who " +
            $"says {ModelPage.Code("/ops approve")}.", facts.PlaceOf("manners", "bulk_stop"));
        page.Say(
            $"It writes at most {manners.WritesPerHour} times an hour by rule, and ten times on one issue; what people " +
            "ask for by a command is not counted.", facts.PlaceOf("manners", "writes_per_hour"));
    }
}
