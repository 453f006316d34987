using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// The data of an installation that was deleted. A repository that is served again, by whichever installation, keeps
/// its own.
/// </summary>
internal sealed partial class Store
{
    private const string ServedElsewhere =
        """
        EXISTS (SELECT 1 FROM repositories r WHERE r.repo_id = b.repo_id AND r.installation_id <> @id
            AND r.removed_at_ms IS NULL)
        """;

    private const string FormerOfAccount =
        """
        SELECT o.installation_id FROM repositories r JOIN installations o ON o.installation_id = r.installation_id
            JOIN installations n ON n.installation_id = @heir AND n.account = o.account
        WHERE r.repo_id = @repository AND o.installation_id <> @heir AND o.state = 'deleted'
        """;

    private const string OfItsRepositories = "SELECT repo_id FROM repositories WHERE installation_id = @id";

    private static readonly string[] Removing =
    [
        $"""
        UPDATE inbox SET installation_id = (
            SELECT r.installation_id FROM repositories r WHERE r.repo_id = inbox.repo_id)
        WHERE inbox_id IN (
            SELECT inbox_id FROM inbox b WHERE b.installation_id = @id AND b.installation_id <> 0
                AND b.finished_at_ms IS NOT NULL AND {ServedElsewhere} LIMIT @rowsMax)
        """,
        // Ids of our own making name people; those of GitHub's deliveries stay known.
        """
        DELETE FROM inbox WHERE inbox_id IN (
            SELECT inbox_id FROM inbox WHERE installation_id = @id AND installation_id <> 0
                AND finished_at_ms IS NOT NULL AND (source <> 'webhook' OR delivery_id LIKE 'sweep:%') LIMIT @rowsMax)
        """,
        """
        UPDATE inbox SET state = 'ignored', reason = @because, body = NULL, kept_bytes = 0, installation_id = 0,
            repo_id = 0, issue_id = 0
        WHERE inbox_id IN (
            SELECT inbox_id FROM inbox WHERE installation_id = @id AND installation_id <> 0
                AND finished_at_ms IS NOT NULL LIMIT @rowsMax)
        """,
        $"""
        UPDATE outbox SET installation_id = (
            SELECT r.installation_id FROM repositories r WHERE r.repo_id = outbox.repo_id)
        WHERE outbox_id IN (
            SELECT outbox_id FROM outbox b WHERE b.installation_id = @id AND b.finished_at_ms IS NOT NULL
                AND {ServedElsewhere} LIMIT @rowsMax)
        """,
        """
        DELETE FROM outbox WHERE outbox_id IN (
            SELECT outbox_id FROM outbox WHERE installation_id = @id AND finished_at_ms IS NOT NULL LIMIT @rowsMax)
        """,
        """
        DELETE FROM messages WHERE message_id IN (
            SELECT message_id FROM messages WHERE installation_id = @id AND finished_at_ms IS NOT NULL LIMIT @rowsMax)
        """,
        $"""
        DELETE FROM journal WHERE journal_id IN (
            SELECT journal_id FROM journal WHERE repo_id IN ({OfItsRepositories}) LIMIT @rowsMax)
        """,
        $"""
        DELETE FROM history WHERE inbox_id IN (
            SELECT inbox_id FROM history WHERE repo_id IN ({OfItsRepositories}) LIMIT @rowsMax)
        """,
        """
        DELETE FROM sightings WHERE issue_id IN (
            SELECT s.issue_id FROM sightings s JOIN issues i ON i.issue_id = s.issue_id
            WHERE i.installation_id = @id LIMIT @rowsMax)
        """,
        // Their sightings first: nothing tells whose one is when its issue is gone.
        """
        DELETE FROM issues WHERE issue_id IN (
            SELECT issue_id FROM issues i WHERE installation_id = @id
                AND NOT EXISTS (SELECT 1 FROM sightings s WHERE s.issue_id = i.issue_id) LIMIT @rowsMax)
        """,
        """
        DELETE FROM upstreams WHERE issue_id IN (
            SELECT issue_id FROM upstreams WHERE installation_id = @id LIMIT @rowsMax)
        """,
        """
        DELETE FROM missed_deliveries WHERE delivery_id IN (
            SELECT delivery_id FROM missed_deliveries WHERE installation_id = @id LIMIT @rowsMax)
        """,
    ];

