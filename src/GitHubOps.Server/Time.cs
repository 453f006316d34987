using NodaTime;

namespace GitHubOps.Server;

internal static class Time
{
    /// <summary>
    /// Where the wall clock becomes an <see cref="Instant"/>; whole milliseconds, as the store keeps them.
    /// </summary>
    public static Instant Now(this TimeProvider time) =>
        Instant.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
