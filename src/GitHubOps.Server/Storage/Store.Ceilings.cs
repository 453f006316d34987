using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// What is written by rule is bounded, for an issue and for a repository. What is beyond a bound is put off, all of it
/// at once: of what becomes due together the rank decides.
/// </summary>
internal sealed partial class Store
{
    /// <summary>
    /// Different issues or repositories that are put off before a claim gives up: the next one goes on.
    /// </summary>
    private const int PutOffMax = 50;

    private const string IssueIsFull = "so many acts by rule on one issue within an hour are the limit";
    private const string RepositoryIsFull = "so many writes by rule within an hour are this repository's limit";

    private CandidateRow? ChooseWithinCeilings(Session session, PaceRow pace, long installation, Instant now)
    {
        for (var tries = 0; tries < PutOffMax; tries++)
        {
            if (Choose(session, pace, installation, now) is not { } chosen) return null;
            if (!PutOff(session, chosen, now)) return chosen;
        }

        return null;
    }

    /// <summary>True: it is due later than was thought.</summary>
    private static bool PutOff(Session session, CandidateRow chosen, Instant now)
    {
        if (chosen.IsEdit && NextEdit(session, chosen.IssueId) is { } edit && edit > now)
        {
            session.Execute("UPDATE outbox SET not_before_at_ms = @edit WHERE outbox_id = @OutboxId",
                new { chosen.OutboxId, edit = Ms(edit) });
            return true;
        }

        if (chosen.IsAsked || IsExempt(session, chosen, now)) return false;
        if (FreeAt(session, OfIssue, chosen.IssueId, Ceilings.ActsPerIssueAndHour, now) is { } issueFree)
        {
            PutOff(session, "issue_id = @id", chosen.IssueId, issueFree, IssueIsFull);
            return true;
        }

        if (FreeAt(session, OfRepository, chosen.RepoId, chosen.HourMax, now) is not { } free) return false;
        PutOff(session, "repo_id = @id", chosen.RepoId, free, RepositoryIsFull);
        return true;
    }

    private const string OfIssue = "issue_id = @id";
    private const string OfRepository = "repo_id = @id";

    /// <summary>It was counted already, or what a person asked for waits behind it.</summary>
    private static bool IsExempt(Session session, CandidateRow chosen, Instant now) => session.First<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM acts WHERE outbox_id = @OutboxId AND at_ms > @hourAgo)
            OR EXISTS (SELECT 1 FROM outbox l
                WHERE l.issue_id = @IssueId AND l.state IN ('ready', 'running') AND l.is_asked AND l.outbox_id > @OutboxId)
        """,
        new { chosen.OutboxId, chosen.IssueId, hourAgo = Ms(now - Ceilings.Hour) });

    /// <summary>When the oldest act that fills the hour is an hour old; null: there is room.</summary>
    private static Instant? FreeAt(Session session, string whose, long id, int max, Instant now) =>
        session.First<long?>(
            $"SELECT at_ms FROM acts WHERE {whose} ORDER BY at_ms DESC LIMIT 1 OFFSET @before",
            new { id, before = max - 1 })
            is { } ms && At(ms) + Ceilings.Hour > now ? At(ms) + Ceilings.Hour : null;

    // Both conditions on the state: the first is that of the index over what is not done yet.
    private static void PutOff(Session session, string whose, long id, Instant until, string reason) => session.Execute(
        $"""
        UPDATE outbox SET not_before_at_ms = @until, reason = @reason
        WHERE {whose} AND state IN ('ready', 'running') AND state = 'ready' AND NOT is_asked AND not_before_at_ms < @until
        """,
        new { id, until = Ms(until), reason });

    /// <summary>What a person asked for must not wait behind what was put off.</summary>
    private static void BringForward(Session session, long issue, Instant now) => session.Execute(
        """
        UPDATE outbox SET not_before_at_ms = @now, reason = NULL
        WHERE issue_id = @issue AND state = 'ready' AND NOT is_asked AND not_before_at_ms > @now
          AND reason IN (@IssueIsFull, @RepositoryIsFull)
        """,
        new { issue, now = Ms(now), IssueIsFull, RepositoryIsFull });

    private static void CountAct(Session session, CandidateRow chosen, Instant now)
    {
        session.Execute("DELETE FROM acts WHERE repo_id = @RepoId AND at_ms <= @hourAgo",
            new { chosen.RepoId, hourAgo = Ms(now - Ceilings.Hour) });
        session.Execute(
            """
            INSERT INTO acts (outbox_id, repo_id, issue_id, at_ms) VALUES (@OutboxId, @RepoId, @IssueId, @now)
            ON CONFLICT (outbox_id) DO NOTHING
            """,
            new { chosen.OutboxId, chosen.RepoId, chosen.IssueId, now = Ms(now) });
    }

    /// <summary>When the one comment may be edited by rule again; null: it was never written.</summary>
    private static Instant? NextEdit(Session session, long issue) => session.First<long?>(
        "SELECT comment_at_ms FROM issues WHERE issue_id = @issue", new { issue }) is { } ms
        ? At(ms) + Ceilings.BetweenEdits : null;
}
