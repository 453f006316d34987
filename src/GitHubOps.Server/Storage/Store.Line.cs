using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// The events of an issue stand in line, and only the first may be claimed. Every query here looks at a few rows,
/// however many wait.
/// </summary>
internal sealed partial class Store
{
    /// <summary>Nothing of the same issue stands before it. Triggers keep the mark.</summary>
    private const string FirstInLine = "state = 'ready' AND is_first";

    private const string ClaimableEvent =
        $"""
        SELECT i.inbox_id FROM inbox i
        WHERE {FirstInLine} AND i.installation_id = @installation AND i.not_before_at_ms <= @now
          AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.issue_id = i.issue_id AND e.state = 'running')
        ORDER BY i.not_before_at_ms, i.inbox_id LIMIT 1
        """;

    private const string LapsedEvents =
        """
        UPDATE inbox SET state = 'ready', lease_until_at_ms = NULL
        WHERE state = 'running' AND lease_until_at_ms <= @now
        """;

    /// <summary>
    /// Ready → running: the earliest events of issues of which nothing is running, one of each issue, of the
    /// installations in turn beginning with the next after <paramref name="after"/>, so that a busy one does not starve
    /// the others.
    /// </summary>
    public async Task<IReadOnlyList<InboxRow>> ClaimEventsAsync(
        InstallationId after, Instant now, Duration lease, int rowsMax)
    {
        // The writer is busy with deliveries: it is not asked when there is nothing to claim.
        if (await NextEventDueAsync() is not { } due || due > now) return [];
        return await WriteAsync(session => ClaimEvents(session, after, now, lease, rowsMax), needsFlush: false);
    }

    private List<InboxRow> ClaimEvents(
        Session session, InstallationId after, Instant now, Duration lease, int rowsMax)
    {
        session.Execute(LapsedEvents, new { now = Ms(now) });
        var claimed = new List<InboxRow>();
        while (claimed.Count < rowsMax && Claim() is { } row)
        {
            claimed.Add(row);
            after = new InstallationId(row.InstallationId);
        }

        return claimed;

        InboxRow? Claim() => ClaimFairly(
            session, "inbox", after, installation => ClaimEvent(session, installation, now, lease), FirstInLine);
    }

    private InboxRow? ClaimEvent(Session session, long installation, Instant now, Duration lease)
    {
        var id = session.First<long?>($"{ClaimableEvent} {dialect.ClaimSuffix}", new { installation, now = Ms(now) });
        return id is null ? null : session.First<InboxRow>(
            $"""
            UPDATE inbox SET state = 'running', lease_until_at_ms = @until, fence = fence + 1, attempts = attempts + 1
            WHERE inbox_id = @id RETURNING {InboxColumns}
            """,
            new { id, until = Ms(now + lease) });
    }

    /// <summary>
    /// Asks each installation with ready rows of a box for work, starting behind the one that was served last.
    /// </summary>
    private static T? ClaimFairly<T>(Session session, string box, InstallationId after, Func<long, T?> claim,
        string waiting = "state = 'ready'")
        where T : class
    {
        var last = after.Value;
        for (var wrapped = false; ;)
        {
            var next = session.First<long?>(NextInstallation(box, waiting), new { last });
            if (next is null || (wrapped && next > after.Value))
            {
                if (wrapped) return null;
                (wrapped, last) = (true, -1);
                continue;
            }

            if (claim(next.Value) is { } row) return row;
            last = next.Value;
        }
    }

    private static string NextInstallation(string box, string waiting) =>
        $"""
        SELECT installation_id FROM {box} WHERE {waiting} AND installation_id > @last
        ORDER BY installation_id LIMIT 1
        """;
}
