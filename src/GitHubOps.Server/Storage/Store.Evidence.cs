using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>What people said of runbooks in comments.</summary>
internal sealed partial class Store
{
    /// <summary>Of each runbook: more are never looked at.</summary>
    private const int EvidenceMax = 20;
    private const int EvidenceReadMax = 5_000;
    private const int JudgedAgainMax = 50;

    /// <summary>Everything that counts for a repository's runbooks, the oldest first.</summary>
    public Task<ImmutableArray<RunbookEvidence>> RunbookEvidenceAsync(RepoId repo) => ReadAsync(session =>
        session.Query<string>(
            "SELECT said FROM runbook_evidence WHERE repo_id = @repo ORDER BY at_ms DESC, evidence_id DESC LIMIT " +
                "@EvidenceReadMax",
            new { repo = repo.Value, EvidenceReadMax })
            .Reverse().SelectMany(json => EffectJson.Read(json)).OfType<Effect.KeepEvidence>().Select(kept => kept.Said)
            .ToImmutableArray());

    private static void PutEvidence(Session session, DecisionCommit commit)
    {
        foreach (var kept in commit.Decisions.Select(decision => decision.Effect).OfType<Effect.KeepEvidence>())
        {
            var parameters = new
            {
                commit.Row.RepoId, kept.Said.Path, kept.Comment, kept.Line, at = Ms(kept.Said.At),
                said = EffectJson.Write([kept]), EvidenceMax, kept.Said.Number, now = Ms(commit.Now), JudgedAgainMax,
                runbooks = CheckVerdict.Runbooks, isCounted = kept.Said.Kind != EvidenceKind.Refused,
            };
            session.Execute(
                """
                INSERT INTO runbook_evidence (repo_id, path, comment_id, line, at_ms, said)
                VALUES (@RepoId, @Path, @Comment, @Line, @at, @said) ON CONFLICT (repo_id, comment_id, line) DO NOTHING
                """,
                parameters);
            session.Execute(
                """
                DELETE FROM runbook_evidence WHERE evidence_id IN (
                    SELECT evidence_id FROM runbook_evidence WHERE repo_id = @RepoId AND path = @Path
                    ORDER BY at_ms DESC, evidence_id DESC LIMIT 1000 OFFSET @EvidenceMax)
                """,
                parameters);
            JudgeAgain(session, parameters);
        }
    }

    /// <summary>
    /// The pull request on which it was said, and the newest of those that runbooks have to do with; what is refused
    /// costs no more than its own, whoever says it.
    /// </summary>
    private static void JudgeAgain(Session session, object parameters) => session.Execute(
        $"""
        UPDATE checks SET {Anew}
        WHERE check_id IN (
            SELECT c.check_id FROM checks c LEFT JOIN check_runs r ON r.check_id = c.check_id AND r.name = @runbooks
            WHERE c.repo_id = @RepoId AND c.cause = 'pull' AND c.state <> 'cancelled'
                AND (c.pull_number = @Number OR (@isCounted AND r.check_run_id IS NOT NULL))
            ORDER BY c.check_id DESC LIMIT @JudgedAgainMax)
        """,
        parameters);
}
