using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>GitHub's log of deliveries: how far it was read, and what of it is still to be fetched.</summary>
internal sealed partial class Store
{
    private const string OlderThanLog = "older-than-log";

    private const string ScanColumns = "complete_until_at_ms, started_at_ms, cursor, oldest_at_ms, window_ms";

    // Deliveries of an installation that is closed wait: if it is opened again in time, they are wanted.
    private const string MayBeFetched =
        """
        (event IN ('installation', 'installation_repositories') OR NOT EXISTS (
            SELECT 1 FROM installations n WHERE n.installation_id = m.installation_id AND n.state <> 'active'))
        """;

    public Task<DeliveryScan> DeliveryScanAsync() =>
        ReadAsync(session => session.First<DeliveryScan>($"SELECT {ScanColumns} FROM delivery_scan")!);

    /// <summary>No scan is under way → one is.</summary>
    public Task<DeliveryScan> BeginScanAsync(Instant now) => WriteAsync(session =>
    {
        session.Execute("UPDATE delivery_scan SET started_at_ms = @now WHERE started_at_ms IS NULL",
            new { now = Ms(now) });
        return session.First<DeliveryScan>($"SELECT {ScanColumns} FROM delivery_scan", new { })!;
    });

    /// <summary>
    /// Keeps what a page shows and we do not have, and where to go on, in one transaction; answers how many are new.
    /// </summary>
    public Task<int> SavePageAsync(IReadOnlyCollection<DeliveryAttempt> attempts, string? cursor) =>
        WriteAsync(session =>
    {
        var known = session.Query<string>(
            "SELECT delivery_id FROM inbox WHERE delivery_id IN @ids",
            new { ids = attempts.Select(attempt => attempt.Delivery.Value).Distinct().ToList() })
                .ToHashSet(StringComparer.Ordinal);
        var added = 0;
        foreach (var attempt in attempts)
            if (EventParser.IsOurs(attempt.Event, attempt.Action) && !known.Contains(attempt.Delivery.Value))
                added += PutMissed(session, attempt);
        long? oldest = attempts.Count == 0 ? null : Ms(attempts.Min(attempt => attempt.DeliveredAt));
        session.Execute(
            $"""
            UPDATE delivery_scan SET cursor = @cursor,
                oldest_at_ms = {dialect.Least}(COALESCE(oldest_at_ms, @oldest), COALESCE(@oldest, oldest_at_ms))
            WHERE started_at_ms IS NOT NULL
            """,
            new { cursor, oldest });
        return added;
    });

    /// <summary>
    /// The pages asked for before are no longer to be had: the scan under way starts at the newest again.
    /// </summary>
    public Task RestartScanAsync() => WriteAsync(session =>
        session.Execute("UPDATE delivery_scan SET cursor = NULL, oldest_at_ms = NULL WHERE started_at_ms IS NOT NULL",
            new { }));

    /// <summary>The scan under way is done: what was delivered before it began is known, but for the gap.</summary>
    public Task EndScanAsync(Duration window, DeliveryGap? gap, Instant now) => WriteAsync(session =>
    {
        session.Execute(
            """
            UPDATE delivery_scan SET complete_until_at_ms = started_at_ms, started_at_ms = NULL, cursor = NULL,
                oldest_at_ms = NULL, window_ms = @window
            WHERE started_at_ms IS NOT NULL
            """,
            new { window = (long)window.TotalMilliseconds });
        session.Execute(
            """
            DELETE FROM missed_deliveries WHERE event <> 'installation' AND installation_id IN (
                SELECT installation_id FROM installations WHERE state = 'deleted')
            """,
            new { });
        if (gap is not null) PutGap(session, gap, now);
        return true;
    });

    /// <summary>When the last delivery before an instant was received by ourselves; null: none is known.</summary>
    public Task<Instant?> LastReceivedBeforeAsync(Instant before) =>
        ReadAsync<Instant?>(session => session.First<long?>(
        "SELECT MAX(received_at_ms) FROM inbox WHERE source = 'webhook' AND received_at_ms < @before",
        new { before = Ms(before) }) is { } ms ? At(ms) : null);

    /// <summary>GitHub's log holds what we took and do not have (any more), and it is not fetched yet.</summary>
    public Task<bool> IsOlderThanLogAsync() => ReadAsync(session => session.First<bool>(
        $"""
        SELECT EXISTS (SELECT 1 FROM meta WHERE name = @name)
            AND EXISTS (SELECT 1 FROM missed_deliveries m WHERE {MayBeFetched})
        """,
        new { name = OlderThanLog }));

