using System.Text;

namespace GitHubOps.Core;

/// <summary>What the person who opened an issue wrote: of a form the answers, not the form's own headings.</summary>
internal static class IssueText
{
    /// <summary>Longer texts are read up to here.</summary>
    public const int CharsMax = 64 * 1024;

    public static string BodyOf(Draft draft)
    {
        var body = draft.Answers is { } answers ? string.Join("\n", answers.ById.Values) : draft.Facts.Issue.Body;
        return WithoutHtmlComments(body.Length > CharsMax ? body[..CharsMax] : body);
    }

    /// <summary>Templates explain themselves in HTML comments: nobody sees them, so they say nothing.</summary>
    private static string WithoutHtmlComments(string text)
    {
        if (!text.Contains("<!--", StringComparison.Ordinal)) return text;
        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("<!--", at, StringComparison.Ordinal);
            kept.Append(text, at, (open < 0 ? text.Length : open) - at);
            if (open < 0) break;
            var close = text.IndexOf("-->", open, StringComparison.Ordinal);
            if (close < 0) break;
            at = close + 3;
        }

        return kept.ToString();
    }
}
