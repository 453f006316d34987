using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Finds phrases as whole words in a text, in one pass over it and without regard to case. A word is a run of letters,
/// digits and underscores; the words of a phrase follow each other with anything but words between them.
/// </summary>
internal sealed class PhraseIndex
{
    private const int WordMax = 64;

    private readonly Dictionary<string, List<(string[] Words, int Id)>> _byFirstWord =
        new(StringComparer.OrdinalIgnoreCase);

    public void Add(string phrase, int id)
    {
        var words = Words(phrase);
        if (words.Length == 0) return;
        if (!_byFirstWord.TryGetValue(words[0], out var phrases)) _byFirstWord[words[0]] = phrases = [];
        phrases.Add((words, id));
    }

    /// <summary>The ids of the phrases that occur.</summary>
    public SortedSet<int> Find(ReadOnlySpan<char> text)
    {
        var found = new SortedSet<int>();
        var byFirstWord = _byFirstWord.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; NextWord(text, ref at, out var word);)
        {
            if (word.Length > WordMax || !byFirstWord.TryGetValue(word, out var phrases)) continue;
            foreach (var (words, id) in phrases)
                if (Follows(text, at, words)) found.Add(id);
        }

        return found;
    }

    private static bool Follows(ReadOnlySpan<char> text, int at, string[] words)
    {
        for (var i = 1; i < words.Length; i++)
            if (!NextWord(text, ref at, out var word) || !word.Equals(words[i], StringComparison.OrdinalIgnoreCase))
                return false;
        return true;
    }

    private static bool NextWord(ReadOnlySpan<char> text, ref int at, out ReadOnlySpan<char> word)
    {
        while (at < text.Length && !IsWord(text[at])) at++;
        var start = at;
        while (at < text.Length && IsWord(text[at])) at++;
        word = text[start..at];
        return at > start;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static string[] Words(string phrase)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; NextWord(phrase, ref at, out var word);) words.Add(word.ToString());
        return [.. words];
    }
}