    /// <summary>What is to be fetched, in the order of delivery.</summary>
    public Task<IReadOnlyList<MissedDelivery>> MissedDeliveriesAsync(Instant now, int rowsMax) =>
        ReadAsync<IReadOnlyList<MissedDelivery>>(session => session.Query<MissedDelivery>(
            $"""
            SELECT delivery_id, attempt_id, event, installation_id, delivered_at_ms, tries FROM missed_deliveries m
            WHERE not_before_at_ms <= @now AND {MayBeFetched}
            ORDER BY delivered_at_ms, attempt_id LIMIT @rowsMax
            """,
            new { now = Ms(now), rowsMax }));

    public Task<Instant?> NextMissedDueAsync() => ReadAsync<Instant?>(session => session.First<long?>(
        $"SELECT MIN(not_before_at_ms) FROM missed_deliveries m WHERE {MayBeFetched}") is { } ms ? At(ms) : null);

    /// <summary>
    /// Into the inbox, as if they had been sent to us; those that came meanwhile are there once. Answers how many are
    /// new.
    /// </summary>
    public Task<int> RecoverDeliveriesAsync(IReadOnlyCollection<IncomingDelivery> deliveries) => WriteAsync(session =>
    {
        var stored = 0;
        foreach (var delivery in deliveries)
        {
            if (PutDelivery(session, delivery) == Receipt.Stored) stored++;
            session.Execute("DELETE FROM missed_deliveries WHERE delivery_id = @id", new { id = delivery.Id.Value });
        }

        CatchUp(session);
        return stored;
    });

    public Task RetryMissedAsync(MissedDelivery missed, Instant notBefore) => WriteAsync(session => session.Execute(
        "UPDATE missed_deliveries SET tries = tries + 1, not_before_at_ms = @notBefore WHERE delivery_id = @DeliveryId",
        new { missed.DeliveryId, notBefore = Ms(notBefore) }));

    /// <summary>GitHub does not have it any more: what it told must be looked for.</summary>
    public Task LoseMissedAsync(MissedDelivery missed, Instant now) => WriteAsync(session =>
    {
        session.Execute("DELETE FROM missed_deliveries WHERE delivery_id = @DeliveryId", new { missed.DeliveryId });
        PutGap(session, new DeliveryGap(missed.DeliveredAt, missed.DeliveredAt), now);
        CatchUp(session);
        return true;
    });

    public Task<IReadOnlyList<RecoveryReport>> RecoveryReportsAsync() =>
        ReadAsync<IReadOnlyList<RecoveryReport>>(session =>
        session.Query<RecoveryReport>(
            """
            SELECT report_id, gap_from_at_ms, gap_until_at_ms, noticed_at_ms, finished_at_ms, issues
            FROM recovery_reports
            ORDER BY report_id DESC LIMIT 10
            """));

    public Task<long> MissedCountAsync() =>
        ReadAsync(session => session.First<long>("SELECT COUNT(*) FROM missed_deliveries"));

    public Task<long> RecoveredCountAsync() =>
        ReadAsync(session => session.First<long>(
            "SELECT COUNT(*) FROM inbox WHERE recovered AND delivery_id NOT LIKE 'sweep:%'"));

    private static void CatchUp(Session session) => session.Execute(
        $"""
        DELETE FROM meta WHERE name = @name AND NOT EXISTS (SELECT 1 FROM missed_deliveries m WHERE {MayBeFetched})
        """,
        new { name = OlderThanLog });

    private int PutMissed(Session session, DeliveryAttempt attempt) => session.Execute(
        $"""
        INSERT INTO missed_deliveries (delivery_id, attempt_id, event, installation_id, delivered_at_ms)
        VALUES (@delivery, @Id, @Event, @installation, @at)
        ON CONFLICT (delivery_id) DO UPDATE SET
            delivered_at_ms = {dialect.Least}(missed_deliveries.delivered_at_ms, @at)
        """,
        new
        {
            attempt.Id,
            attempt.Event,
            delivery = attempt.Delivery.Value,
            installation = attempt.Installation.Value,
            at = Ms(attempt.DeliveredAt),
        });

    /// <summary>One report is open at a time: it grows until every repository has been swept.</summary>
    private void PutGap(Session session, DeliveryGap gap, Instant now)
    {
        var parameters = new { from = Ms(gap.From), until = Ms(gap.Until), now = Ms(now) };
        session.Execute(
            $"UPDATE sweeps SET due_at_ms = 0, since_at_ms = {dialect.Least}(since_at_ms, @from), page = 1",
            parameters);
        var grown = session.Execute(
            $"""
            UPDATE recovery_reports SET gap_from_at_ms = {dialect.Least}(gap_from_at_ms, @from),
                gap_until_at_ms = {dialect.Greatest}(gap_until_at_ms, @until), noticed_at_ms = @now
            WHERE finished_at_ms IS NULL
            """,
            parameters);
        if (grown > 0) return;
        session.Execute(
            """
            INSERT INTO recovery_reports (gap_from_at_ms, gap_until_at_ms, noticed_at_ms)
            VALUES (@from, @until, @now)
            """,
            parameters);
    }
}
