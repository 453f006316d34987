namespace GitHubOps.Core;

/// <summary>
/// How much it hurts, by the repository's own rules. The public never sets an outage by its word alone.
/// </summary>
internal sealed class SeverityRulesRule : TriageRule
{
    public override string Id => "severity-rules";

    public override string Help =>
        "Takes the severity of the first of `severity_rules` whose conditions all hold; s4 when there are none." +
        " A rule with `confirm: true` only proposes, and so does free text that would mean s1; a form's answer " +
        "that would mean s1 sets s2 and proposes s1, unless its author may write to the repository. A person's " +
        "label wins over all of it.";

    public override Draft Apply(Draft draft)
    {
        if (!MayConclude(draft)) return draft;
        var may = MaySetOutage(draft);
        Chosen<Severity>? proposed = null;
        foreach (var rule in Holding(draft))
        {
            var chosen = new Chosen<Severity>(rule.Severity, ByPerson: false, Id, Because(draft, rule));
            if (OnlyProposes(rule, may))
            {
                proposed ??= chosen;
                continue;
            }

            var isAnswer = rule.Severity == Severity.S1 && rule.Conditions.Any(one => one is Condition.Answer);
            return isAnswer && !may
                ? Conclude(draft, chosen with { Value = Severity.S2 }, proposed ?? chosen)
                : Conclude(draft, chosen, proposed);
        }

        var mildest = new Chosen<Severity>(Severity.S4, ByPerson: false, Id, "nothing says it is worse");
        return Conclude(draft, mildest, proposed);
    }

    /// <summary>The rule of the file that decides on these facts; null: none of them holds.</summary>
    internal static SeverityRule? Deciding(Draft draft)
    {
        var may = MaySetOutage(draft);
        return Holding(draft).FirstOrDefault(rule => !OnlyProposes(rule, may));
    }

    private static IEnumerable<SeverityRule> Holding(Draft draft)
    {
        var text = new Lazy<string>(() => $"{draft.Facts.Issue.Title}\n{IssueText.BodyOf(draft)}");
        return draft.Policy.SeverityRules.Where(rule =>
            rule.Conditions.All(condition => Holds(draft, condition, text)));
    }

    private static bool MaySetOutage(Draft draft) =>
        draft.AuthorMayWrite() || draft.State.Severity is { Value: Severity.S1, ByPerson: false };

    private static bool OnlyProposes(SeverityRule rule, bool may) => rule.Confirm ||
        (!may && rule.Severity == Severity.S1 && rule.Conditions.Any(one => one is Condition.AnyWords));

    /// <summary>Rules look again when the text, a label or a person's choice of type is new.</summary>
    private static bool MayConclude(Draft draft)
    {
        if (draft.State.Severity is { ByPerson: true } || draft.State.TookAway(IssueLabels.Severity)) return false;
        return draft.TextIsNew || (draft.IsFresh && draft.Facts.Event is IssueLabeled or IssueUnlabeled);
    }

    private static Draft Conclude(Draft draft, Chosen<Severity> severity, Chosen<Severity>? proposed) =>
        draft with
        {
            State = draft.State with
            {
                Severity = severity,
                Proposed = proposed is { } one && one.Value.IsWorseThan(severity.Value) ? one : null,
            },
        };

    private static bool Holds(Draft draft, Condition condition, Lazy<string> text) => condition switch
    {
        Condition.Answer answer => Answered(draft, answer),
        Condition.TypeIs type => string.Equals(draft.State.Type?.Value, type.Type, StringComparison.OrdinalIgnoreCase),
        Condition.HasLabel label => draft.Seen.Has(label.Label) || draft.Seen.Has(draft.Policy.LabelFor(label.Label)),
        Condition.AnyWords words => Spoken(text.Value, words) is not null,
        _ => false,
    };

    private static bool Answered(Draft draft, Condition.Answer wanted) =>
        draft.Answers is { } answers && answers.Chosen(wanted.Field).Any(one => Same(one, wanted.Text));

    private static bool Same(string answer, string wanted) =>
        answer.AsSpan().Trim().Equals(wanted.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase);

    private static string? Spoken(string text, Condition.AnyWords words)
    {
        var index = new PhraseIndex();
        for (var i = 0; i < words.Phrases.Length; i++) index.Add(words.Phrases[i], i);
        var found = index.Find(text);
        return found.Count == 0 ? null : words.Phrases[found.Min];
    }

    private static string Because(Draft draft, SeverityRule rule)
    {
        if (rule.IsOtherwise) return "nothing says it is worse";
        var reasons = rule.Conditions.Select(condition => condition switch
        {
            Condition.Answer answer => $"*{Label(draft, answer.Field)}* says \"{CommentWords.Plain(answer.Text)}\"",
            Condition.TypeIs type => $"it is a {CommentWords.Plain(type.Type)}",
            Condition.HasLabel label => $"it has the label `{CommentWords.InCode(label.Label)}`",
            _ => "of the words in its text",
        });
        return string.Join(" and ", reasons);
    }

    private static string Label(Draft draft, string field)
    {
        var label = draft.Answers?.Form.Fields.FirstOrDefault(one => one.Id == field)?.Label;
        return CommentWords.Plain(label ?? field);
    }
}
