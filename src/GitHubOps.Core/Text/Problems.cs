using System.Text;

namespace GitHubOps.Core;

/// <summary>What problems have in common when they speak of a text that a stranger wrote.</summary>
public static class Problems
{
    /// <summary>
    /// A stranger's word for a sentence of ours: one line, at most 60 characters, no backtick that ends a code span.
    /// </summary>
    public static string Shown(string text) => Shown(text, 60);

    /// <summary>The same for a path, which is of no use when it is cut.</summary>
    public static string ShownPath(string path) => Shown(path, 1000);

    private static string Shown(string text, int runesMax)
    {
        // Nearly every word is shown as it is.
        if (text.Length <= runesMax && !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains('`'))
            return text;
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(runesMax))
        {
            if (Rune.IsControl(rune) ||
                rune.Value is 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069))
                shown.Append($"\\u{{{rune.Value:x}}}");
            else shown.Append(rune.Value == '`' ? "'" : rune.ToString());
        }

        return text.EnumerateRunes().Skip(runesMax).Any() ? shown.Append('…').ToString() : shown.ToString();
    }

    /// <summary>
    /// The known word that <paramref name="word"/> was probably meant to be; null where none is near.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > 100) return null;
        var (best, distance) = ((string?)null, Math.Max(2, word.Length / 3) + 1);
        foreach (var candidate in known)
        {
            if (candidate.Length > 200) continue;
            var d = Distance(word, candidate, distance);
            if (d < distance) (best, distance) = (candidate, d);
        }

        return best;
    }

    /// <summary>
    /// Edits from one word to the other, swaps of neighbours counted as two; stops early at <paramref name="enough"/>.
    /// </summary>
    private static int Distance(string a, string b, int enough)
    {
        if (Math.Abs(a.Length - b.Length) >= enough) return enough;
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, least) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                var next = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
                (diagonal, row[j]) = (row[j], next);
                least = Math.Min(least, next);
            }

            if (least >= enough) return enough;
        }

        return row[b.Length];
    }
}
