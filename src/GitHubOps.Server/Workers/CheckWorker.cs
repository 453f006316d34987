using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Judges commits one after the other: reads what they change, and puts what their check runs are to say into the
/// outbox.
/// </summary>
internal sealed partial class CheckWorker(
    Store store, ChangeJudge judge, Setbacks setbacks, TimeProvider time, ILogger<CheckWorker> logger) : IWorker
{
    private InstallationId served = new(-1);

    public Work Does => Work.Checks;

    public Work LeadsTo => Work.Batches | Work.Checks;

    public Task<Instant?> NextDueAsync() => store.NextCheckDueAsync();

    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        if (await store.ClaimCheckAsync(served, time.Now(), Lease.Check) is not { } row) return false;
        CrashPoint.Hit(CrashPoint.AfterCheckClaim);
        served = new InstallationId(row.InstallationId);
        try
        {
            await SettleAsync(row, await judge.JudgeAsync(row, ct));
        }
        catch (OperationCanceledException)
        {
            await store.RetryCheckAsync(row, time.Now(), "the service was stopped", burnsAttempt: false);
            throw;
        }
        catch (Exception error) when (error is not StoreUnavailableException)
        {
            Log.Failed(logger, row.HeadSha, error);
            await store.BuryCheckAsync(row, error.ToString(), time.Now());
        }

        return true;
    }

    private async Task SettleAsync(CheckRow row, Judgement judgement)
    {
        switch (judgement)
        {
            case Judgement.Said said:
                await store.CommitCheckAsync(new CheckCommit(row, said.Checks, said.Revision), time.Now());
                CrashPoint.Hit(CrashPoint.AfterCheckCommit);
                break;
            case Judgement.Needless needless:
                await store.CancelCheckAsync(row, needless.Reason, time.Now());
                break;
            case Judgement.Failed { Failure: var failure }:
                await SetBackAsync(row, failure);
                break;
        }
    }

    private async Task SetBackAsync(CheckRow row, GitHubFailure failure)
    {
        // Whoever has not accepted this permission has accepted others: their work goes on.
        if (failure is GitHubFailure.Refused { Reason: RefusalReason.NotGranted } missing)
            failure = missing with { Reason = RefusalReason.PermissionMissing };
        var setback = await setbacks.JudgeAsync(new InstallationId(row.InstallationId), failure, row.Attempts);
        if (setback.At is { } at) await store.RetryCheckAsync(row, at, setback.Why, setback.BurnsAttempt);
        else await store.BuryCheckAsync(row, setback.Why, time.Now());
        if (setback.BurnsAttempt) Log.SetBack(logger, row.HeadSha, setback.Why, setback.IsFinal);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "commit {Sha} cannot be judged: it failed")]
        public static partial void Failed(ILogger logger, string sha, Exception error);

        [LoggerMessage(Level = LogLevel.Warning,
            Message = "commit {Sha} cannot be judged: {Why} (for good: {IsFinal})")]
        public static partial void SetBack(ILogger logger, string sha, string why, bool isFinal);
    }
}
