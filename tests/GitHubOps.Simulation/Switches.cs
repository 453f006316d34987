namespace GitHubOps.Simulation;

/// <summary>Where people switched us off, and whether we had been told by the end of the last step.</summary>
internal sealed class Switches(World world)
{
    private readonly List<(SandboxEvent Push, string Mode)> pushes = [];
    private string? off;

    /// <summary>Somebody had the App suspended at some time: what waited then was cancelled.</summary>
    public bool WasEverOff { get; set; }

    /// <summary>The push that was just made changes the mode of the repository.</summary>
    public void NotePush(string mode)
    {
        WasEverOff |= mode != "live";
        if (world.GitHub.Events.LastOrDefault(happened => happened.Name == "push") is { } push)
            pushes.Add((push, mode));
    }

    /// <summary>Why this should not have been written; null when it may.</summary>
    public string? WhyOff(SandboxRequest request) =>
        request.IsWrite && off is not null && off == Now() && !IsTold(request) ? off : null;

    /// <summary>What a change would do is said in a dry run, too: then it is needed most.</summary>
    private bool IsTold(SandboxRequest request) =>
        off == Off("dry-run") && request.Path.Contains("/check-runs", StringComparison.Ordinal);

    /// <summary>How many requests had been made at the last look.</summary>
    public int Looked { get; private set; }

    public void Look() => (off, Looked) = (Now(), world.Requests.Count);

    private string? Now()
    {
        var state = world.Ledger.First<string>("SELECT state FROM installations LIMIT 1");
        if (state is not null and not "active") return $"the installation is {state}";
        var told = pushes.FindLastIndex(one =>
            world.Ledger.IsDone(one.Push.Guid) && !CouldNotRead(one.Push) && !MayBeHidden(one.Push));

        // What was switched on since may have been read before it was told.
        return told < 0 || pushes.Skip(told).Any(one => one.Mode == "live") ? null : Off(pushes[told].Mode);
    }

    private static string Off(string mode) => $"the mode is {mode}";

    /// <summary>GitHub may still show the files of before, and what it showed may be believed for a second.</summary>
    private bool MayBeHidden(SandboxEvent push) =>
        world.Swarm.StaleRead.Of > 0 && world.Time.GetUtcNow() < push.At + Network.LagMax + TimeSpan.FromSeconds(1);

    /// <summary>GitHub told of the push and then did not give the files: the last good ones stay in force.</summary>
    private bool CouldNotRead(SandboxEvent push) => world.Requests.Exists(request =>
        request.At >= push.At && request.Status is not (>= 200 and < 400));
}
