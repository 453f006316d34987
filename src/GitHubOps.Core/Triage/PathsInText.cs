namespace GitHubOps.Core;

/// <summary>Finds file paths in titles, bodies and stack traces, as they stand in the repository.</summary>
internal static class PathsInText
{
    public const int PathsMax = 200;
    private const int LengthMax = 260;
    private const int SegmentsMax = 24;

    private static readonly System.Buffers.SearchValues<char> Ends =
        System.Buffers.SearchValues.Create(" \t\r\n\"'`()[]{}<>|,;*=?#");

    /// <summary>
    /// Each path with its ends, the longest first: of <c>/home/x/app/publish/a.py</c> also <c>publish/a.py</c>, since
    /// nobody can tell from a trace where the repository's root was.
    /// </summary>
    public static IEnumerable<string[]> Find(string text)
    {
        var found = 0;
        for (var at = 0; at < text.Length && found < PathsMax;)
        {
            var length = text.AsSpan(at).IndexOfAny(Ends);
            var end = length < 0 ? text.Length : at + length;
            if (end - at is > 2 and <= LengthMax && Clean(text.AsSpan(at, end - at)) is { } path)
            {
                found++;
                yield return Candidates(path);
            }

            at = end + 1;
        }
    }

    /// <summary>
    /// Without the place in the file (<c>:12:5</c>), an address's beginning and punctuation; null when it is no path.
    /// </summary>
    private static string? Clean(ReadOnlySpan<char> token)
    {
        var path = token.Trim(".,:;!").ToString().Replace('\\', '/');
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0) path = AfterBlob(path) ?? path[(scheme + 3)..];
        while (path.LastIndexOf(':') is > 1 and var colon && IsPlace(path.AsSpan(colon + 1))) path = path[..colon];
        if (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..];
        return path.Contains('/', StringComparison.Ordinal) || HasExtension(path) ? path : null;
    }

    private static string? AfterBlob(string address)
    {
        foreach (var mark in (string[])["/blob/", "/tree/", "/raw/"])
        {
            var at = address.IndexOf(mark, StringComparison.Ordinal);
            var path = at < 0 ? -1 : address.IndexOf('/', at + mark.Length);
            if (path > 0) return address[(path + 1)..];
        }

        return null;
    }

    private static bool IsPlace(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool HasExtension(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot > 0 && path.Length - dot - 1 is >= 1 and <= 5 && char.IsAsciiLetter(path[dot + 1]);
    }

    private static string[] Candidates(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > SegmentsMax) return [];
        if (path[0] != '/' && !path.Contains(':', StringComparison.Ordinal)) return [string.Join('/', parts)];

        // A single file's name at the end of a foreign path says nothing about where it stands here.
        return [.. Enumerable.Range(0, Math.Max(1, parts.Length - 1)).Select(skip => string.Join('/', parts[skip..]))];
    }
}
