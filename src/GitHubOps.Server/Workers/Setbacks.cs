using System.Security.Cryptography;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>What a failure of GitHub's means for the work that met it.</summary>
/// <param name="At">When to try again; null: never, it was refused.</param>
/// <param name="BurnsAttempt">False where nothing is wrong with the work itself.</param>
internal sealed record Setback(Instant? At, bool BurnsAttempt, string Why)
{
    public bool IsFinal => At is null;
}

/// <summary>
/// Judges failures, and puts an installation to sleep that GitHub has limited: durably, and only that one.
/// </summary>
internal sealed class Setbacks(Store store, ServiceHealth health, TimeProvider time)
{
    private const int TooEarlyTriesMax = 3;

    /// <summary>From 0 to 1: what keeps those that failed together from coming back together.</summary>
    internal Func<double> Jitter { get; init; } = () => RandomNumberGenerator.GetInt32(1000) / 1000d;

    private static readonly Duration TooEarly = Duration.FromSeconds(2);
    private static readonly Duration NoCredentials = Duration.FromMinutes(1);
    private static readonly Duration WhileStopped = Duration.FromMinutes(1);

    // Somebody has to accept the permission, and GitHub tells of it; its news may be lost.
    private static readonly Duration Parked = Duration.FromHours(1);

    public async Task<Setback> JudgeAsync(InstallationId installation, GitHubFailure failure, int attempts)
    {
        var now = time.Now();
        switch (failure)
        {
            case GitHubFailure.RateLimited limited:
                if (limited.Kind != LimitKind.OwnPace) await store.BlockInstallationAsync(
                    installation, limited.Until, limited.Why);
                return new Setback(Instant.Max(limited.Until, now), BurnsAttempt: false, limited.Why);
            case GitHubFailure.Stopped stopped:
                return new Setback(now + WhileStopped, BurnsAttempt: false, stopped.Why);
            case GitHubFailure.Unauthorized refused:
                health.Report($"installation {installation}", refused.Why);
                return new Setback(now + NoCredentials, BurnsAttempt: false, refused.Why);
            case GitHubFailure.Refused { Reason: RefusalReason.PermissionMissing or RefusalReason.NotGranted } missing:
                await ParkAsync(installation, missing, now);
                return new Setback(now + Parked, BurnsAttempt: false, missing.Why);
            case GitHubFailure.Refused { IsPerhapsTooEarly: true } refused when attempts < TooEarlyTriesMax:
                return new Setback(now + (TooEarly * attempts), BurnsAttempt: true, refused.Why);
            case GitHubFailure.Refused refused:
                return new Setback(null, BurnsAttempt: true, refused.Why);
            default:
                var pause = RetryPolicy.GitHub.Delay(attempts, Jitter());
                return new Setback(
                    Instant.Max(failure.TryAgainAt ?? now, now + pause), BurnsAttempt: true, failure.Why);
        }
    }

    /// <summary>Without a token nothing can be written; else it may be one call alone that lacks something.</summary>
    private Task ParkAsync(InstallationId installation, GitHubFailure.Refused missing, Instant now) =>
        store.ParkInstallationAsync(installation,
            missing.Reason == RefusalReason.NotGranted ? now + Parked : null, missing.Why);

    /// <summary>GitHub takes our credentials for the installation.</summary>
    public void Clear(InstallationId installation) => health.Clear($"installation {installation}");
}
