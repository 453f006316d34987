using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Where questions go, and the answers that exist already.</summary>
/// <param name="Answers">Name of an answer → path of its page.</param>
public sealed record SupportPolicy(QuestionsPolicy? Questions, ImmutableDictionary<string, string> Answers);

/// <param name="Category">The category of Discussions that questions go to.</param>
/// <param name="Host">A rotation or an alias.</param>
/// <param name="AnswerWithin">The target of the answer.</param>
public sealed record QuestionsPolicy(string Category, string? Host, Target? AnswerWithin);

/// <summary><c>support:</c> — where questions go.</summary>
internal sealed class SupportSection : LaterSection<SupportPolicy>
{
    private const string Discussions = "discussions/";

    private static readonly Field<string> To = new("to", Kinds.Parsed(
        new TextShape("category of Discussions", ["discussions/Q&A"]) { Pattern = "^discussions/." },
        text => text.StartsWith(Discussions, StringComparison.Ordinal) && text.Length > Discussions.Length
            ? text[Discussions.Length..] : null), "Where questions are asked.")
    {
        IsRequired = true,
    };

    private static readonly Field<string> Host =
        new("host", NameKinds.Host, "Who answers: the holder of a rotation, or the people of an alias.");

    private static readonly Field<Target?> AnswerWithin =
        new("answer_within", TimeKinds.Length, "The time in which a question is answered.");

    private static readonly Field<QuestionsPolicy> Questions = new("questions", Kinds.Map(
        "map of where questions go", "{ to: discussions/Q&A, host: triage, answer_within: 2bd }",
        [To, Host, AnswerWithin],
        read => new QuestionsPolicy(read.Get(To) ?? "", read.Get(Host), read.Get(AnswerWithin))),
        "Where questions go, who answers them, and how soon.");

    private static readonly Field<ImmutableDictionary<string, string>> Answers = new("answers", new(
        new MapShape("map of answers", [], "{ connect-data: docs/connect-data.md }")
        {
            Names = new NamesShape("ANSWER", NameKinds.Path.Shape),
        },
        ReadAnswers), "Pages that answer what is asked often, by the name that a command gives them.");

    public override string Key => "support";

    public override bool IsActive => true;

    public override string Says => "Where questions go, who answers them, and the answers that exist already.";

    protected override Kind<SupportPolicy> Kind { get; } = Kinds.Map(
        "map of support", "{ questions: { to: discussions/Q&A, host: triage, answer_within: 2bd } }",
        [SectionModes.Field, Questions, Answers],
        read => new SupportPolicy(
            read.Get(Questions), read.Get(Answers) ?? ImmutableDictionary<string, string>.Empty));

    protected override LaterPolicy Keep(LaterPolicy later, SupportPolicy read) => later with { Support = read };

    private static ImmutableDictionary<string, string>? ReadAnswers(OpsNode node, string name, PolicyDraft draft)
    {
        if (draft.Read.Map(node, name, "`{ connect-data: docs/connect-data.md }`") is not { } map) return null;
        var answers = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
            if (NameKinds.Path.Read(entry.Value, $"{name}.{entry.Key}", draft) is { } path) answers[entry.Key] = path;
        return answers.ToImmutable();
    }
}
