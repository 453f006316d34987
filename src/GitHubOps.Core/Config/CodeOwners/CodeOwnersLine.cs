using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Core;

/// <summary>A line of a CODEOWNERS file that GitHub would obey.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Pattern">As written, with escaped spaces unescaped.</param>
/// <param name="Owners">As written; none: the line takes owners away.</param>
internal sealed record CodeOwnersLine(int Number, string Pattern, ImmutableArray<string> Owners)
{
    public const int LinesMax = 10_000;
    public const int PatternMax = 500;
    public const int OwnersMax = 100;

    /// <summary>The lines in order; each that GitHub passes over is told.</summary>
    public static ImmutableArray<CodeOwnersLine> ReadAll(RepoFile file, ProblemList problems)
    {
        var lines = ImmutableArray.CreateBuilder<CodeOwnersLine>();
        var texts = file.Text.TrimStart('\uFEFF').Split('\n');
        if (texts.Length > LinesMax)
            problems.Warning(ProblemCodes.Owners, new Place(file.Path, LinesMax + 1, 1),
                $"lines after the first {LinesMax} are left out");
        for (var i = 0; i < Math.Min(texts.Length, LinesMax); i++)
            if (Read(texts[i], new Place(file.Path, i + 1, 1), problems) is { } line) lines.Add(line);
        return lines.ToImmutable();
    }

    private static CodeOwnersLine? Read(string text, Place at, ProblemList problems)
    {
        var words = Words(text);
        if (words is not [var pattern, .. var owners]) return null;
        var wrong = pattern switch
        {
            ['!', ..] => "a pattern with `!` is not allowed",
            ['[', ..] or ['^', '[', ..] => "sections in brackets are not GitHub's",
            _ when pattern.AsSpan().IndexOfAny('[', ']') >= 0 => "a pattern with `[` or `]` is not allowed",
            _ when pattern.Contains('\\', StringComparison.Ordinal) => "a pattern with `\\` is not carried over",
            _ when pattern.Length > PatternMax => $"a pattern longer than {PatternMax} characters is not carried over",
            _ when owners.Count > OwnersMax => $"a line with more than {OwnersMax} owners is not carried over",
            _ when pattern.Trim('/').Length == 0 => "the pattern names nothing",
            _ => null,
        };
        if (wrong is null) return new CodeOwnersLine(at.Line, pattern, [.. owners]);
        problems.Warning(ProblemCodes.Owners, at, $"{wrong}; the line is left out",
            "Write the folder or the names that are meant.");
        return null;
    }

    /// <summary>Words between blanks, up to a <c>#</c> that begins one; <c>\ </c> is a space in a name.</summary>
    private static List<string> Words(string text)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '#' && word.Length == 0) break;
            if (c == '\\' && i + 1 < text.Length && text[i + 1] == ' ') word.Append(text[++i]);
            else if (!char.IsWhiteSpace(c)) word.Append(c);
            else Flush();
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }
}
