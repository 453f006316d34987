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

/// <summary>
/// The people and labels that one set of lists names, for the paths that <paramref name="Pattern"/> matches.
/// </summary>
/// <param name="Pattern">Null: all.</param>
/// <param name="ByRole">A list is default where the file does not give it. Names are folded as logins are.</param>
/// <param name="Lines">Where each list stands, from 1; 0 where there is none.</param>
internal sealed record OwnersLists(
    Re2? Pattern, ImmutableArray<ImmutableArray<string>> ByRole, ImmutableArray<int> Lines)
{
    public ImmutableArray<string> Of(OwnersRole role) => ByRole[(int)role];

    public int LineOf(OwnersRole role) => Lines[(int)role];

    public bool Holds(OwnersRole role, string relativePath) =>
        !Of(role).IsDefault && (Pattern is null || Pattern.IsMatch(relativePath));
}

/// <summary>One OWNERS file (or the front matter of one Markdown file), read.</summary>
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

    /// <summary>Where <c>no_parent_owners</c> stands, from 1; 0: it does not.</summary>
    public int NoParentOwnersLine { get; init; }

    public bool AutoApproveUnownedSubfolders { get; init; }

    /// <summary>
    /// Never assigned by us. The effective owners are the same as elsewhere, where nobody reads this key.
    /// </summary>
    public ImmutableArray<string> Emeritus { get; init; } = [];

    public bool IsEmpty => Lists.IsEmpty;

    /// <summary>True where some list of this role holds for every path of the folder.</summary>
    public bool NamesAlways(OwnersRole role) =>
        Lists.Any(lists => lists.Pattern is null && !lists.Of(role).IsDefaultOrEmpty);

    /// <summary>Lower case, one leading '@' taken away; nothing is trimmed.</summary>
    public static string NormalLogin(string login)
    {
        var folded = login.ToLowerInvariant();
        return folded.StartsWith('@') ? folded[1..] : folded;
    }

    /// <summary>The key of a role in the file: <c>required_reviewers</c>.</summary>
    public static string KeyOf(OwnersRole role) => RoleKeys[(int)role];

    public static ImmutableArray<OwnersRole> Roles { get; } = [.. Enum.GetValues<OwnersRole>()];

    private static readonly ImmutableArray<string> RoleKeys =
        ["approvers", "reviewers", "required_reviewers", "labels"];
}
