using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// Places on GitHub's site, from its root, whatever its host is called. Everything is escaped: no text can leave an
/// address, and no address makes GitHub tell another issue that it was mentioned.
/// </summary>
internal static class CommentLinks
{
    public static string File(RepoInfo repo, string path) =>
        $"{Root(repo.Name)}/blob/{Escaped(repo.DefaultBranch)}/{Escaped(path)}";

    public static string Issue(RepoName repo, int number) => $"{Root(repo)}/issues/{number}";

    /// <param name="from">The issue that it comes from stands in its text, so that the two can be told together.</param>
    public static string NewDiscussion(RepoInfo repo, string category, string title, int from) =>
        $"{Root(repo.Name)}/discussions/new?category={Slug(category)}&title={Uri.EscapeDataString(title)}" +
        $"&body={Uri.EscapeDataString(new IssueRef(repo.Name, from).ToString())}";

    private static string Root(RepoName repo) =>
        $"/{Uri.EscapeDataString(repo.Owner)}/{Uri.EscapeDataString(repo.Name)}";

    private static string Escaped(string path) =>
        string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString));

    /// <summary>As GitHub makes one of a category's name: <c>Q&amp;A</c> → <c>q-a</c>.</summary>
    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        return slug.ToString().TrimEnd('-');
    }
}
