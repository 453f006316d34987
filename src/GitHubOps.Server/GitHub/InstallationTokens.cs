using System.Collections.Concurrent;
using System.Text.Json;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>What a token is for: each gets its own, with no more rights than that needs.</summary>
public enum TokenPurpose
{
    /// <summary>issues: write. One repository.</summary>
    Triage,

    /// <summary>contents: read. One repository.</summary>
    Config,

    /// <summary>checks: write; contents and pull_requests: read. One repository.</summary>
    Checks,

    /// <summary>metadata: read, over the whole installation: which repositories there are, and public data.</summary>
    Listing,
}

/// <param name="Repo">The only repository that the token may touch; null: all of the installation.</param>
public sealed record TokenScope(InstallationId Installation, TokenPurpose Purpose, RepoId? Repo);

/// <summary>An opaque token. Printing it tells nothing.</summary>
internal sealed class InstallationToken(string secret, Instant createdAt, Instant expiresAt)
{
    public string Secret { get; } = secret;

    public Instant CreatedAt { get; } = createdAt;

    public Instant ExpiresAt { get; } = expiresAt;

    public override string ToString() => "token (not shown)";
}

/// <summary>
/// Installation tokens, one per <see cref="TokenScope"/>: kept in memory only, renewed before they end, fetched once
/// however many ask at the same time.
/// https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
/// </summary>
public sealed class InstallationTokens
{
    private const int KeptMax = 10_000;

    private static readonly Duration RenewedBefore = Duration.FromMinutes(5);

    private readonly AppDoor door;
    private readonly GitHubClock clock;
    private readonly ConcurrentDictionary<TokenScope, Lazy<Task<Answer<InstallationToken>>>> kept = new();

    internal InstallationTokens(AppDoor door, GitHubClock clock) => (this.door, this.clock) = (door, clock);

    /// <summary>
    /// Deleted, suspended, its repositories changed, its permissions accepted: the old tokens say the wrong thing.
    /// </summary>
    public void Forget(InstallationId installation)
    {
        foreach (var scope in kept.Keys.Where(k => k.Installation == installation)) kept.TryRemove(scope, out _);
    }

    internal async Task<Answer<InstallationToken>> GetAsync(TokenScope scope, CancellationToken ct)
    {
        while (true)
        {
            var flight = kept.GetOrAdd(scope, s => new(() => FetchAsync(s)));
            var answer = await flight.Value.WaitAsync(ct);
            if (answer.IsOk && answer.Value.ExpiresAt - RenewedBefore > clock.Now) return answer;
            Drop(scope, flight);
            if (!answer.IsOk) return answer;
        }
    }

    /// <summary>GitHub does not take this token (any more). Another one that came meanwhile stays.</summary>
    internal void Drop(TokenScope scope, InstallationToken token)
    {
        if (kept.TryGetValue(scope, out var flight) && flight.Value is { IsCompletedSuccessfully: true } task
            && task.Result.IsOk && ReferenceEquals(task.Result.Value, token)) Drop(scope, flight);
    }

    private void Drop(TokenScope scope, Lazy<Task<Answer<InstallationToken>>> flight) =>
        kept.TryRemove(KeyValuePair.Create(scope, flight));

    // Belongs to all who wait for it: one of them giving up must not cancel it. The transport's time-out bounds it.
    private async Task<Answer<InstallationToken>> FetchAsync(TokenScope scope)
    {
        if (kept.Count > KeptMax) kept.Clear();
        var body = new WireTokenRequest(PermissionsFor(scope.Purpose), scope.Repo is { } repo ? [repo.Value] : null);
        var request = new GitHubRequest(HttpMethod.Post,
            new Uri(door.BaseUrl, $"app/installations/{scope.Installation}/access_tokens"))
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(body, GitHubJson.Default.WireTokenRequest),
        };
        var answer = await door.SendAsync(request, CancellationToken.None);
        return answer.IsOk ? Read(answer.Value) : Explain(answer.Failure, scope);
    }

    private Answer<InstallationToken> Read(GitHubResponse response)
    {
        var wire = WireReader.Read(response, GitHubJson.Default.WireToken);
        if (!wire.IsOk) return wire.Failure;
        var now = clock.Now;
        var lifetime = Instant.FromDateTimeOffset(wire.Value.ExpiresAt) - (response.Signs.Date ?? now);
        return new InstallationToken(wire.Value.Token, now, now + Duration.Min(lifetime, Duration.FromHours(1)));
    }

    private static GitHubFailure Explain(GitHubFailure failure, TokenScope scope) => failure switch
    {
        GitHubFailure.Refused { Status: 422 } refused =>
            refused with
            {
                Reason = IsAboutRepository(refused) ? RefusalReason.Gone : RefusalReason.NotGranted,
                Why = $"no {scope.Purpose} token for installation {scope.Installation}: {refused.Why}",
            },
        GitHubFailure.Refused { Status: 404 } refused =>
            refused with
            {
                Reason = RefusalReason.Gone,
                Why = $"installation {scope.Installation} does not exist any more",
            },
        _ => failure,
    };

    // The same status for a repository that was taken off and for a permission that was not accepted.
    private static bool IsAboutRepository(GitHubFailure.Refused refused) =>
        refused.Why.Contains("at least one repository", StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string> PermissionsFor(TokenPurpose purpose) => purpose switch
    {
        TokenPurpose.Triage => new() { ["issues"] = "write", ["metadata"] = "read" },
        TokenPurpose.Config => new() { ["contents"] = "read", ["metadata"] = "read" },
        TokenPurpose.Checks => new()
        {
            ["checks"] = "write", ["contents"] = "read", ["pull_requests"] = "read", ["metadata"] = "read",
        },
        TokenPurpose.Listing => new() { ["metadata"] = "read" },
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "no permissions are named for it"),
    };
}
