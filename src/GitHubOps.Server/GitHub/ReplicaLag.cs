using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// GitHub answers reads from copies that may be some seconds behind what it has just told or done; nothing in an answer
/// says so. Its own client waits five seconds for a fresh token to be known everywhere.
/// </summary>
internal static class ReplicaLag
{
    /// <summary>What happened so long ago is shown everywhere.</summary>
    public static Duration Longest { get; } = Duration.FromSeconds(6);
}
