using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>What happened to issues, as GitHub told it: the facts that a policy is tried on.</summary>
public sealed record ReplayHistory
{
    /// <summary>Of more events than these only those of the issues opened last are replayed.</summary>
    public const int EventsMax = 200_000;

    public const int IssuesMax = 20_000;

    /// <summary>Nobody: a history from before the App was installed.</summary>
    public static BotIdentity NoBot { get; } = new(-1, -1, new Login("githubops[bot]"));

    /// <summary>In any order; what our own App did then is among them.</summary>
    public required ImmutableArray<IssueEvent> Events { get; init; }

    /// <summary>Whose acts are our own of then, and no person's.</summary>
    public BotIdentity Bot { get; init; } = NoBot;

    /// <summary>Until when time passes; null: until the last event.</summary>
    public Instant? End { get; init; }

    /// <summary>Who may write to the repository: GitHub is not asked about anybody.</summary>
    public ImmutableHashSet<Login> Writers { get; init; } = [];

    /// <summary>Whom GitHub does not take as an assignee.</summary>
    public ImmutableHashSet<Login> Unassignable { get; init; } = [];

    /// <summary>How long a new issue waits for its form's labels and quick edits, as in the service.</summary>
    public Duration Settle { get; init; } = Duration.FromSeconds(8);

    /// <summary>Everybody whom one of the policies names: the nearest to "may write" that files can tell.</summary>
    public static ImmutableHashSet<Login> WritersOf(IEnumerable<RepoPolicy> policies) =>
    [
        .. policies.SelectMany(policy => policy.Aliases.Values.SelectMany(people => people)
            .Concat(policy.Areas.SelectMany(area => area.Owners))
            .Concat(policy.UnknownOwners)),
    ];

    /// <summary>The bot that wrote status comments in this history: our App of then, or nobody.</summary>
    public static BotIdentity FindBot(IEnumerable<IssueEvent> events)
    {
        foreach (var happened in events)
        {
            var comment = happened switch
            {
                CommentCreated created => created.Comment,
                CommentEdited edited => edited.Comment,
                CommentDeleted deleted => deleted.Comment,
                _ => null,
            };
            if (comment is { Author: { IsBot: true } bot } && CommentMarker.ReadUnproved(comment.Body) is not null)
                return new BotIdentity(bot.Id, comment.AppId ?? 0, bot.Login);
        }

        return NoBot;
    }
}
