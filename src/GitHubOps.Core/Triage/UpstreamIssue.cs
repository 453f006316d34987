using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>The issue of another project that an issue waits for.</summary>
/// <param name="By">Who said so.</param>
/// <param name="Owner">Who had the issue then.</param>
public sealed record UpstreamIssue(RepoName Repo, int Number, Login By, Instant At, Login? Owner)
{
    [JsonIgnore]
    public IssueRef Ref => new(Repo, Number);
}

/// <summary>What a look at another project's issue came to.</summary>
/// <param name="WhyUnread">Why it cannot be read; null: it can.</param>
public sealed record UpstreamNews(RepoName Repo, int Number, bool IsClosed, string? WhyUnread = null);

/// <summary>Issues of other projects, as people write them.</summary>
internal static class UpstreamRef
{
    private const int OwnerCharsMax = 39;
    private const int NameCharsMax = 100;

    /// <summary><c>microsoft/vscode#123</c>; null: it is none.</summary>
    public static IssueRef? Read(string word)
    {
        var mark = word.IndexOf('#', StringComparison.Ordinal);
        if (mark < 0 || !RepoName.TryParse(word[..mark], out var repo)) return null;
        var isName = repo.Value.Owner.Length <= OwnerCharsMax && repo.Value.Name.Length <= NameCharsMax &&
            repo.Value.Owner.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') &&
            repo.Value.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') &&
            repo.Value.Name is not ("." or "..");
        return isName && ReadNumber(word[(mark + 1)..]) is { } number ? new IssueRef(repo.Value, number) : null;
    }

    public static int? ReadNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number : null;

    /// <summary>A link that tells the other project nothing.</summary>
    public static string Link(IssueRef issue) =>
        $"[`{CommentWords.InCode(issue.ToString())}`]({CommentLinks.Issue(issue.Repo, issue.Number)})";
}
