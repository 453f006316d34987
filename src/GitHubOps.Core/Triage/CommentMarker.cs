using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary>
/// The two hidden lines on top of the one comment: which issue it is of, proved by a MAC, and what it says for
/// machines. A person who copies it onto another issue, or writes one, proves nothing.
/// </summary>
public static class CommentMarker
{
    /// <summary>128 bits: enough that nobody guesses it, short enough to read past.</summary>
    private const int MacBytes = 16;

    private const string First = "<!-- githubops:v1 issue=";
    private const string Second = "<!-- githubops due=";
    private const string End = " -->";
    private const string None = "none";

    /// <param name="key">The server's own; at least 16 bytes.</param>
    public static string Render(ReadOnlySpan<byte> key, RepoId repo, int number, CommentFacts facts, string body)
    {
        var hidden = HiddenLine(facts);
        return $"{First}{number} mac={Mac(key, repo, number, hidden)}{End}\n{hidden}\n{body}";
    }

    /// <summary>What our comment says for machines; null when the text is not ours, or is of another issue.</summary>
    public static CommentFacts? TryRead(ReadOnlySpan<byte> key, RepoId repo, int number, string? text)
    {
        // GitHub may give lines back with carriage returns.
        var lines = (text ?? "").Split('\n', 3);
        if (lines.Length < 2) return null;
        var (first, hidden) = (lines[0].TrimEnd('\r'), lines[1].TrimEnd('\r'));
        var expected = $"{First}{number} mac={Mac(key, repo, number, hidden)}{End}";
        var isOurs = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(expected));
        return isOurs ? ReadHidden(hidden) : null;
    }

    /// <summary>
    /// What a comment says for machines, without proof that it is ours: for whoever looks from outside and knows its
    /// author.
    /// </summary>
    public static CommentFacts? ReadUnproved(string? text) =>
        (text ?? "").Split('\n', 3) is [var first, var hidden, ..] && first.StartsWith(First, StringComparison.Ordinal)
            ? ReadHidden(hidden.TrimEnd('\r'))
            : null;

    private static string HiddenLine(CommentFacts facts)
    {
        var due = facts.DueAt is { } at ? InstantPattern.General.Format(at) : None;
        return $"{Second}{due} state={Word(facts.State)} by={string.Join(',', facts.DecidedBy.Select(Word))}{End}";
    }

    private static CommentFacts? ReadHidden(string line)
    {
        if (!line.StartsWith(Second, StringComparison.Ordinal)) return null;
        if (!line.EndsWith(End, StringComparison.Ordinal)) return null;
        var parts = line[Second.Length..^End.Length].Split(' ');
        if (parts is not [var due, var state, var by]) return null;
        if (!state.StartsWith("state=", StringComparison.Ordinal)) return null;
        if (!by.StartsWith("by=", StringComparison.Ordinal)) return null;
        var at = InstantPattern.General.Parse(due);
        if (!at.Success && due != None) return null;
        return new CommentFacts(
            at.Success ? at.Value : null, state[6..], [.. by[3..].Split(',', StringSplitOptions.RemoveEmptyEntries)]);
    }

    /// <summary>Rule ids and states are lower-case words with hyphens; anything else could end the line.</summary>
    private static string Word(string text) =>
        string.Concat(text.Where(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));

    private static string Mac(ReadOnlySpan<byte> key, RepoId repo, int number, string hidden)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"githubops:v1\n{repo.Value}\n{number}\n{hidden}");
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(message), hash);
        return Base64Url.EncodeToString(hash[..MacBytes]);
    }
}
