using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary>Aspects as people and programs read them.</summary>
public static class ReplayWords
{
    private static readonly InstantPattern Minute = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    public static string Of(ReplayAspect aspect) => aspect.ToString().ToLowerInvariant();

    /// <summary>When a promise is due before and after, UTC.</summary>
    public static (string Before, string After) Of(MovedPromise moved) =>
        (Due(moved.Before), moved.IsKept ? Due(moved.After) : "promised no longer");

    private static string Due(Instant? due) => due is { } at ? Minute.Format(at) : "paused";
}
