using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>The roles that an OWNERS file gives out; labels ride along the same road.</summary>
public enum OwnersRole
{
    Approvers,
    Reviewers,
    RequiredReviewers,
    Labels,
}

/// <summary>The people and labels that one set of lists names, for the paths that <see cref="Pattern"/> matches (null:
/// all).</summary>
/// <remarks>A list is default where the file does not give it. Names stand as written but for case and one leading
/// '@'.</remarks>
internal sealed record OwnersLists(Re2? Pattern, ImmutableArray<ImmutableArray<string>> ByRole)
{
    public ImmutableArray<string> Of(OwnersRole role) => ByRole[(int)role];
}

/// <summary>One OWNERS file (or the front matter of one Markdown file), read; aliases are not expanded yet.</summary>
internal sealed record OwnersFile
{
    /// <summary>As it stands in the repository: <c>publish/OWNERS</c>.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// The folder it speaks for (<c>""</c> is the root); of front matter, the Markdown file's own path.
    /// </summary>
    public required string For { get; init; }

    public ImmutableArray<OwnersLists> Lists { get; init; } = [];
    public bool NoParentOwners { get; init; }
    public bool AutoApproveUnownedSubfolders { get; init; }

    /// <summary>
    /// Never assigned by us. The effective owners are the same as elsewhere, where nobody reads this key.
    /// </summary>
    public ImmutableArray<string> Emeritus { get; init; } = [];

    public bool IsEmpty => Lists.IsEmpty;

    /// <summary>Lower case, one leading '@' taken away; nothing is trimmed.</summary>
    public static string NormalLogin(string login)
    {
        var folded = login.ToLowerInvariant();
        return folded.StartsWith('@') ? folded[1..] : folded;
    }
}
