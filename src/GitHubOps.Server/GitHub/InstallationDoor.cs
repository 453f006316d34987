using GitHubOps.Core;
using NodaTime;
using Polly;
using Polly.Retry;

namespace GitHubOps.Server;

/// <summary>
/// Requests that we make for an installation: with the token of the purpose, at the installation's pace, nothing while
/// it is limited.
/// </summary>
internal sealed class InstallationDoor
{
    // A token just made may not be known everywhere at GitHub yet.
    private static readonly Duration ReplicationMax = Duration.FromSeconds(5);
    private static readonly TimeSpan ReplicationPause = TimeSpan.FromSeconds(1);

    private readonly GitHubTransport transport;
    private readonly InstallationTokens tokens;
    private readonly InstallationPace pace;
    private readonly GitHubClock clock;
    private readonly bool waits;
    private readonly Func<RepoId, string?> whyStopped;
    private readonly ResiliencePipeline<Answer<GitHubResponse>> reads;

    /// <param name="whyStopped">Asked last before each write; null: it may be sent.</param>
    public InstallationDoor(
        GitHubTransport transport, InstallationTokens tokens, InstallationPace pace, GitHubClock clock, bool waits,
        Func<RepoId, string?> whyStopped)
    {
        this.whyStopped = whyStopped;
        (this.transport, this.tokens, this.pace, this.clock, this.waits) = (transport, tokens, pace, clock, waits);
        reads = waits ? MakeReadPipeline(clock.Time) : ResiliencePipeline<Answer<GitHubResponse>>.Empty;
    }

    public Uri BaseUrl => transport.BaseUrl;

    public Uri GraphQlUrl => transport.GraphQlUrl;

    public Instant Now => clock.Now;

    /// <summary>For limits that are told inside an answer that looks well.</summary>
    public GitHubFailure.RateLimited Block(InstallationId installation, GitHubFailure.RateLimited limit) =>
        pace.Block(installation, limit);

    public async Task<Answer<GitHubResponse>> SendAsync(TokenScope scope, GitHubRequest request, CancellationToken ct)
    {
        if (pace.Blocked(scope.Installation) is { } blocked) return blocked;
        if (!request.IsWrite)
            return await reads.ExecuteAsync(async token => await ReadAsync(scope, request, token), ct);

        // The token first: its absence must not cost a turn.
        var ready = await tokens.GetAsync(scope, ct);
        if (!ready.IsOk) return ready.Failure;
        if (pace.BeginWrite(scope.Installation, request.Contents) is { } notYet) return notYet;
        try
        {
            return await SettleAsync(scope, request, ct);
        }
        finally
        {
            pace.EndWrite(scope.Installation);
        }
    }

    private static ResiliencePipeline<Answer<GitHubResponse>> MakeReadPipeline(TimeProvider time) =>
        new ResiliencePipelineBuilder<Answer<GitHubResponse>> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<Answer<GitHubResponse>>
            {
                // Only what may pass within a second; a wait that GitHub names goes back to the caller.
                ShouldHandle = a =>
                    ValueTask.FromResult(a.Outcome.Result.Failure is GitHubFailure.Transient { NotBefore: null }),
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(250),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();

    private async Task<Answer<GitHubResponse>> ReadAsync(
        TokenScope scope, GitHubRequest request, CancellationToken ct)
    {
        if (pace.BeginRead(scope.Installation, request.IsPatient) is { } notYet) return notYet;
        var counted = request with
        {
            OnSending = () =>
            {
                pace.Spend(scope.Installation, request.Points);
                request.OnSending?.Invoke();
            },
        };
        var answer = await SettleAsync(scope, counted, ct);
        if (answer.IsOk) pace.Observe(scope.Installation, answer.Value.Signs);
        return answer;
    }

    private async Task<Answer<GitHubResponse>> SettleAsync(
        TokenScope scope, GitHubRequest request, CancellationToken ct)
    {
        var answer = await AuthorizeAsync(scope, request, ct);
        if (answer.Failure is GitHubFailure.RateLimited { Kind: not LimitKind.OwnPace } limit)
            return pace.Block(scope.Installation, limit);
        if (answer.IsOk) pace.Calm(scope.Installation);
        return answer;
    }

    /// <summary>
    /// Tries the kept token, then one new one; each may be refused for some seconds while it is fresh.
    /// </summary>
    private async Task<Answer<GitHubResponse>> AuthorizeAsync(
        TokenScope scope, GitHubRequest request, CancellationToken ct)
    {
        for (var renewal = 0; ; renewal++)
        {
            var token = await tokens.GetAsync(scope, ct);
            if (!token.IsOk) return token.Failure;
            var answer = await SendFreshAsync(scope, token.Value, request, ct);
            if (answer.Failure is not GitHubFailure.Unauthorized refused) return answer;
            tokens.Drop(scope, token.Value);
            if (renewal == 0) continue;
            return refused with { Why = $"installation {scope.Installation} is broken: {refused.Why}" };
        }
    }

    private async Task<Answer<GitHubResponse>> SendFreshAsync(
        TokenScope scope, InstallationToken token, GitHubRequest request, CancellationToken ct)
    {
        while (true)
        {
            if (request is { IsWrite: true, PassesStop: false } && scope.Repo is { } repo
                && whyStopped(repo) is { } why)
                return new GitHubFailure.Stopped(why);
            var answer = await transport.SendAsync(request, token.Secret, ct);
            var isFresh = clock.Now - token.CreatedAt < ReplicationMax;
            if (answer.Failure is not GitHubFailure.Unauthorized || !isFresh) return answer;
            if (!waits)
                return new GitHubFailure.Transient(
                    "GitHub does not know the fresh token yet", clock.Now + Duration.FromTimeSpan(ReplicationPause));
            await Task.Delay(ReplicationPause, clock.Time, ct);
        }
    }
}
