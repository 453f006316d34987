using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>
/// What stands in for the machine, and for what takes it long, where the service runs in a simulation.
/// </summary>
internal sealed record SimulatedMachine
{
    public required TimeProvider Time { get; init; }
    public required Dialect Database { get; init; }
    public required HttpMessageHandler GitHub { get; init; }

    /// <summary>What the channels of the settings lead to.</summary>
    public required HttpMessageHandler Channels { get; init; }

    /// <summary>RS256 by the App's key.</summary>
    public required Func<byte[], byte[]> Sign { get; init; }

    /// <summary>Like <see cref="PolicyReader.Read"/>.</summary>
    public required Func<PolicyInput, PolicyResult> ReadPolicy { get; init; }

    /// <summary>From 0 to below 1.</summary>
    public required Func<double> Jitter { get; init; }
}
