using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What an index is built with; the defaults are those of the original.</summary>
internal sealed record OwnersOptions
{
    public static OwnersOptions Default { get; } = new();

    /// <summary>Folders whose path one of these matches are not looked into.</summary>
    public ImmutableArray<string> DeniedFolders { get; init; } = [@"\.git$", "_output$", "vendor/.*/.*"];

    /// <summary>Read the front matter of Markdown files too.</summary>
    public bool MarkdownFrontMatter { get; init; }

    /// <summary>Approvers and reviewers who are none of these are left out; null: nobody is.</summary>
    public ImmutableHashSet<string>? Collaborators { get; init; }
}
