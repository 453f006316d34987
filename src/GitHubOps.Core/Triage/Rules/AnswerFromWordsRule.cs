namespace GitHubOps.Core;

/// <summary>What is asked often has a page already.</summary>
internal sealed class AnswerFromWordsRule : TriageRule
{
    public override string Id => "answer-from-words";

    public override string Help =>
        "Where an issue is a question (its type is `support`), looks for the page of `support.answers` that answers " +
        "it: all words of the answer's name stand in title or text, as whole words. Of several the one with the most " +
        "words; a tie decides nothing. The comment then names that page, else all of them where they are at most " +
        "three, and says where to ask and by when somebody answers. What a person named by `/answer` stays.";

    public override Draft Apply(Draft draft)
    {
        if (draft.IsInternal || draft.State.Answer is { ByPerson: true } || !draft.IsQuestion()) return draft;
        if (!draft.TextIsNew && !draft.IsQuestionNew()) return draft;
        var index = new PhraseIndex();
        var names = draft.Policy.Later.Support!.Answers.Keys.Order(StringComparer.Ordinal).ToList();
        var words = names.Select(name => name.Split('-', '_', '.', ' ')).ToList();
        for (var i = 0; i < names.Count; i++)
            for (var word = 0; word < words[i].Length; word++)
                index.Add(words[i][word], (i * WordsMax) + Math.Min(word, WordsMax - 1));
        var found = index.Find($"{draft.Facts.Issue.Title}\n{Said(draft)}");
        var whole = Enumerable.Range(0, names.Count)
            .Where(i => found.Count(id => id / WordsMax == i) == words[i].Length)
            .OrderByDescending(i => words[i].Length).ToList();
        var isSure = whole.Count == 1 || (whole.Count > 1 && words[whole[0]].Length > words[whole[1]].Length);
        return draft with
        {
            State = draft.State with
            {
                Answer = isSure
                    ? new Chosen<string>(names[whole[0]], ByPerson: false, Id, "its words stand in the text") : null,
            },
        };
    }

    private const int WordsMax = 100;

    /// <summary>The author's own words: what a form offers to be ticked says nothing of what is asked.</summary>
    private static string Said(Draft draft) => draft.Answers is not { } answers ? IssueText.BodyOf(draft)
        : string.Join('\n', answers.Form.Fields.Where(field => field.Kind is FieldKind.Input or FieldKind.Textarea)
            .Select(field => answers.ById.GetValueOrDefault(field.Id ?? "", "")));
}
