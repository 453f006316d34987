using System.Globalization;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// How long a piece of work is one worker's alone. Nothing is sent to GitHub in the second half of a lease: that half
/// is for GitHub's answer, so that whoever takes the work over finds what was written.
/// </summary>
internal static class Lease
{
    // Shorter in tests that stop the process for longer than a lease.
    private static readonly Duration? Given = Read();

    public static Duration Event { get; } = Given ?? Duration.FromSeconds(60);

    public static Duration Batch { get; } = Given ?? Duration.FromMinutes(2);

    /// <summary>Reading a change and trying it on what happened takes its time.</summary>
    public static Duration Check { get; } = Given ?? Duration.FromMinutes(5);

    /// <param name="claimedAt">When the batch was taken.</param>
    public static Instant LastWriteAt(Instant claimedAt) => claimedAt + (Batch / 2);

    private static Duration? Read() =>
        int.TryParse(Environment.GetEnvironmentVariable("GITHUBOPS_LEASE_SECONDS"), NumberStyles.None,
            CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? Duration.FromSeconds(seconds) : null;
}
