using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Takes what happened to issues, one event of an issue at a time and in order, decides, and stores each decision
/// whole.
/// </summary>
internal sealed partial class InboxWorker(
    Store store, InboxRouter router, FactsLoader loader, Setbacks setbacks, TimeProvider time,
        ILogger<InboxWorker> logger) : IWorker
{
    private const int DecideAgainMax = 5;

    private readonly Portion portion = new(time);
    private InstallationId served = new(-1);

    public Work Does => Work.Events;

    public Work LeadsTo { get; private set; }

    /// <summary>Shown every decision before it is stored: a simulation takes it again by itself.</summary>
    internal Action<InboxRow, Loading.Ready>? Witness { get; set; }

    public Task<Instant?> NextDueAsync() => store.NextEventDueAsync();

    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        // First what is unread: it may be earlier than, or show more than, what waits.
        if (await router.RunOnceAsync(ct) is { } routed)
        {
            LeadsTo = routed;
            return true;
        }

        LeadsTo = Work.Events | Work.Batches | Work.Alarms | Work.Messages | Work.Checks;
        var rows = await store.ClaimEventsAsync(served, time.Now(), Lease.Event, portion.Size);
        portion.Begin();
        if (rows.Count > 0)
        {
            CrashPoint.Hit(CrashPoint.AfterInboxClaim);
            served = new InstallationId(rows[^1].InstallationId);
            await DecideAsync(rows, ct);
        }

        portion.End(rows.Count);
        return rows.Count > 0;
    }

    private async Task DecideAsync(IReadOnlyList<InboxRow> rows, CancellationToken ct)
    {
        var decided = new List<DecisionCommit>(rows.Count);
        var begun = 0;
        try
        {
            while (begun < rows.Count && (begun == 0 || !portion.IsHeldUp))
                if (await DecideSafelyAsync(rows[begun++], ct) is { } decision) decided.Add(decision);
            await GiveBackAsync(rows.Skip(begun), "others were free for it sooner");
        }
        catch (OperationCanceledException)
        {
            await GiveBackAsync(rows.Skip(begun - 1), "the service was stopped");
            throw;
        }
        finally
        {
            await StoreAsync(decided);
        }
    }

    /// <summary>Null: settled. Otherwise a decision on which no other depends: it may be stored later.</summary>
    private async Task<DecisionCommit?> DecideSafelyAsync(InboxRow row, CancellationToken ct)
    {
        try
        {
            return await DecideAsync(row, ct);
        }
        catch (Exception error) when (error is not (StoreUnavailableException or OperationCanceledException))
        {
            Log.Failed(logger, row.DeliveryId, error);
            await store.BuryEventAsync(row, error.ToString(), time.Now());
            return null;
        }
    }

    private async Task<DecisionCommit?> DecideAsync(InboxRow row, CancellationToken ct)
    {
        for (var tries = 0; tries < DecideAgainMax; tries++)
        {
            switch (await loader.LoadAsync(row, ct))
            {
                case Loading.Nothing nothing:
                    await store.IgnoreEventAsync(row, nothing.Reason, time.Now());
                    return null;
                case Loading.Failed { Failure: var failure }:
                    await SetBackAsync(row, failure);
                    return null;
                case Loading.Ready ready:
                    var decision = Decide(row, ready);
                    if (decision.ConcernsItsIssueAlone(ready.Stored.Issue)) return decision;
                    if (await StoreAsync(decision) != CommitResult.Moved) return null;
                    break;
            }
        }

        await TryAgainAsync(row);
        return null;
    }

    private DecisionCommit Decide(InboxRow row, Loading.Ready ready)
    {
        var outcome = Triage.Decide(ready.Facts, ready.Policy);
        Witness?.Invoke(row, ready);
        CrashPoint.Hit(CrashPoint.AfterDecide);
        var writes = outcome.Decisions.Select(decision => decision.Effect).Where(effect => effect.IsWrite)
            .Select(effect => InOwnWords(effect, ready.Policy)).ToImmutableArray();
        return new DecisionCommit
        {
            Row = row,
            Issue = outcome.State is { } state ? RowOf(row, ready.Stored.Issue, state) : null,
            Decisions = outcome.Decisions,
            Ledgers = ready.Stored.Ledgers,
            Writes = writes,
            Priority = WritePriority.Of(outcome.State, writes,
                ready.Stored.Issue?.CommentId is not null, Instant.FromUnixTimeMilliseconds(row.OccurredAtMs),
                ready.Facts.Now),
            TakerHas = outcome.State?.Taking is { By: var taker } && taker != ready.Facts.State?.Taking?.By
                ? ready.Facts.Taken : null,
            Revision = ready.Policy.Revision,
            WritesPerHour = ready.Policy.Manners.WritesPerHour,
            BulkStop = ready.Facts.Event is AlarmRang rang && rang.Key == AlarmKey.FilesChanged
                ? ready.Policy.Manners.BulkStop : null,
            NotSentBecause = ready.Policy.Mode == Mode.Live ? null : $"the repository's mode is {ready.Policy.Mode}",
            Now = ready.Facts.Now,
        };
    }

    /// <summary>Asked for together, they share a commit.</summary>
    private async Task StoreAsync(List<DecisionCommit> decisions)
    {
        var results = await Task.WhenAll(decisions.Select(StoreAsync));
        foreach (var (decision, result) in decisions.Zip(results))
            if (result == CommitResult.Moved) await TryAgainAsync(decision.Row);
    }

    private async Task<CommitResult> StoreAsync(DecisionCommit decision)
    {
        var result = await store.CommitDecisionAsync(decision);
        if (result == CommitResult.Committed) CrashPoint.Hit(CrashPoint.AfterDecisionCommit);
        if (result == CommitResult.LeaseLost) Log.LeaseLost(logger, decision.Row.DeliveryId);
        setbacks.Clear(new InstallationId(decision.Row.InstallationId));
        return result;
    }

    private Task TryAgainAsync(InboxRow row) => store.RetryEventAsync(
        row, time.Now() + Duration.FromSeconds(1), "the issue changed while it was decided", burnsAttempt: true);

    private async Task GiveBackAsync(IEnumerable<InboxRow> rows, string why) =>
        await Task.WhenAll(rows.Select(row => store.RetryEventAsync(row, time.Now(), why, burnsAttempt: false)));

    private static IssueRow RowOf(InboxRow row, IssueRow? before, IssueState state) => new()
    {
        IssueId = row.IssueId,
        InstallationId = row.InstallationId,
        RepoId = row.RepoId,
        Number = state.Seen.Number,
        Version = before?.Version ?? 0,
        State = IssueStateJson.Write(state),
        Holder = state.Assignee is { ByPerson: false, Value: var person } ? person.Value : null,
        IsOpen = !state.Seen.IsClosed,
        TakenBy = state.Taking?.By.Value,
    };

    /// <summary>Labels leave the house by the repository's own names.</summary>
    private static Effect InOwnWords(Effect effect, RepoPolicy policy) => effect switch
    {
        Effect.AddLabel add => new Effect.AddLabel(policy.LabelFor(add.Label)),
        Effect.RemoveLabel remove => new Effect.RemoveLabel(policy.LabelFor(remove.Label)),
        _ => effect,
    };

    private async Task SetBackAsync(InboxRow row, GitHubFailure failure)
    {
        var setback = await setbacks.JudgeAsync(new InstallationId(row.InstallationId), failure, row.Attempts);
        if (setback.At is { } at) await store.RetryEventAsync(row, at, setback.Why, setback.BurnsAttempt);
        else await store.BuryEventAsync(row, setback.Why, time.Now());
        Log.SetBack(logger, row.DeliveryId, setback.Why, setback.IsFinal);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "delivery {Delivery} is a dead letter: deciding it failed")]
        public static partial void Failed(ILogger logger, string delivery, Exception error);

        [LoggerMessage(Level = LogLevel.Warning,
            Message = "delivery {Delivery} took longer than its lease; what it decided was not stored")]
        public static partial void LeaseLost(ILogger logger, string delivery);

        [LoggerMessage(
            Level = LogLevel.Warning, Message = "delivery {Delivery} cannot be decided: {Why} (for good: {IsFinal})")]
        public static partial void SetBack(ILogger logger, string delivery, string why, bool isFinal);
    }
}
