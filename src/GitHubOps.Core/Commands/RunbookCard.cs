using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What a command may know of one runbook, as it stands on the default branch.</summary>
/// <param name="Runbook">As its front matter tells.</param>
/// <param name="Owners">The people behind its owner; null: a team, whose people are not known here.</param>
/// <param name="Seen">What whoever looks at the covered code now sees.</param>
/// <param name="Text">A digest of its words.</param>
public sealed record RunbookCard(
    Runbook Runbook, ImmutableArray<Login>? Owners, ImmutableSortedDictionary<string, string> Seen, string Text)
{
    private const string RotationMark = "rotation:";

    public string Path => Runbook.Path;

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public static ImmutableArray<RunbookCard> Of(IEnumerable<RunbookReading> readings, RepoTree tree,
        RepoPolicy policy) =>
    [
        .. readings.Where(one => one is { Runbook: not null, FrontMatter: not null })
            .OrderBy(one => one.Path, StringComparer.Ordinal)
            .Select(one => new RunbookCard(one.Runbook!, OwnersOf(policy, one.Runbook!.Owner),
                RunbookStamp.See(one.Runbook!, tree), RunbookStamp.TextOf(one.FrontMatter!))),
    ];

    /// <summary>Null: a team. Empty: nobody that anything is known of.</summary>
    public static ImmutableArray<Login>? OwnersOf(RepoPolicy policy, string? owner)
    {
        if (owner is null) return [];
        if (owner.StartsWith('@')) return owner.Contains('/', StringComparison.Ordinal)
            ? null : [new Login(owner[1..])];
        if (owner.StartsWith(RotationMark, StringComparison.Ordinal))
            return policy.Rotations.GetValueOrDefault(owner[RotationMark.Length..]) is { } rotation
                ? [.. rotation.Members] : [];
        return policy.Aliases.TryGetValue(owner, out var members) ? members : [];
    }

    /// <summary>How long a review of today would hold.</summary>
    public ReviewHold Grade(RunbookReview review) =>
        RunbookGrade.Of(Runbook.Review, review with { Seen = Seen, Text = Text });
}

/// <summary>The runbooks of a repository, and what was said of them.</summary>
public sealed record RunbookKnowledge(ImmutableArray<RunbookCard> Cards, ImmutableArray<RunbookEvidence> Said);
