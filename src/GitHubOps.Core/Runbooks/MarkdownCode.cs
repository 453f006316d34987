using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Words between backticks, and the line they stand on.</summary>
public sealed record CodeSpan(string Text, int Line);

/// <summary>A block of code. <paramref name="Line"/> is that of its first line of code.</summary>
public sealed record CodeFence(string Language, int Line, ImmutableArray<string> Lines);

/// <summary>
/// What a Markdown text tells a person to type, and the notes that say until when it holds (<c>expires: DATE</c> in a
/// comment), in one pass.
/// </summary>
public sealed class MarkdownCode
{
    private const int LineMax = 20_000;
    private const int SpansMax = 2_000;
    private const int FencesMax = 500;
    private const int FenceLinesMax = 2_000;
    private const string Comment = "<!--";

    private readonly ImmutableArray<CodeSpan>.Builder spans = ImmutableArray.CreateBuilder<CodeSpan>();
    private readonly ImmutableArray<CodeFence>.Builder fences = ImmutableArray.CreateBuilder<CodeFence>();
    private readonly ImmutableArray<CodeSpan>.Builder expiries = ImmutableArray.CreateBuilder<CodeSpan>();
    private readonly List<string> lines = [];
    private string? mark;
    private string language = "";
    private int indent;

    private MarkdownCode()
    {
    }

    public static MarkdownCode Empty { get; } = new();

    public ImmutableArray<CodeSpan> Spans { get; private set; } = [];

    public ImmutableArray<CodeFence> Fences { get; private set; } = [];

    /// <summary>The words behind <c>expires</c> in comments, as they are written.</summary>
    public ImmutableArray<CodeSpan> Expiries { get; private set; } = [];

    /// <param name="text">The part of the document that people read.</param>
    /// <param name="firstLine">Its first line's number in the file.</param>
    public static MarkdownCode Of(ReadOnlySpan<char> text, int firstLine)
    {
        var scan = new MarkdownCode();
        var number = firstLine;
        foreach (var raw in text.EnumerateLines())
        {
            if (raw.Length <= LineMax) scan.Take(raw, number);
            number++;
        }

        // A fence that nobody closes runs to the end.
        scan.Close(number);
        scan.Spans = scan.spans.ToImmutable();
        scan.Fences = scan.fences.ToImmutable();
        scan.Expiries = scan.expiries.ToImmutable();
        return scan;
    }

    private void Take(ReadOnlySpan<char> line, int number)
    {
        var trimmed = line.TrimStart(' ');
        var sign = trimmed.IsEmpty ? '\0' : trimmed[0];
        var length = sign is '`' or '~' ? trimmed.IndexOfAnyExcept(sign) is var n and >= 0 ? n : trimmed.Length : 0;
        if (mark is not null)
        {
            if (length >= mark.Length && sign == mark[0] && trimmed[length..].IsWhiteSpace()) Close(number);
            else if (lines.Count < FenceLinesMax)
                lines.Add(line[Math.Min(indent, line.Length - trimmed.Length)..].ToString());
        }
        else if (length >= 3 && !(sign == '`' && trimmed[length..].Contains('`')))
        {
            mark = new string(sign, length);
            indent = line.Length - trimmed.Length;
            var words = trimmed[length..].Trim().ToString().Split(' ', '{', ',');
            language = words[0].ToLowerInvariant();
        }
        else
        {
            TakeSpans(line, number);
            TakeExpiry(line, number);
        }
    }

    private void Close(int number)
    {
        if (mark is not null && fences.Count < FencesMax) fences.Add(new(language, number - lines.Count, [.. lines]));
        mark = null;
        lines.Clear();
    }

    private void TakeSpans(ReadOnlySpan<char> line, int number)
    {
        for (var at = line.IndexOf('`'); at >= 0 && at < line.Length && spans.Count < SpansMax;)
        {
            var ticks = line[at..].IndexOfAnyExcept('`') is var n and >= 0 ? n : line.Length - at;
            var start = at + ticks;
            var end = line[start..].IndexOf(new string('`', ticks));
            if (end < 0) return;
            if (end > 0) spans.Add(new(line.Slice(start, end).Trim().ToString(), number));
            start += end + ticks;
            var next = line[start..].IndexOf('`');
            at = next < 0 ? -1 : start + next;
        }
    }

    // <!-- expires: 2026-12-01 -->, <!-- expires 2026-12-01: until the move is done -->
    private void TakeExpiry(ReadOnlySpan<char> line, int number)
    {
        var at = line.IndexOf(Comment, StringComparison.Ordinal);
        // Within a code span it is a word about comments, and no comment.
        if (at < 0 || line[..at].Count('`') % 2 != 0) return;
        var words = line[(at + Comment.Length)..].TrimStart();
        if (!words.StartsWith("expires", StringComparison.OrdinalIgnoreCase)) return;
        var rest = words["expires".Length..].TrimStart(": ");
        var end = rest.IndexOfAny(" :-<>") is var stop and >= 0 && rest.Length > 10 ? Math.Max(stop, 10) : rest.Length;
        expiries.Add(new(rest[..end].Trim().ToString(), number));
    }
}
