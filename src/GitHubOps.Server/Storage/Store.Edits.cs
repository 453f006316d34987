using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// The one comment is written by rule once in five minutes. What comes in between waits as one row, in which the newest
/// text takes the place of the one before; what a person's command leads to is said at once.
/// </summary>
internal sealed partial class Store
{
    private const string HasComment = "effects LIKE '%\"put-comment\"%'";

    /// <summary>What is left to be written now.</summary>
    private static ImmutableArray<Effect> PutOffEdit(
        Session session, DecisionCommit commit, ImmutableArray<Effect> writes, bool isAsked)
    {
        if (commit.NotSentBecause is not null || commit.BulkStop is not null
            || writes.OfType<Effect.PutComment>().LastOrDefault() is not { } put)
            return writes;
        if (FindWaiting(session, commit.Row.IssueId) is { } waiting)
        {
            if (!waiting.IsEdit || !isAsked)
            {
                Replace(session, waiting, put);
                return writes.Remove(put);
            }

            session.Execute(
                """
                UPDATE outbox SET state = 'would', reason = 'said with what a person asked for', finished_at_ms = @now
                WHERE outbox_id = @OutboxId
                """,
                new { waiting.OutboxId, now = Ms(commit.Now) });
        }

        if (isAsked || NextEditAfter(session, commit) is not { } next) return writes;
        PutRow(session, commit, [put], new BatchKind { IsEdit = true, NotBefore = next });
        return writes.Remove(put);
    }

    /// <summary>Null: it may be written with the rest.</summary>
    private static Instant? NextEditAfter(Session session, DecisionCommit commit)
    {
        var isBeingWritten = session.First<bool>(
            $"SELECT EXISTS (SELECT 1 FROM outbox WHERE issue_id = @IssueId AND state = 'running' AND {HasComment})",
            new { commit.Row.IssueId });
        var next = NextEdit(session, commit.Row.IssueId);

        // Whether what is under way will have been said is known when it ends: then it is looked at once more.
        if (isBeingWritten) return next is null ? commit.Now : commit.Now + Ceilings.BetweenEdits;
        return next > commit.Now ? next : null;
    }

    /// <summary>What a lead is asked about may never be written: news do not go into it.</summary>
    private static WaitingComment? FindWaiting(Session session, long issue) => session.First<WaitingComment>(
        $"""
        SELECT outbox_id, effects, is_edit FROM outbox
        WHERE issue_id = @issue AND state = 'ready' AND held < 2 AND {HasComment} ORDER BY outbox_id DESC LIMIT 1
        """,
        new { issue });

    private static void Replace(Session session, WaitingComment waiting, Effect.PutComment put) => session.Execute(
        "UPDATE outbox SET effects = @effects WHERE outbox_id = @OutboxId",
        new
        {
            waiting.OutboxId,
            effects = EffectJson.Write(EffectJson.Read(waiting.Effects)
                .Select(effect => effect is Effect.PutComment ? put : effect)),
        });

    private sealed record WaitingComment
    {
        public long OutboxId { get; init; }
        public string Effects { get; init; } = "";
        public bool IsEdit { get; init; }
    }
}
