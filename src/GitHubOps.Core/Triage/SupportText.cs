using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// What is said to somebody who has a question: where the answer stands, else where to ask and until when.
/// </summary>
internal static class SupportText
{
    private const int PagesMax = 3;
    private const int TitleCharsMax = 100;

    public static string Of(Draft draft)
    {
        if (draft.Policy.Later.Support is not { } support) return "";
        var looks = draft.State.Type is { ByPerson: true } ? "This is" : "This looks like";
        var pages = Pages(draft, support);
        var answer = pages.Count switch
        {
            0 => "",
            1 => $" The quickest answer is here: {pages[0]}.",
            _ => $" The quickest answer may be here: {string.Join(", ", pages)}.",
        };
        var ask = support.Questions is { } questions ? $"Otherwise ask in {Place(draft, questions)}{By(draft)}. " : "";
        return $"{looks} a question rather than a fault.{answer}\n{ask}Nothing is closed until you say so.";
    }

    /// <summary>The one that was found or named; else all there are, where they are few.</summary>
    private static List<string> Pages(Draft draft, SupportPolicy support)
    {
        if (draft.State.Answer is { Value: var name } && support.Answers.TryGetValue(name, out var path))
            return [Page(draft, name, path)];
        return support.Answers.Count > PagesMax ? [] : [.. support.Answers
            .OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Page(draft, one.Key, one.Value))];
    }

    private static string Page(Draft draft, string name, string path) =>
        $"[{CommentWords.Plain(name.Replace('-', ' '))}]({CommentLinks.File(draft.State.Repo, path)})";

    private static string Place(Draft draft, QuestionsPolicy questions)
    {
        var title = new StringBuilder();
        foreach (var rune in draft.Seen.Title.EnumerateRunes())
            if (title.Length < TitleCharsMax) title.Append(rune);
        var name = string.Join("&amp;", questions.Category.Split('&').Select(CommentWords.Plain));
        var link = CommentLinks.NewDiscussion(
            draft.State.Repo, questions.Category, title.ToString(), draft.Seen.Number);
        return $"[{name}]({link})";
    }

    private static string By(Draft draft) =>
        draft.State.Clocks.FirstOrDefault(clock => clock is { Metric: Metric.Respond, IsOver: false }) is { } clock &&
        draft.Policy.CanCount(clock) && clock.DueAt(draft.Policy.CalendarOf(clock)) is { } due
            ? $": someone answers by **{HumanTime.DueText(due, draft.Zone())}**" : "";
}
