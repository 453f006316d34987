using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// <c>severity_rules:</c> — the first rule whose facts all hold decides; <c>otherwise</c> ends the list.
/// </summary>
internal sealed class SeverityRulesSection : Section
{
    private const string Example = "`- s3: { type: bug }`";

    private static readonly MapShape Facts = new("map of facts that must all hold",
    [
        new("type", new TextShape("type", ["bug"]), "The issue's type."),
        new("label", new TextShape("label", ["regression"]), "A label of the issue."),
        new("words", NameKinds.Words.Shape, "Any of these in title or body, as whole words."),
        new("confirm", Kinds.Truth.Shape, "The severity is proposed; the triager says yes or no.")
        {
            Default = "false",
        },
        new("reports", TimeKinds.CountWithin.Shape, "So many people report the same within a time.")
        {
            IsActive = false,
        },
        new("signal", new TextShape("name of a signal", ["tool-failure"]), "The signal that opened the issue.")
        {
            IsActive = false,
        },
        new("error_rate", new TextShape("share", ["over 50%"]) { Pattern = "^over +[0-9]+%$" },
            "The share of errors that the signal reports.") { IsActive = false },
        new("drop", new TextShape("drop", ["over 5"]) { Pattern = "^over +[0-9]+$" },
            "The drop of the score that the signal reports.") { IsActive = false },
        new("partner", new TextShape("partner", ["P-07"]), "The partner who reports it.") { IsActive = false },
    ], "{ type: bug }")
    {
        Names = new NamesShape("FIELD", new TextShape("option of the form", ["Published numbers are wrong"])),
    };

    private static readonly EitherShape Rule = new("map of facts that must all hold, or `otherwise`",
        [Facts, new TextShape("word", ["otherwise"]) { Words = ["otherwise"] }]);

    private static readonly MapShape Rules = new("map of a severity and its facts",
        [.. SeverityText.All.Select(name => new Field(name, Rule, $"When an issue is {name}."))],
        "{ s3: { type: bug } }");

    public override string Key => "severity_rules";

    public override string Says => "How the severity is chosen: the first rule whose facts all hold decides, and " +
        "`otherwise` ends the list. Any id of a form's field is a fact too. A person's word always wins.";

    public override string Default => "`[s4: otherwise]`";

    public override Shape Shape { get; } = new ListShape(Rules, "[{ s3: { type: bug } }, { s4: otherwise }]");

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

    /// <summary>The facts that the format has by itself.</summary>
    public static ImmutableArray<string> FactKeys => [.. Facts.Keys];

    public override void ReadAbsent(PolicyDraft draft)
    {
        draft.SeverityRules.Add(new SeverityRule(Severity.S4, [], Confirm: false, draft.Top.File, draft.Top.Line));
        draft.Problems.Notice(ProblemCodes.Missing, draft.Top, "without `severity_rules` every issue is s4",
            $"Write rules like {Example}.");
    }

    private static SeverityRule? ReadRule(OpsNode item, PolicyDraft draft)
    {
        if (draft.Read.Fields(item, "severity_rules", Example, Rules.Keys) is not { } map) return null;
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
                return ReadLater(entry, name, draft) is { } text ? new Condition.NotYet(entry.Key, text) : null;
            default:
                return FormFacts.IsField(entry.Key, draft.RepoForms)
                    ? ReadAnswer(entry, name, draft)
                    : UnknownFact(entry, key, draft);
        }
    }

    /// <summary>Facts that nothing provides yet: the text, when it is one that will be understood.</summary>
    private static string? ReadLater(OpsEntry entry, string name, PolicyDraft draft)
    {
        var shape = Facts.Find(entry.Key)!.Shape;
        var example = $"`{shape.Example}`";
        if (draft.Read.Text(entry.Value, name, example, isFree: true) is not { } text) return null;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isRight = entry.Key switch
        {
            "reports" => CountWithin.Parse(text) is not null,
            "error_rate" => words is ["over", [.. var share, '%']] && Numbers.IsSmall(share, out _),
            "drop" => words is ["over", var drop] && Numbers.IsSmall(drop, out _),
            _ => true,
        };
        if (!isRight)
            draft.Read.Invalid(
                entry.Value, name, $"`{ValueReader.Shown(text)}` is no {shape.Says}", $"Write {example}.");
        if (entry.Key == "signal" && !draft.NamesIn("signals").Contains(text))
            draft.Read.Undefined(
                entry.Value.At, "signal", text, draft.NamesIn("signals"), "Define it under `signals`.");
        return isRight ? text : null;
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
        [.. SeverityRulesSection.FactKeys, .. Conventional];

    public static bool IsField(string key, ImmutableArray<IssueForm> forms) =>
        Conventional.Contains(key) || forms.Any(form => form.Fields.Any(field => field.Id == key));
}
