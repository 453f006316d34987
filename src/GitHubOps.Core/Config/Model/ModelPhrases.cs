using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// Parts of a sentence from the keys of a map that are there, in the order asked for. Words that begin with a blank go
/// on without a comma, those that begin with <c>. </c> are a sentence of their own. A value stands for <c>{0}</c> as it
/// is, for <c>{code}</c> in code spans, for <c>{topics}</c> as ordinary words, for <c>{who}</c> as the people that it
/// means.
/// </summary>
internal static class ModelPhrases
{
    public static string Of(
        CheckFacts facts, OpsMap map, string before, params ReadOnlySpan<(string Key, string Words)> phrases)
    {
        var text = new StringBuilder();
        foreach (var (key, words) in phrases)
        {
            var values = CheckFacts.TextsOf(map.Find(key)?.Value).Select(value => value.Text).ToList();
            if (values.Count == 0) continue;
            var isFirst = text.Length == 0;
            var said = Fill(facts, isFirst ? words.TrimStart('.', ' ') : words, values);
            if (isFirst) text.Append(before).Append(before.TrimEnd() is "" or ":" ? said : ModelPage.Sentence(said));
            else text.Append(words[0] is '.' or ' ' ? "" : ", ").Append(said);
        }

        return text.ToString();
    }

    private static string Fill(CheckFacts facts, string words, List<string> values)
    {
        var filled = words
            .Replace("{0}", ModelPage.List(values.Select(Value), "and"), StringComparison.Ordinal)
            .Replace("{code}", ModelPage.List(values.Select(ModelPage.Code), "or"), StringComparison.Ordinal)
            .Replace("{topics}", ModelPage.List(values.Select(Topic), "and"), StringComparison.Ordinal)
            .Replace("{who}", ModelPage.List(values.Select(value => Who(facts, value)), "and"),
                StringComparison.Ordinal);
        return words.Contains("every {0}", StringComparison.Ordinal)
            ? filled.Replace("every 1 ", "every ", StringComparison.Ordinal) : filled;
    }

    private static string Value(string text)
    {
        // `2w on Thu`, `7d of preview`
        var first = text.Split(' ', 2)[0];
        if (Target.TryParse(first, out var target)
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or ' ' or '-'))
            return ModelWords.Of(target) + text[first.Length..];
        return text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ' ' or ':') ? text
            : ModelPage.Code(text);
    }

    private static string Topic(string text) =>
        text.All(c => char.IsAsciiLetter(c) || c == '-') ? text.Replace('-', ' ') : ModelPage.Code(text);

    private static string Who(CheckFacts facts, string name) =>
        facts.Policy.Rotations.ContainsKey(name) ? $"whoever's turn it is in **{ModelPage.Name(name)}**"
            : facts.Policy.Aliases.TryGetValue(name, out var people)
                ? $"**{ModelPage.Name(name)}** ({ModelPage.People(people)})" : Value(name);
}
