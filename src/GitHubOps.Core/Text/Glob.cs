using System.Diagnostics.CodeAnalysis;

namespace GitHubOps.Core;

/// <summary>
/// A pattern of paths from the repository's root, separated by <c>/</c>: <c>*</c> and <c>?</c> stay inside one name,
/// <c>**</c> stands for any number of folders, <c>{a,b}</c> for one of its words, <c>\</c> takes the next character as
/// it is. A pattern that ends with <c>/</c> means everything below. Square brackets are ordinary characters: folder
/// names of web frameworks have them. Case matters.
/// </summary>
/// <remarks>Costs at most (length of pattern) × (length of path) steps per alternative; it never backtracks
/// deeper.</remarks>
public sealed class Glob
{
    public const int LengthMax = 512;
    public const int AlternativesMax = 64;

    private readonly string[][] alternatives;

    private Glob(string text, string[][] alternatives)
    {
        Text = text;
        this.alternatives = alternatives;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Null where the text is no pattern; <paramref name="error"/> then says why.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Glob? glob, [NotNullWhen(false)] out string? error)
    {
        glob = null;
        error = Refuse(text);
        if (error is not null) return false;
        var expanded = new List<string>(1);
        if (!Expand(text, expanded))
        {
            error = $"`{text}` stands for more than {AlternativesMax} patterns";
            return false;
        }

        var compiled = new string[expanded.Count][];
        for (var i = 0; i < compiled.Length; i++)
        {
            compiled[i] = Segments(expanded[i]);
            if (Array.IndexOf(compiled[i], "..") < 0 && Array.IndexOf(compiled[i], ".") < 0) continue;
            error = "a pattern starts at the repository's root and cannot hold `.` or `..`";
            return false;
        }

        glob = new Glob(text, compiled);
        return true;
    }

    /// <summary>For patterns that are part of the program.</summary>
    public static Glob Parse(string text) =>
        TryParse(text, out var glob, out var error) ? glob : throw new FormatException(error);

    public bool Matches(string path)
    {
        foreach (var pattern in alternatives)
            if (MatchesSegments(pattern, path)) return true;
        return false;
    }

    public override string ToString() => Text;

    private static string? Refuse(string text)
    {
        if (text.Length == 0) return "the pattern is empty";
        if (text.Length > LengthMax) return $"the pattern is longer than {LengthMax} characters";
        foreach (var c in text)
            if (char.IsControl(c)) return "a pattern cannot hold control characters";
        return null;
    }

    /// <summary>
    /// Writes out the first pair of braces that holds a comma, then the rest of each; false: too many.
    /// </summary>
    private static bool Expand(string text, List<string> into)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
        {
            into.Add(text);
            return true;
        }

        var waiting = new Stack<string>([text]);
        while (waiting.TryPop(out var pattern))
        {
            if (into.Count + waiting.Count >= AlternativesMax) return false;
            if (!TryFindBraces(pattern, out var open, out var commas, out var close))
            {
                into.Add(pattern);
                continue;
            }

            var from = open + 1;
            foreach (var to in commas.Append(close))
            {
                waiting.Push(
                    string.Concat(pattern.AsSpan(0, open), pattern.AsSpan(from, to - from), pattern.AsSpan(close + 1)));
                from = to + 1;
            }
        }

        return true;
    }

    private static bool TryFindBraces(string text, out int open, out List<int> commas, out int close)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (text[start] == '\\') start++;
            else if (text[start] == '{' && TryFindEnd(text, start, out commas, out close) && commas.Count > 0)
            {
                open = start;
                return true;
            }
        }

        (open, commas, close) = (0, [], 0);
        return false;
    }

    private static bool TryFindEnd(string text, int open, out List<int> commas, out int close)
    {
        commas = [];
        var depth = 0;
        for (close = open; close < text.Length; close++)
        {
            switch (text[close])
            {
                case '\\': close++; break;
                case '{': depth++; break;
                case '}' when --depth == 0: return true;
                case ',' when depth == 1: commas.Add(close); break;
            }
        }

        return false;
    }

    private static string[] Segments(string pattern)
    {
        var text = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern.TrimStart('/');
        var folder = pattern.EndsWith('/');
        var segments = new List<string>();
        foreach (var segment in text.Split('/', StringSplitOptions.RemoveEmptyEntries))
            if (segment != "**" || segments.Count == 0 || segments[^1] != "**") segments.Add(segment);
        if (folder && (segments.Count == 0 || segments[^1] != "**")) segments.Add("**");
        // "a/**" means what lies below a, not a itself.
        if (segments.Count > 0 && segments[^1] == "**") segments.Add("*");
        return [.. segments];
    }

    /// <summary>
    /// The classic walk with one place to return to: the last `**` takes one more name and the walk goes on.
    /// </summary>
    private static bool MatchesSegments(string[] pattern, ReadOnlySpan<char> path)
    {
        var (p, retryP, retryAt) = (0, -1, 0);
        var at = 0;
        while (at <= path.Length)
        {
            var length = path[at..].IndexOf('/');
            var end = length < 0 ? path.Length : at + length;
            if (p < pattern.Length && pattern[p] == "**")
            {
                (retryP, retryAt) = (++p, at);
            }
            else if (p < pattern.Length && MatchesName(pattern[p], path[at..end]))
            {
                p++;
                at = end + 1;
            }
            else if (retryP >= 0)
            {
                var next = path[retryAt..].IndexOf('/');
                if (next < 0) return false;
                retryAt += next + 1;
                (p, at) = (retryP, retryAt);
            }
            else
            {
                return false;
            }
        }

        // Names are used up: what `**` would take more, the rest of the pattern would lack.
        return p == pattern.Length;
    }

    private static bool MatchesName(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (p, n, retryP, retryN) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (retryP, retryN) = (++p, n);
            }
            else if (p < pattern.Length && TakesOne(pattern, ref p, name, ref n))
            {
                continue;
            }
            else if (retryP >= 0)
            {
                (p, n) = (retryP, ++retryN);
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    private static bool TakesOne(ReadOnlySpan<char> pattern, ref int p, ReadOnlySpan<char> name, ref int n)
    {
        if (pattern[p] == '?')
        {
            n += char.IsHighSurrogate(name[n]) && n + 1 < name.Length ? 2 : 1;
            p++;
            return true;
        }

        var literal = pattern[p] == '\\' && p + 1 < pattern.Length ? p + 1 : p;
        if (pattern[literal] != name[n]) return false;
        p = literal + 1;
        n++;
        return true;
    }
}
