using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// The YAML between the <c>---</c> of line 1 and the next <c>---</c>. Offsets count characters of <see cref="Text"/>,
/// which is the file without its byte order mark.
/// </summary>
public sealed record FrontMatter(string Text, int YamlStart, int YamlEnd, int BodyStart)
{
    /// <summary>Nobody's front matter is longer; what is longer is something else.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>Of a document that keeps its metadata elsewhere: all of it is body.</summary>
    public static FrontMatter NoneIn(string text) => new(text, 0, 0, 0);

    /// <summary>The document has no lines <c>---</c>.</summary>
    public bool IsAbsent => BodyStart == 0;

    public string Yaml => Text[YamlStart..YamlEnd];

    public string Body => Text[BodyStart..];

    /// <summary>The line, from 1, on which the body begins.</summary>
    public int BodyLine => Text.AsSpan(0, BodyStart).Count('\n') + 1;

    /// <summary>Line breaks of the file, as its first line has them.</summary>
    public string LineBreak
    {
        get
        {
            var end = IsAbsent ? Text.IndexOf('\n') + 1 : YamlStart;
            return Text.AsSpan(0, end).EndsWith("\r\n") ? "\r\n" : "\n";
        }
    }

    /// <summary>
    /// The body without what nobody sees: trailing blanks, blank lines at the ends, kind of line breaks.
    /// </summary>
    public string BodyAsRead
    {
        get
        {
            var lines = Body.Split('\n').Select(x => x.TrimEnd());
            return string.Join('\n', lines).Trim('\n');
        }
    }

    /// <summary>The file is longer than what was read: then nothing is said of its body.</summary>
    public bool IsCut { get; init; }

    private MarkdownCode? code;
    private MarkdownLinks? links;

    /// <summary>What the body tells a person to type.</summary>
    public MarkdownCode Code => code ??= IsCut ? MarkdownCode.Empty : MarkdownCode.Of(Text.AsSpan(BodyStart), BodyLine);

    /// <summary>Links and headings of the whole file.</summary>
    public MarkdownLinks Links => links ??= MarkdownLinks.Of(Text);

    /// <summary>Splits a file. Null with a null problem: the file has no front matter.</summary>
    public static (FrontMatter? Found, Problem? Problem) Split(string path, string text)
    {
        if (!IsFence(LineAt(text, 0))) return (null, null);
        var start = LineAt(text, 0).End;
        for (var line = LineAt(text, start); line.End > line.Start; line = LineAt(text, line.End))
        {
            if (line.Start > BytesMax) break;
            if (IsFence(line)) return (new FrontMatter(text, start, line.Start, line.End), null);
        }

        return (null,
            Problem.Error("RB002", "the front matter opened on line 1 is never closed (looked at 64 KiB)", path, 1, 1,
            "Close it with a line `---`."));

        bool IsFence((int Start, int End) line) => text.AsSpan(line.Start, line.End - line.Start).TrimEnd() is "---";
    }

    /// <summary>The text of a file's bytes, or why there is none. UTF-8 only; a byte order mark is taken off.</summary>
    public static (string? Text, Problem? Problem) Decode(string path, ReadOnlySpan<byte> bytes, bool truncated)
    {
        if (bytes.StartsWith("version https://git-lfs"u8))
            return (null,
                new Problem("RB005", ProblemLevel.Notice, "is a Git LFS pointer; not checked", path, 1, 0,
                "Keep runbooks out of LFS."));
        if (bytes.Length >= 2 && (bytes[0], bytes[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
            return (null, NotUtf8(path, bytes[0] == 0xFF ? "UTF-16LE byte order mark" : "UTF-16BE byte order mark"));
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (bytes.Contains((byte)0)) return (null, NotUtf8(path, "it holds zero bytes"));
        var whole = truncated ? bytes[..WholeCharacters(bytes)] : bytes;
        try
        {
            return (Strict.GetString(whole), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, NotUtf8(path, "bytes that are no character"));
        }
    }

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static Problem NotUtf8(string path, string why) =>
        Problem.Warning("RB005", $"is not UTF-8 ({why}); not checked", path, 1, 0, "Save the file as UTF-8.");

    /// <summary>How many bytes remain when a character that was cut at the end is left out.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(4, bytes.Length); back++)
        {
            var b = bytes[^back];
            if ((b & 0xC0) == 0x80) continue;
            var length = b < 0x80 ? 1 : b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
            return length > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }

    private static (int Start, int End) LineAt(string text, int start)
    {
        var length = text.AsSpan(start).IndexOf('\n');
        return (start, length < 0 ? text.Length : start + length + 1);
    }
}