    private static readonly string[] Forgetting =
    [
        "DELETE FROM check_runs WHERE check_id IN (SELECT check_id FROM checks WHERE installation_id = @id)",
        "DELETE FROM checks WHERE installation_id = @id",
        "DELETE FROM contents WHERE installation_id = @id",
        "DELETE FROM alarms WHERE installation_id = @id",
        "DELETE FROM ledgers WHERE installation_id = @id",
        "DELETE FROM sayings WHERE installation_id = @id",
        "DELETE FROM swaps WHERE installation_id = @id",
        $"DELETE FROM rosters WHERE repo_id IN ({OfItsRepositories})",
        $"DELETE FROM gaps WHERE repo_id IN ({OfItsRepositories})",
        $"DELETE FROM runbook_evidence WHERE repo_id IN ({OfItsRepositories})",
        $"DELETE FROM policies WHERE repo_id IN ({OfItsRepositories})",
        $"DELETE FROM sweeps WHERE repo_id IN ({OfItsRepositories})",
        $"DELETE FROM unassignable WHERE repo_id IN ({OfItsRepositories})",
        "DELETE FROM repositories WHERE installation_id = @id",
        """
        UPDATE installations SET account = '', blocked_because = NULL, parked_because = NULL
        WHERE installation_id = @id
        """,
    ];

    /// <summary>
    /// Removes what is known of an installation that was deleted before an instant, at most so many rows of each sort;
    /// answers how many. Its number stays without a name, so that late news are not taken for those of a new one.
    /// </summary>
    public Task<int> RemoveDeletedAsync(Instant deletedBefore, int rowsMax) => WriteAsync(session =>
    {
        var id = session.First<long?>(
            """
            SELECT n.installation_id FROM installations n
            WHERE n.state = 'deleted' AND n.changed_at_ms <= @before AND (n.account <> '' OR EXISTS (
                SELECT 1 FROM inbox i WHERE i.installation_id = n.installation_id AND i.installation_id <> 0
                    AND i.finished_at_ms IS NOT NULL))
            ORDER BY n.installation_id LIMIT 1
            """,
            new { before = Ms(deletedBefore) });
        if (id is null) return 0;
        var parameters = new { id, rowsMax, because = "removed: the App was uninstalled" };
        var removed = Removing.Sum(sql => session.Execute(sql, parameters));
        return removed > 0 ? removed : Forgetting.Sum(sql => session.Execute(sql, parameters));
    });

    /// <summary>
    /// A repository that comes to another installation brings what is known of its issues along. When the App was
    /// installed anew on the same account, the turns of its rotations, and what people said and agreed on, come too.
    /// </summary>
    private static void Inherit(Session session, long repository, long heir)
    {
        var parameters = new { repository, heir };
        session.Execute(
            "UPDATE issues SET installation_id = @heir WHERE repo_id = @repository AND installation_id <> @heir",
            parameters);
        session.Execute(
            "UPDATE messages SET installation_id = @heir WHERE repo_id = @repository AND installation_id <> @heir",
            parameters);
        session.Execute(
            $"""
            INSERT INTO ledgers (installation_id, ledger, version, turns)
            SELECT @heir, l.ledger, l.version, l.turns FROM ledgers l WHERE l.installation_id IN ({FormerOfAccount})
            ON CONFLICT (installation_id, ledger) DO NOTHING
            """,
            parameters);
        session.Execute(
            $"""
            INSERT INTO sayings (installation_id, person, kind, said_at_ms, from_at_ms, to_at_ms)
            SELECT @heir, l.person, l.kind, l.said_at_ms, l.from_at_ms, l.to_at_ms FROM sayings l
            WHERE l.installation_id IN ({FormerOfAccount}) ORDER BY l.saying_id
            ON CONFLICT (installation_id, person, kind, said_at_ms, from_at_ms, to_at_ms) DO NOTHING
            """,
            parameters);
        session.Execute(
            $"""
            INSERT INTO swaps (installation_id, rotation, person, instead_of, from_at_ms, to_at_ms, because)
            SELECT @heir, l.rotation, l.person, l.instead_of, l.from_at_ms, l.to_at_ms, l.because FROM swaps l
            WHERE l.installation_id IN ({FormerOfAccount}) ORDER BY l.swap_id
            ON CONFLICT (installation_id, rotation, person, instead_of, from_at_ms, to_at_ms) DO NOTHING
            """,
            parameters);
    }
}
