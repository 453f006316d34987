using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A text file of a repository's default branch. <paramref name="Path"/> uses '/' and has no leading
/// one.</summary>
public sealed record RepoFile(string Path, string Text);

/// <summary>What a policy is read from: the wanted files of the repository and of <c>OWNER/.github</c>.</summary>
/// <param name="Revision">Names this set of files; becomes <see cref="RepoPolicy.Revision"/>.</param>
public sealed record PolicyInput(
    RepoName Repo, string Revision, ImmutableArray<RepoFile> Files, ImmutableArray<RepoFile> OrgFiles)
{
    /// <summary>The tag that <see cref="OrgFiles"/> were read at; null: the default branch.</summary>
    public string? OrgTag { get; init; }

    /// <summary>
    /// When these files came into force, running promises were counted from their start: kept with them.
    /// </summary>
    public bool CountsBack { get; init; }
}

/// <summary>
/// The policy, or null when the files cannot be obeyed: then the last good policy stays in force. Warnings and notices
/// come along with a policy too.
/// </summary>
public sealed record PolicyResult(RepoPolicy? Policy, ImmutableArray<Problem> Problems);

/// <summary>
/// A label that the policy puts on issues, as it must exist in the repository. Colour: six hex digits.
/// </summary>
public sealed record LabelSpec(string Name, string Color, string Description);
