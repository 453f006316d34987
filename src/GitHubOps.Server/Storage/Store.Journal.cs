using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>A decision as it was taken: what, by which rule, why, and under which version of the files.</summary>
internal sealed record JournalRow
{
    public long JournalId { get; init; }
    public string DeliveryId { get; init; } = "";
    public long AtMs { get; init; }
    public string Rule { get; init; } = "";
    public string Because { get; init; } = "";
    public string Effect { get; init; } = "";
    public string Revision { get; init; } = "";
}

internal sealed partial class Store
{
    private static void PutJournal(Session session, DecisionCommit commit)
    {
        foreach (var decision in commit.Decisions)
        {
            session.Execute(
                """
                INSERT INTO journal (issue_id, repo_id, delivery_id, at_ms, rule, because, effect, revision)
                VALUES (@IssueId, @RepoId, @DeliveryId, @now, @RuleId, @because, @effect, @Revision)
                """,
                new
                {
                    commit.Row.IssueId,
                    commit.Row.RepoId,
                    commit.Row.DeliveryId,
                    decision.RuleId,
                    commit.Revision,
                    because = Cut(decision.Because),
                    effect = EffectJson.Write([decision.Effect]),
                    now = Ms(commit.Now),
                });
        }
    }

    /// <summary>Every decision on an issue, oldest first.</summary>
    public Task<IReadOnlyList<JournalRow>> JournalAsync(IssueId issue) =>
        ReadAsync<IReadOnlyList<JournalRow>>(session =>
        session.Query<JournalRow>(
            """
            SELECT journal_id, delivery_id, at_ms, rule, because, effect, revision FROM journal
            WHERE issue_id = @issue ORDER BY journal_id
            """,
            new { issue = issue.Value }));
}
