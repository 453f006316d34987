using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>The <c>OWNERS</c> files of a repository, read: who owns which path, and what is wrong with them.</summary>
public sealed class RepoOwners
{
    private readonly OwnersIndex index;

    private RepoOwners(OwnersIndex index, ImmutableArray<Problem> problems) =>
        (this.index, Problems) = (index, problems);

    /// <summary>By file and line. Warnings where something does not do what it seems to; notices where it is
    /// odd.</summary>
    public ImmutableArray<Problem> Problems { get; }

    /// <param name="files">At least those for which <see cref="IsWanted"/> holds; others are passed over.</param>
    /// <param name="markdownFrontMatter">Read the front matter of Markdown files too.</param>
    public static RepoOwners Read(IReadOnlyList<RepoFile> files, bool markdownFrontMatter = false)
    {
        var problems = new ProblemList();
        var aliases = OwnersAliases.Read(files.FirstOrDefault(file => file.Path == PolicyFiles.Aliases), problems);
        var options = OwnersOptions.Default with { MarkdownFrontMatter = markdownFrontMatter };
        var built = OwnersIndex.Build(files, aliases, options, problems);
        return new RepoOwners(built, problems.ToImmutable());
    }

    /// <summary>True for a path ('/' between its parts) that says something about owners, or is meant to.</summary>
    public static bool IsWanted(string path, bool markdownFrontMatter = false)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.Equals("OWNERS", StringComparison.OrdinalIgnoreCase) ||
            name.Equals("OWNERS_ALIASES", StringComparison.OrdinalIgnoreCase) ||
            (markdownFrontMatter && name.EndsWith(".md", StringComparison.Ordinal));
    }

    /// <summary>Who owns a file or folder of the repository.</summary>
    public OwnersRow Of(string path) => OwnersRow.Of(index, path);

    /// <summary>Everybody who may approve a change of the path, the nearest first.</summary>
    public ImmutableArray<string> ApproversOf(string path) => index.All(path, OwnersRole.Approvers);

    /// <summary>
    /// In words, a line each: which file and line names whom for the path, and where the search ends.
    /// </summary>
    public ImmutableArray<string> Why(string path) => OwnersWhy.Of(index, path);
}
