using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// <c>severity_rules:</c> — the first rule whose facts all hold decides; <c>otherwise</c> ends the list.
/// </summary>
internal sealed class SeverityRulesSection : Section
{
    private const string Example = "`- s3: { type: bug }`";

    public override string Key => "severity_rules";

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        if (draft.Read.List(node, Key, Example) is not { } list) return;
        foreach (var item in list.Items)
        {
            if (draft.SeverityRules is [.., { IsOtherwise: true }])
                draft.Problems.Error(ProblemCodes.Unreachable, item.At,
                    "this rule is never reached: `otherwise` stands above it", "Move `otherwise` to the end.");
            if (ReadRule(item, draft) is { } rule) draft.SeverityRules.Add(rule);
        }

        if (!draft.SeverityRules.Any(rule => rule.IsOtherwise))
            draft.Read.Missing(node.At, "otherwise", "End the list with `- s4: otherwise`.");
    }

    public override void ReadAbsent(PolicyDraft draft)
    {
        draft.SeverityRules.Add(new SeverityRule(Severity.S4, [], Confirm: false, draft.Top.File, draft.Top.Line));
        draft.Problems.Notice(ProblemCodes.Missing, draft.Top, "without `severity_rules` every issue is s4",
            $"Write rules like {Example}.");
    }

    private static SeverityRule? ReadRule(OpsNode item, PolicyDraft draft)
    {
        if (draft.Read.Fields(item, "severity_rules", Example, "s1", "s2", "s3", "s4") is not { } map) return null;
        if (map.Entries is not [var (name, _, value)])
        {
            draft.Read.Invalid(item, "severity_rules", "a rule names one severity", $"Write {Example}.");
            return null;
        }

        if (!SeverityText.TryParse(name, out var severity)) return null;
        if (value is OpsText { Text: "otherwise" })
            return new SeverityRule(severity, [], Confirm: false, item.At.File, item.At.Line);
        var key = $"severity_rules.{name}";
        const string example = "the facts that must hold, `{ type: bug }`, or `otherwise`";
        if (draft.Read.Map(value, key, example) is not { } facts) return null;
        var conditions = facts.Entries.Where(entry => entry.Key != "confirm")
            .Select(entry => ReadCondition(entry, key, draft)).ToList();
        var confirm = facts.TryGet("confirm", out var truth) && draft.Read.Truth(truth, $"{key}.confirm") == true;
        if (conditions.Count == 0)
            draft.Read.Invalid(value, key, "no fact is named", "Name one, or write `otherwise`.");
        if (conditions.Count == 0 || conditions.Contains(null)) return null;
        return new SeverityRule(severity, [.. conditions.OfType<Condition>()], confirm, item.At.File, item.At.Line);
    }

    private static Condition? ReadCondition(OpsEntry entry, string key, PolicyDraft draft)
    {
        var name = $"{key}.{entry.Key}";
        switch (entry.Key)
        {
            case "type":
                return draft.Read.Text(entry.Value, name, "`bug`", isFree: true) is { } type
                    ? new Condition.TypeIs(type) : null;
            case "label":
                return draft.Read.Text(entry.Value, name, "a label", isFree: true) is { } label
                    ? new Condition.HasLabel(label) : null;
            case "words":
                const string words = "a list of words: `[token leaked, lost my file]`";
                var phrases = draft.Read.Texts(entry.Value, name, words, isFree: true);
                return phrases.IsEmpty ? null : new Condition.AnyWords([.. phrases.Select(phrase => phrase.Text)]);
            case "reports" or "signal" or "error_rate" or "drop" or "partner":
                return draft.Read.Text(entry.Value, name, "a text", isFree: true) is { } text
                    ? new Condition.NotYet(entry.Key, text) : null;
            default:
                return FormFacts.IsField(entry.Key, draft.RepoForms)
                    ? ReadAnswer(entry, name, draft)
                    : UnknownFact(entry, key, draft);
        }
    }

    private static Condition? ReadAnswer(OpsEntry entry, string name, PolicyDraft draft)
    {
        const string example = "the answer's text, as the form offers it";
        if (draft.Read.Text(entry.Value, name, example, isFree: true) is not { } text) return null;
        var fields = draft.RepoForms.SelectMany(form => form.Fields).Where(field => field.Id == entry.Key).ToList();
        var options = fields.SelectMany(field => field.Options).Distinct(StringComparer.Ordinal).ToList();
        if (fields.Count == 0)
            draft.Problems.Warning(ProblemCodes.Form, entry.KeyAt,
                $"no issue form has a field with the id `{entry.Key}`", "Add it to a form, or take the rule away.");
        else if (fields.All(field => field.Options.Length > 0) && !options.Contains(text))
            draft.Problems.Warning(ProblemCodes.Form, entry.Value.At,
                $"no issue form offers `{ValueReader.Shown(text)}` for `{entry.Key}`",
                Nearest.To(text, options) is { } near ? $"Did you mean `{near}`?"
                    : "Write an option as the form has it.");
        return new Condition.Answer(entry.Key, text);
    }

    private static Condition? UnknownFact(OpsEntry entry, string key, PolicyDraft draft)
    {
        var ids = draft.RepoForms.SelectMany(form => form.Fields).Select(field => field.Id).OfType<string>();
        draft.Read.UnknownKey(entry, key, [.. FormFacts.Known, .. ids.Distinct()]);
        return null;
    }
}

/// <summary>The words by which a condition can name a fact.</summary>
internal static class FormFacts
{
    /// <summary>Field ids that are read by convention, whether or not a form has them at the moment.</summary>
    private static readonly ImmutableArray<string> Conventional =
        ["area", "impact", "version", "template", "tool", "host", "client", "logs", "transcript"];

    public static ImmutableArray<string> Known { get; } =
        ["type", "label", "words", "confirm", "reports", "signal", "error_rate", "drop", "partner", .. Conventional];

    public static bool IsField(string key, ImmutableArray<IssueForm> forms) =>
        Conventional.Contains(key) || forms.Any(form => form.Fields.Any(field => field.Id == key));
}
