using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Tells GitHub what was decided: the first unfinished batch of an issue, in order, at the installation's pace. After
/// an
/// uncertain answer it looks before it acts again.
/// </summary>
internal sealed partial class OutboxWorker(
    Store store, GitHubAccess github, WriteRequests requests, CheckSender checks, PolicyCache policies,
        Setbacks setbacks, TimeProvider time,
    ILogger<OutboxWorker> logger) : IWorker
{
    private InstallationId served = new(-1);

    public Work Does => Work.Batches;

    public Work LeadsTo => Work.Batches | Work.Events;

    public Task<Instant?> NextDueAsync() => store.NextBatchDueAsync(time.Now());

    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        var claimedAt = time.Now();
        if (await store.ClaimBatchAsync(served, claimedAt, Lease.Batch) is not { } row) return false;
        CrashPoint.Hit(CrashPoint.AfterOutboxClaim);
        served = new InstallationId(row.InstallationId);
        try
        {
            await SendAsync(row, Lease.LastWriteAt(claimedAt), ct);
        }
        catch (OperationCanceledException)
        {
            await store.RetryBatchAsync(
                row, time.Now() + ReplicaLag.Longest, "the service was stopped", readFirst: true, burnsAttempt: false,
                comment: null,
                time.Now());
            throw;
        }
        catch (Exception error) when (error is not StoreUnavailableException)
        {
            Log.Failed(logger, row.OutboxId, error);
            await store.BuryBatchAsync(row, error.ToString(), time.Now());
        }

        return true;
    }

    private async Task SendAsync(OutboxRow row, Instant notAfter, CancellationToken ct)
    {
        if (row.IsCheck)
        {
            await SendCheckAsync(row, notAfter, ct);
            return;
        }

        if (await store.IssueAsync(new IssueId(row.IssueId)) is not { } issue)
        {
            await store.RefuseBatchAsync(row, "nothing is known of the issue any more", time.Now());
            return;
        }

        // As it is now, not as it was when this was decided: somebody may have switched us off since.
        var state = IssueStateJson.Read(issue.State);
        var policy = await policies.GetAsync(new InstallationId(row.InstallationId), state.Repo, ct);
        if (!policy.IsOk) await SetBackAsync(row, policy.Failure, report: null);
        else if (policy.Value.Policy is { Mode: Mode.Live } live)
            await SendAsync(row, issue, state, live, notAfter, ct);
        else await store.HoldBackBatchAsync(
            row, policy.Value.WhyNone ?? $"the repository's mode is {policy.Value.Policy!.Mode}", time.Now());
    }

    private async Task SendAsync(
        OutboxRow row, IssueRow issue, IssueState state, RepoPolicy policy, Instant notAfter, CancellationToken ct)
    {
        var request = await requests.MakeAsync(row, issue, state, policy, ct);
        if (!request.IsOk)
        {
            await SetBackAsync(row, request.Failure, report: null);
            return;
        }

        var report = await github.Writer.ApplyAsync(request.Value with { NotAfter = notAfter }, ct);
        CrashPoint.Hit(CrashPoint.AfterWrite);
        await SettleAsync(row, report);
        CrashPoint.Hit(CrashPoint.AfterOutboxDone);
    }

    private async Task SendCheckAsync(OutboxRow row, Instant notAfter, CancellationToken ct)
    {
        // As it is now: somebody may have paused us since the commit was judged.
        var mode = await ModeAsync(row, ct);
        if (!mode.IsOk)
        {
            await SetBackAsync(row, mode.Failure, report: null);
            return;
        }

        if (mode.Value == Mode.Paused)
        {
            await store.HoldBackBatchAsync(row, "the repository's mode is Paused", time.Now());
            return;
        }

        if (await checks.SendAsync(row, notAfter, ct) is not { } sent)
        {
            await store.RefuseBatchAsync(row, "nothing is known of the check run any more", time.Now());
            return;
        }

        CrashPoint.Hit(CrashPoint.AfterWrite);
        await SettleAsync(row, sent.Report, sent.Digest);
        CrashPoint.Hit(CrashPoint.AfterOutboxDone);
    }

    /// <summary>Null: none is in force, or the repository is not known (any more).</summary>
    private async Task<Answer<Mode?>> ModeAsync(OutboxRow row, CancellationToken ct)
    {
        var (installation, id) = (new InstallationId(row.InstallationId), new RepoId(row.RepoId));
        if (await store.RepositoryAsync(id) is not { } known) return (Mode?)null;
        var repo = known.Info;
        if (!policies.IsFresh(id))
        {
            var asked = await github.Client.In(installation, repo, TokenPurpose.Checks).GetRepositoryAsync(ct);
            if (!asked.IsOk) return asked.Failure;
            repo = asked.Value;
        }

        var policy = await policies.GetAsync(installation, repo, ct);
        return policy.Select(inForce => inForce.Policy?.Mode);
    }

    private async Task SettleAsync(OutboxRow row, WriteReport report, string? checkDigest = null)
    {
        if ((report.Failure ?? PassingRefusal(report)) is { } failure)
        {
            await SetBackAsync(row, failure, report);
            return;
        }

        var refused = report.Parts.Where(part => part.Result is PartResult.Refused).ToList();
        var note = refused.Count == 0 ? null : string.Join("; ", refused.Select(Describe));
        if (note is not null) Log.PartsRefused(logger, row.OutboxId, note);
        if (refused.Count > 0 && refused.Count == report.Parts.Length && report.RefusedPeople.IsEmpty)
        {
            await store.RefuseBatchAsync(row, note!, time.Now());
            return;
        }

        var sent = new Sent(Ids(report.Comment), report.RefusedPeople, note)
        {
            CheckDigest = checkDigest,
            HasSaid = report.Parts.Any(part => part is { Kind: WriteKind.Comment, Result.IsSettled: true }),
        };
        await store.FinishBatchAsync(row, sent, time.Now());
        setbacks.Clear(new InstallationId(row.InstallationId));
    }

    private async Task SetBackAsync(OutboxRow row, GitHubFailure failure, WriteReport? report)
    {
        var setback = await setbacks.JudgeAsync(new InstallationId(row.InstallationId), failure, row.Attempts);
        if (setback.At is not { } at)
        {
            Log.Refused(logger, row.OutboxId, setback.Why);
            await store.RefuseBatchAsync(row, setback.Why, time.Now());
            return;
        }

        // It is held, and due as soon as that ends.
        if (failure is GitHubFailure.Stopped) at = time.Now();

        // What was settled stays settled: the next look finds it.
        var isPartlyDone = report is not null && report.Parts.Any(part => part.Result.IsSettled);
        var readFirst = failure is GitHubFailure.Uncertain || isPartlyDone;
        if (readFirst) at = Instant.Max(at, time.Now() + ReplicaLag.Longest);
        await store.RetryBatchAsync(row, at, setback.Why, readFirst, setback.BurnsAttempt, Ids(report?.Comment),
            time.Now());
        if (setback.BurnsAttempt) Log.SetBack(logger, row.OutboxId, row.Attempts, setback.Why);
    }

    /// <summary>
    /// A refusal that may pass: of a permission that somebody can still accept, or of an issue so new that it is not
    /// visible everywhere. Null: there is none.
    /// </summary>
    private static GitHubFailure? PassingRefusal(WriteReport report)
    {
        var refused = report.Parts.Select(part => part.Result).OfType<PartResult.Refused>().ToList();
        var passing = refused.Find(part => part.Reason is RefusalReason.PermissionMissing or RefusalReason.NotGranted);
        if (passing is null && refused.Count == report.Parts.Length)
            passing = refused.Find(part => part.Reason == RefusalReason.NotFound);
        return passing is null ? null : new GitHubFailure.Refused(0, passing.Reason, passing.Why);
    }

    private static CommentIds? Ids(CommentHandle? comment) =>
        comment is null ? null : new CommentIds(comment.Id, comment.NodeId);

    private static string Describe(PartReport part) =>
        $"{part.Kind} {part.Subject}: {((PartResult.Refused)part.Result).Why}".Replace(
            "  ", " ", StringComparison.Ordinal);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "batch {Batch} is a dead letter: sending it failed")]
        public static partial void Failed(ILogger logger, long batch, Exception error);

        [LoggerMessage(Level = LogLevel.Error, Message = "batch {Batch} was refused by GitHub: {Why}")]
        public static partial void Refused(ILogger logger, long batch, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "parts of batch {Batch} were refused by GitHub: {Why}")]
        public static partial void PartsRefused(ILogger logger, long batch, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "batch {Batch} was not settled at attempt {Attempt}: {Why}")]
        public static partial void SetBack(ILogger logger, long batch, int attempt, string why);
    }
}
