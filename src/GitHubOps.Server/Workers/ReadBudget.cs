using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// So many requests an hour and installation for looking around: the rest of GitHub's budget is for acting.
/// </summary>
internal sealed class ReadBudget(int perHourMax)
{
    private static readonly Duration Hour = Duration.FromHours(1);

    private readonly Dictionary<InstallationId, (Instant Began, int Used)> hours = [];

    /// <summary>Null: something is left; else when there will be.</summary>
    public Instant? UsedUpUntil(InstallationId installation, Instant now) =>
        hours.TryGetValue(installation, out var hour) && hour.Used >= perHourMax && now < hour.Began + Hour
            ? hour.Began + Hour
            : null;

    public void Spend(InstallationId installation, int requests, Instant now)
    {
        var hour = hours.GetValueOrDefault(installation);
        var isOver = now >= hour.Began + Hour || now < hour.Began;
        hours[installation] = isOver ? (now, requests) : (hour.Began, hour.Used + requests);
    }
}
