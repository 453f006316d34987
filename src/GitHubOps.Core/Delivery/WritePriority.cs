using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Whose write goes first while GitHub takes fewer than there are: of two ranks the smaller.</summary>
/// <param name="Rank">
/// 0: the most severe; 1 to 3: what has just happened, by severity; 4 to 6: what happened longer ago, by severity.
/// </param>
/// <param name="CreatesContent">It makes a comment, of which GitHub takes so many an hour; an edit is none.</param>
public sealed record WritePriority(int Rank, bool CreatesContent)
{
    public const int Urgent = 0;
    public const int Last = 6;

    private const int Backlog = 3;

    /// <summary>
    /// A check run: somebody waits for it before their pull request, but production may be down elsewhere. GitHub does
    /// not say whether one counts as a content; it is taken for one.
    /// </summary>
    public static WritePriority OfCheck { get; } = new(1, CreatesContent: true);

    /// <summary>What happened longer ago than this waits behind what has just happened.</summary>
    public static Duration LiveFor { get; } = Duration.FromHours(1);

    /// <param name="state">As decided; null: nothing is remembered of the issue.</param>
    /// <param name="hasComment">Ours stands already: it is edited.</param>
    public static WritePriority Of(
        IssueState? state, ImmutableArray<Effect> writes, bool hasComment, Instant occurredAt, Instant now)
    {
        var createsContent = !hasComment && writes.Any(effect => effect is Effect.PutComment);
        var severity = state?.Severity?.Value;
        if (severity is Severity.S1) return new WritePriority(Urgent, createsContent);

        // Anybody can call an issue urgent: until a triager agrees it goes before the rest, not before everything.
        if (state?.Proposed is not null) severity = Severity.S2;
        var bySeverity = severity switch { Severity.S2 => 1, Severity.S3 => 2, _ => 3 };
        return new WritePriority(now - occurredAt <= LiveFor ? bySeverity : Backlog + bySeverity, createsContent);
    }
}
