using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Brings in what GitHub could not deliver. GitHub never redelivers by itself: at the start and every few minutes its
/// log is read from the newest entry down to what is known, and what is not in our inbox is fetched, oldest first.
/// Every page is saved before the next is asked for, so whoever dies on the way goes on where it was.
/// </summary>
internal sealed partial class RecoveryWorker(
    Store store, GitHubAccess github, Setbacks setbacks, ServiceHealth health, TimeProvider time,
    ILogger<RecoveryWorker> logger) : IWorker
{
    private const string Topic = "recovery";
    private const int FetchesPerRun = 50;
    private const int FetchTriesMax = 5;

    private static readonly Duration Every = Duration.FromMinutes(5);

    // GitHub away does not put off our own promises for ever.
    private static readonly Duration HoldMax = Duration.FromHours(1);

    private readonly Instant startedAt = time.Now();
    private Instant scanDueAt = Instant.MinValue;
    private Instant notBefore = Instant.MinValue;
    private int failures;
    private bool hasReadLog;
    private bool isUpToDate;

    public Work LeadsTo => Work.Events | Work.Alarms;

    /// <summary>
    /// GitHub's log may still tell what a look around would only guess. False also when the log cannot be read.
    /// </summary>
    public async Task<bool> IsCatchingUpAsync()
    {
        if (failures > 0) return false;
        var scan = await store.DeliveryScanAsync();
        return scan.IsUnderWay || scan.CompleteUntil is null || scanDueAt == Instant.MinValue ||
            await store.NextMissedDueAsync() is not null;
    }

    /// <summary>
    /// True from the start until the log has been read, and while it holds what we took and do not have: a backup has
    /// taken the store's place.
    /// </summary>
    public async Task<bool> IsStoreOlderThanLogAsync()
    {
        isUpToDate = isUpToDate || time.Now() - startedAt > HoldMax ||
            (hasReadLog && !await store.IsOlderThanLogAsync());
        return !isUpToDate;
    }

    public async Task<Instant?> NextDueAsync()
    {
        var scan = await store.DeliveryScanAsync();
        var work = scan.IsUnderWay ? time.Now() : scanDueAt;
        if (await store.NextMissedDueAsync() is { } missed) work = Instant.Min(work, missed);
        return Instant.Max(work, Instant.Max(notBefore, github.Deliveries.NotBefore));
    }

    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        var now = time.Now();
        if (now < notBefore || now < github.Deliveries.NotBefore) return false;
        var scan = await store.DeliveryScanAsync();
        if (scan.IsUnderWay) return await ReadPageAsync(scan, ct);
        if (now >= scanDueAt)
        {
            scanDueAt = now + Every;
            return await ReadPageAsync(await store.BeginScanAsync(now + github.Clock.Skew), ct);
        }

        var missed = await store.MissedDeliveriesAsync(now, FetchesPerRun);
        return missed.Count > 0 && await FetchAsync(missed, ct);
    }

    private async Task<bool> ReadPageAsync(DeliveryScan scan, CancellationToken ct)
    {
        if (scanDueAt == Instant.MinValue) scanDueAt = time.Now() + Every;
        var answer = await github.Deliveries.ListAsync(scan.Cursor, ct);
        if (answer.Failure is GitHubFailure.Refused && scan.Cursor is not null)
        {
            // A place in the log that GitHub has forgotten: from the top again. What was found so far is kept.
            await store.RestartScanAsync();
            return SetBack(answer.Failure);
        }

        if (!answer.IsOk) return SetBack(answer.Failure);
        var found = await store.SavePageAsync(answer.Value.Attempts, answer.Value.Next);
        if (found > 0) Log.Missed(logger, found);
        if (!DeliveryWindow.IsDone(scan, answer.Value)) return Well();
        await EndAsync(isEndOfLog: answer.Value.Next is null);
        hasReadLog = true;
        return Well();
    }

    private async Task EndAsync(bool isEndOfLog)
    {
        var scan = await store.DeliveryScanAsync();
        if (!isEndOfLog)
        {
            await store.EndScanAsync(scan.Window, gap: null, time.Now());
            return;
        }

        var before = scan.Oldest is { } oldest ? await store.LastReceivedBeforeAsync(oldest) : null;
        var window = DeliveryWindow.Learn(scan, before);
        var gap = DeliveryWindow.GapOf(scan, window, before);
        await store.EndScanAsync(window, gap, time.Now());
        if (gap is not null) Log.Gap(logger, gap.From, gap.Until);
    }

    private async Task<bool> FetchAsync(IReadOnlyList<MissedDelivery> missed, CancellationToken ct)
    {
        var fetched = new List<IncomingDelivery>(missed.Count);
        GitHubFailure? failure = null;
        try
        {
            foreach (var delivery in missed)
            {
                var answer = await github.Deliveries.GetAsync(delivery.AttemptId, ct);
                if (answer.IsOk) fetched.Add(Incoming(delivery, answer.Value));
                else if (await IsOnlyThisOneAsync(delivery, answer.Failure)) continue;
                else failure = answer.Failure;
                if (failure is not null) break;
            }
        }
        finally
        {
            var stored = await store.RecoverDeliveriesAsync(fetched);
            if (stored > 0) Log.Recovered(logger, stored);
        }

        return failure is null ? Well() : SetBack(failure);
    }

    /// <summary>
    /// Trouble with one delivery does not hold up the others: it is tried again, and in the end given up and looked
    /// for.
    /// </summary>
    private async Task<bool> IsOnlyThisOneAsync(MissedDelivery delivery, GitHubFailure failure)
    {
        if (failure is GitHubFailure.RateLimited or GitHubFailure.Unauthorized) return false;
        if (failure is GitHubFailure.Refused || delivery.Tries + 1 >= FetchTriesMax)
        {
            await store.LoseMissedAsync(delivery, time.Now());
            Log.Lost(logger, delivery.DeliveryId, delivery.Event, failure.Why);
            return true;
        }

        // GitHub unwell: everything waits, and this one is counted only when it fails alone.
        if (failures > 0) return false;
        await store.RetryMissedAsync(delivery, time.Now() + RetryPolicy.GitHub.Delay(delivery.Tries + 1, 0.5));
        return false;
    }

    /// <summary>Received when GitHub tried: news that carry no time of their own are as old as that.</summary>
    private static IncomingDelivery Incoming(MissedDelivery missed, DeliveryContent content) => new(
        new DeliveryId(missed.DeliveryId), content.Event, missed.DeliveredAt, BodyCodec.Compress(content.Payload),
        content.Payload.Length, IsRecovered: true);

    private bool Well()
    {
        failures = 0;
        health.Clear(Topic);
        return true;
    }

    private bool SetBack(GitHubFailure failure)
    {
        if (failure is not GitHubFailure.RateLimited) failures++;
        var pause = RetryPolicy.GitHub.Delay(failures, setbacks.Jitter());
        notBefore = Instant.Max(failure.TryAgainAt ?? Instant.MinValue, time.Now() + pause);
        if (failure is GitHubFailure.RateLimited { Kind: LimitKind.OwnPace }) return true;
        health.Report(Topic, $"missed deliveries cannot be fetched: {failure.Why}");
        Log.Failed(logger, failure.Why);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information,
            Message = "GitHub's log shows {Count} deliveries that did not arrive")]
        public static partial void Missed(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Count} missed deliveries were fetched")]
        public static partial void Recovered(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Error,
            Message = "delivery {Delivery} ({Event}) is lost: {Why}; the issues are swept")]
        public static partial void Lost(ILogger logger, string delivery, string @event, string why);

        [LoggerMessage(Level = LogLevel.Error,
            Message = "deliveries from {From} to {Until} could not be recovered: GitHub's log begins later")]
        public static partial void Gap(ILogger logger, Instant from, Instant until);

        [LoggerMessage(Level = LogLevel.Warning, Message = "missed deliveries cannot be fetched: {Why}")]
        public static partial void Failed(ILogger logger, string why);
    }
}
