namespace GitHubOps.Simulation;

/// <summary>Unless the webhook that tells of the person's choice had not been decided when ours was.</summary>
internal sealed class APersonsAssigneeStays : Invariant
{
    private static readonly string[] Takes = ["/unassign", "/reroll", "/handoff", "/drop"];

    public override string Sentence => "We never take away an assignee whom a person chose";

    public override string? Find(World world) => OnEachIssue(world, issue =>
    {
        foreach (var taken in issue.Timeline.Where(
            entry => entry.Kind == "unassigned" && entry.Actor == world.GitHub.App.Bot))
        {
            var chosen = issue.Timeline.LastOrDefault(entry =>
                entry.Id < taken.Id && entry.Kind == "assigned" && entry.Assignee == taken.Assignee);
            if (chosen is null || chosen.Actor == world.GitHub.App.Bot || WasSaid(world, issue, chosen)) continue;
            var told = world.Knowledge.Find("issues.assigned", issue.Id, taken.Assignee!.Login, chosen.At);
            if (told is not null && world.Ledger.WasDecidedBeforeLastWrite(told.Delivery, issue))
                return $"{chosen.Actor} chose {taken.Assignee}, we took them away";
        }

        return null;
    });

    /// <summary>A person has since said in a comment that somebody else, or nobody, shall have it.</summary>
    private static bool WasSaid(World world, SandboxIssue issue, SandboxIssueEvent chosen) =>
        issue.Comments.Any(comment =>
        comment.Author != world.GitHub.App.Bot && comment.CreatedAt >= chosen.At - TimeSpan.FromSeconds(1) &&
        Array.Exists(Takes, command => comment.Body.Contains(command, StringComparison.Ordinal)));
}
