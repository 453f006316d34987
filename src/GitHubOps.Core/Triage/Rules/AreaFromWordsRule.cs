namespace GitHubOps.Core;

/// <summary>The area's words in the text: a guess, so only a sure one is taken.</summary>
internal sealed class AreaFromWordsRule : TriageRule
{
    public override string Id => "area-from-words";

    public override string Help =>
        "Takes the area of which one word stands in the title, or two different words anywhere, as whole words." +
        " The area with more of its words in the title wins, then the one with more different words; a tie " +
        "decides nothing.";

    public override Draft Apply(Draft draft)
    {
        if (!AreaChoice.IsOpen(draft)) return draft;
        var areas = draft.Policy.Areas;
        var index = new PhraseIndex();
        for (var area = 0; area < areas.Length; area++)
            for (var word = 0; word < areas[area].Words.Length; word++)
                index.Add(areas[area].Words[word], IdOf(area, word));
        var inTitle = index.Find(draft.Facts.Issue.Title);
        var anywhere = index.Find(IssueText.BodyOf(draft));
        anywhere.UnionWith(inTitle);
        var scores = areas.Select((area, i) => (Area: i, Title: CountOf(inTitle, i), All: CountOf(anywhere, i)))
            .Where(score => score.Title >= 1 || score.All >= 2)
            .OrderByDescending(score => (score.Title, score.All))
            .ToList();
        if (scores.Count == 0 || (scores.Count > 1 && Same(scores[0], scores[1]))) return draft;
        var words = anywhere.Where(id => id / WordsMax == scores[0].Area)
            .Select(id => $"\"{CommentWords.Plain(areas[scores[0].Area].Words[id % WordsMax])}\"");
        var because = $"the text says {string.Join(" and ", words.Take(3))}";
        return AreaChoice.Take(draft, areas[scores[0].Area].Name, Id, because);
    }

    private const int WordsMax = 10_000;

    private static int IdOf(int area, int word) => (area * WordsMax) + Math.Min(word, WordsMax - 1);

    private static int CountOf(SortedSet<int> ids, int area) => ids.Count(id => id / WordsMax == area);

    private static bool Same((int Area, int Title, int All) one, (int Area, int Title, int All) other) =>
        one.Title == other.Title && one.All == other.All;
}
