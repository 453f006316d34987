namespace GitHubOps.Simulation;

/// <summary>
/// Told by the requests that were made between two looks, at both of which the same person's stop was in force.
/// </summary>
internal sealed class SilentWhereStopped : Invariant
{
    private static readonly string[] Others =
    [
        "addLabelsToLabelable(", "removeLabelsFromLabelable(", "addAssigneesToAssignable(",
        "removeAssigneesFromAssignable(",
        "addComment(", "updateIssueComment(", "createLabel(",
    ];

    private long? stop;
    private int looked;

    public override string Sentence =>
        "Where a lead has stopped all writing, nothing is written but the answer to them";

    public override string? Find(World world)
    {
        var now = world.Ledger.First<long?>("SELECT MIN(stopped_at_ms) FROM stops");
        var found = stop is null || stop != now
            ? null
            : world.Requests.Skip(looked).FirstOrDefault(request => request.IsWrite && !IsAnswer(request));
        (stop, looked) = (now, world.Requests.Count);
        return found?.ToString();
    }

    /// <summary>By what was asked for: one that failed shows no fields.</summary>
    private static bool IsAnswer(SandboxRequest request) =>
        request.Path.EndsWith("/reactions", StringComparison.Ordinal) ||
        (request.Body.Contains("addReaction(", StringComparison.Ordinal) &&
            !Others.Any(other => request.Body.Contains(other, StringComparison.Ordinal)));
}
