using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Looks around for what nobody told us: every hour at what changed in each repository, every day at all its open
/// issues, one page of a hundred at a time, within a budget of requests. What it finds takes the road of every
/// delivery.
/// </summary>
internal sealed partial class SweepWorker(
    Store store, GitHubAccess github, PolicyCache policies, RecoveryWorker recovery, Setbacks setbacks,
    TimeProvider time,
    ILogger<SweepWorker> logger) : IWorker
{
    private const int RequestsPerHourMax = 1000;
    private const int AbsentPerRun = 25;

    // In place of a page's number: after the last one come the issues that stood on none.
    private const int Absent = -1;

    // News may be minutes on their way: what is younger is left to them.
    private static readonly Duration Young = Duration.FromMinutes(5);
    private static readonly Duration Every = Duration.FromHours(1);
    private static readonly Duration CompareEvery = Duration.FromDays(1);
    private static readonly Duration NotYet = Duration.FromSeconds(10);

    private readonly ReadBudget budget = new(RequestsPerHourMax);
    private Instant idleUntil = Instant.MinValue;

    public Work LeadsTo => Work.Events | Work.Batches;

    public async Task<Instant?> NextDueAsync() =>
        await store.NextSweepDueAsync() is { } due ? Instant.Max(due, idleUntil) : null;

    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        var now = time.Now();
        if (now < idleUntil) return false;
        if (await WorkAsync(now, ct)) return true;
        idleUntil = now + NotYet;
        return false;
    }

    private async Task<bool> WorkAsync(Instant now, CancellationToken ct)
    {
        // What GitHub's log or the inbox still has to say is better than what a look would guess.
        if (await recovery.IsCatchingUpAsync() || (await store.UnreadAsync(1)).Count > 0) return false;
        if (await store.NextSweepAsync(now, CompareEvery) is not { } row) return await ReportAsync(now);
        if (budget.UsedUpUntil(row.Installation, now) is { } later)
        {
            await store.PutOffSweepAsync(row, later, "the requests of this hour are used up", burnsAttempt: false);
            return true;
        }

        if (await LookAsync(row, ct) is { } failure) await SetBackAsync(row, failure);
        return true;
    }

    private async Task<GitHubFailure?> LookAsync(SweepRow row, CancellationToken ct)
    {
        var named = new RepoInfo(row.Repo, row.FullName, row.NodeId, row.IsPrivate, IsArchived: false,
            DefaultBranch: "");
        var calls = github.Client.LookAround(row.Installation, named);
        try
        {
            var found = await calls.GetRawRepositoryAsync(ct);
            if (!found.IsOk) return found.Failure;
            var (repo, json) = found.Value;
            var policy = await policies.GetAsync(row.Installation, repo, ct);
            if (!policy.IsOk) return policy.Failure;
            if (policy.Value.Policy is not { Mode: not Mode.Paused } inForce || repo.IsArchived)
            {
                await PassAsync(row);
                return null;
            }

            var bot = await github.Client.GetBotAsync(row.Installation, ct);
            if (!bot.IsOk) return bot.Failure;
            var events = new SyntheticEvents(row.Installation, json);
            return await LookAsync(row, calls, new IssueReview(store, calls, row, inForce, bot.Value, events, time),
                ct);
        }
        finally
        {
            budget.Spend(row.Installation, calls.ReadsSent, time.Now());
        }
    }

    private Task<GitHubFailure?> LookAsync(SweepRow row, RepoCalls calls, IssueReview review, CancellationToken ct)
    {
        if (row.DueAtMs <= time.Now().ToUnixTimeMilliseconds()) return SweepAsync(row, calls, review, ct);
        return row.ComparePage == Absent
            ? LookForAbsentAsync(row, calls, review, ct)
            : CompareAsync(row, calls, review, ct);
    }

    /// <summary>Nothing is decided there at present: neither by news nor by looking.</summary>
    private async Task PassAsync(SweepRow row)
    {
        var now = time.Now();
        await store.EndSweepAsync(row, Instant.Max(row.Since, now - Young), now + Every, now);
        await store.EndComparisonAsync(row, now + CompareEvery);
    }

    private async Task<GitHubFailure?> SweepAsync(SweepRow row, RepoCalls calls, IssueReview review,
        CancellationToken ct)
    {
        var page = await calls.ListChangedIssuesAsync(row.Since, row.Page, ct);
        if (!page.IsOk) return page.Failure;
        var now = time.Now();
        var ripe = Ripe(now);
        var old = page.Value.Issues.Where(listed => listed.Issue.UpdatedAt <= ripe).ToList();
        var found = new List<FoundEvent>();
        foreach (var listed in old)
        {
            var looked = await review.ReviewChangedAsync(listed, ct);
            if (!looked.IsOk) return looked.Failure;
            found.AddRange(looked.Value.Events);
        }

        if (found.Count > 0) Log.Found(logger, row.FullName.ToString(), found.Count);
        var isMore = page.Value.HasMore && old.Count == page.Value.Issues.Length && old.Count > 0;
        var (since, next) = isMore ? After(row, old[^1].Issue.UpdatedAt) : (row.Since, row.Page);
        await store.SaveSweepAsync(row, found, old.Count, since, next, now);
        if (isMore) return null;
        var isYoungLeft = old.Count < page.Value.Issues.Length;
        await store.EndSweepAsync(row, Instant.Max(row.Since, ripe), now + (isYoungLeft ? Young : Every), now);
        return null;
    }

    /// <summary>
    /// What changed until then, by GitHub's clock, is shown everywhere and has been told if it ever will be.
    /// </summary>
    private Instant Ripe(Instant now) => now + github.Clock.Skew - Young;

    /// <summary>
    /// The next page begins where this one ended; of more than a page in one second, the page's number counts.
    /// </summary>
    private static (Instant Since, int Page) After(SweepRow row, Instant last) =>
        last > row.Since ? (last, 1) : (row.Since, row.Page + 1);

    private async Task<GitHubFailure?> CompareAsync(SweepRow row, RepoCalls calls, IssueReview review,
        CancellationToken ct)
    {
        var number = Math.Max(1, row.ComparePage);
        var now = time.Now();
        var begun = row.CompareBegunAtMs is { } ms ? Instant.FromUnixTimeMilliseconds(ms) : now;
        var page = await calls.ListOpenIssuesAsync(number, ct);
        if (!page.IsOk) return page.Failure;
        var found = new List<FoundEvent>();
        var ripe = Ripe(now);
        foreach (var listed in page.Value.Issues.Where(one => !one.Issue.IsPullRequest && one.Issue.UpdatedAt <= ripe))
        {
            if (await store.IssueAsync(listed.Issue.Id) is not { } known) continue;
            var looked = await review.ReviewOpenAsync(known, listed, ct);
            if (!looked.IsOk) return looked.Failure;
            found.AddRange(looked.Value.Events);
        }

        if (found.Count > 0) Log.Found(logger, row.FullName.ToString(), found.Count);
        var next = page.Value.HasMore ? number + 1 : Absent;
        await store.SaveComparisonAsync(row, found, page.Value.Issues.Select(listed => listed.Issue.Id), next, begun,
            now);
        return null;
    }

    private async Task<GitHubFailure?> LookForAbsentAsync(SweepRow row, RepoCalls calls, IssueReview review,
        CancellationToken ct)
    {
        var begun = Instant.FromUnixTimeMilliseconds(row.CompareBegunAtMs!.Value);
        var absent = await store.UnseenOpenIssuesAsync(row, begun, AbsentPerRun);
        if (absent.Count == 0)
        {
            await store.EndComparisonAsync(row, time.Now() + CompareEvery);
            return null;
        }

        var found = new List<FoundEvent>();
        foreach (var known in absent)
        {
            var state = IssueStateJson.Read(known.State);
            if (state.HandsOff is not null || state.Seen.UpdatedAt > Ripe(time.Now())) continue;
            var listed = await calls.GetListedIssueAsync(known.Number, ct);
            if (IsGone(listed.Failure))
            {
                // The repository itself answers: so it is the issue that is gone.
                found.AddRange(review.Gone(state, "deleted").Events);
                continue;
            }

            if (!listed.IsOk) return listed.Failure;
            var looked = await review.ReviewOpenAsync(known, listed.Value, ct);
            if (!looked.IsOk) return looked.Failure;
            found.AddRange(looked.Value.Events);
        }

        if (found.Count > 0) Log.Found(logger, row.FullName.ToString(), found.Count);
        await store.SaveComparisonAsync(row, found, absent.Select(issue => new IssueId(issue.IssueId)), Absent, begun,
            time.Now());
        return null;
    }

    private static bool IsGone(GitHubFailure? failure) => failure is GitHubFailure.Refused
    {
        Reason: RefusalReason.NotFound or RefusalReason.Gone or RefusalReason.Moved
    };

    private async Task<bool> ReportAsync(Instant now)
    {
        if (await store.FinishReportAsync(now) is not { } report) return false;
        Log.Swept(logger, Instant.FromUnixTimeMilliseconds(report.GapUntilAtMs), report.Issues);
        return true;
    }

    private async Task SetBackAsync(SweepRow row, GitHubFailure failure)
    {
        var setback = await setbacks.JudgeAsync(row.Installation, failure, row.Tries + 1);

        // Refused: no permission, or the repository is gone. The next turn asks again.
        await store.PutOffSweepAsync(row, setback.At ?? time.Now() + Every, setback.Why, setback.BurnsAttempt);
        Log.SetBack(logger, row.FullName.ToString(), setback.Why);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information,
            Message = "{Repo}: {Count} events were found that nobody had told us of")]
        public static partial void Found(ILogger logger, string repo, int count);

        [LoggerMessage(Level = LogLevel.Warning,
            Message = "deliveries before {Until} could not be recovered; {Issues} issues were swept")]
        public static partial void Swept(ILogger logger, Instant until, long issues);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Repo} cannot be swept now: {Why}")]
        public static partial void SetBack(ILogger logger, string repo, string why);
    }
}
