namespace GitHubOps.Simulation;

internal sealed class OneAssigneeOfOurs : Invariant
{
    public override string Sentence => "An issue has at most one assignee by us, unless an escalation added one";

    public override string? Find(World world) => OnEachIssue(world, issue =>
    {
        var ours = issue.Assignees.Where(person => issue.LastOf("assigned", person)?.Actor == world.GitHub.App.Bot)
            .ToList();
        if (ours.Count <= 1 || world.Ledger.HasUnfinishedWrites(issue) || world.StateOf(issue) is not { } state)
            return null;
        return state.StepsDone.IsEmpty ? string.Join(", ", ours) : null;
    });
}
