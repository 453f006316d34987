namespace GitHubOps.Server;

/// <summary>Reads <c>Link: &lt;…&gt;; rel="next", &lt;…&gt;; rel="last"</c>.</summary>
internal static class LinkHeader
{
    private const int CharactersMax = 8 * 1024;

    public static string? Next(string? header)
    {
        if (header is null || header.Length > CharactersMax) return null;
        var rest = header.AsSpan();
        while (true)
        {
            var (open, close) = (rest.IndexOf('<'), rest.IndexOf('>'));
            if (open < 0 || close < open) return null;
            var target = rest[(open + 1)..close];
            rest = rest[(close + 1)..];
            var end = rest.IndexOf('<');
            var parameters = end < 0 ? rest : rest[..end];
            if (parameters.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase)) return target.ToString();
        }
    }
}
