using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Takes what happened to an issue, one event of an issue at a time and in order, decides, and stores the decision
/// whole.
/// </summary>
internal sealed partial class InboxWorker(
    Store store, InboxRouter router, FactsLoader loader, Setbacks setbacks, TimeProvider time,
        ILogger<InboxWorker> logger) : IWorker
{
    private const int DecideAgainMax = 5;

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

        LeadsTo = Work.Events | Work.Batches | Work.Alarms;
        if (await store.ClaimEventAsync(served, time.Now(), Lease.Event) is not { } row) return false;
        CrashPoint.Hit(CrashPoint.AfterInboxClaim);
        served = new InstallationId(row.InstallationId);
        try
        {
            await DecideAsync(row, ct);
        }
        catch (OperationCanceledException)
        {
            await store.RetryEventAsync(row, time.Now(), "the service was stopped", burnsAttempt: false);
            throw;
        }
        catch (Exception error) when (error is not StoreUnavailableException)
        {
            Log.Failed(logger, row.DeliveryId, error);
            await store.BuryEventAsync(row, error.ToString(), time.Now());
        }

        return true;
    }

    private async Task DecideAsync(InboxRow row, CancellationToken ct)
    {
        for (var tries = 0; tries < DecideAgainMax; tries++)
        {
            switch (await loader.LoadAsync(row, ct))
            {
                case Loading.Nothing nothing:
                    await store.IgnoreEventAsync(row, nothing.Reason, time.Now());
                    return;
                case Loading.Failed { Failure: var failure }:
                    await SetBackAsync(row, failure);
                    return;
                case Loading.Ready ready:
                    if (await DecideAsync(row, ready) != CommitResult.Moved) return;
                    break;
            }
        }

        await store.RetryEventAsync(
            row, time.Now() + Duration.FromSeconds(1), "the issue changed while it was decided", burnsAttempt: true);
    }

    private async Task<CommitResult> DecideAsync(InboxRow row, Loading.Ready ready)
    {
        var outcome = Triage.Decide(ready.Facts, ready.Policy);
        Witness?.Invoke(row, ready);
        CrashPoint.Hit(CrashPoint.AfterDecide);
        var writes = outcome.Decisions.Select(decision => decision.Effect).Where(effect => effect.IsWrite)
            .Select(effect => InOwnWords(effect, ready.Policy)).ToImmutableArray();
        var committed = await store.CommitDecisionAsync(new DecisionCommit
        {
            Row = row,
            Issue = outcome.State is { } state ? RowOf(row, ready.Stored.Issue, state) : null,
            Decisions = outcome.Decisions,
            Ledgers = ready.Stored.Ledgers,
            Writes = writes,
            Priority = WritePriority.Of(outcome.State, writes,
                ready.Stored.Issue?.CommentId is not null, Instant.FromUnixTimeMilliseconds(row.OccurredAtMs),
                ready.Facts.Now),
            Revision = ready.Policy.Revision,
            NotSentBecause = ready.Policy.Mode == Mode.Live ? null : $"the repository's mode is {ready.Policy.Mode}",
            Now = ready.Facts.Now,
        });
        if (committed == CommitResult.Committed) CrashPoint.Hit(CrashPoint.AfterDecisionCommit);
        if (committed == CommitResult.LeaseLost) Log.LeaseLost(logger, row.DeliveryId);
        setbacks.Clear(new InstallationId(row.InstallationId));
        return committed;
    }

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
