namespace GitHubOps.Sandbox;

internal sealed partial class Acts
{
    /// <summary>Adds those who can be assigned and drops the others without a word, as GitHub does.</summary>
    public void Assign(Actor by, SandboxIssue issue, IReadOnlyCollection<SandboxAccount> people)
    {
        RefuseWhenArchived(issue.Repository);
        var fresh = people.Distinct().Where(p => !issue.Assignees.Contains(p) && issue.CanBeAssigned(p)).ToList();
        if (issue.Assignees.Length + fresh.Count > AssigneesMax || people.Count > AssigneesMax)
            throw Refusal.Invalid("Issue", "assignees", "custom",
                $"Assignees can only be assigned to {AssigneesMax} users at once");
        foreach (var person in fresh)
        {
            issue.Assignees = issue.Assignees.Add(person);
            Append(issue, Entry("assigned", by) with { Assignee = person });
            emitter.Assignee("assigned", issue, person, by);
        }
    }

    public void Unassign(Actor by, SandboxIssue issue, IEnumerable<SandboxAccount> people)
    {
        RefuseWhenArchived(issue.Repository);
        foreach (var person in people.Distinct().Where(p => issue.Assignees.Contains(p)))
        {
            issue.Assignees = Without(issue.Assignees, person);
            Append(issue, Entry("unassigned", by) with { Assignee = person });
            emitter.Assignee("unassigned", issue, person, by);
        }
    }

    public void ReplaceAssignees(Actor by, SandboxIssue issue, IReadOnlyCollection<SandboxAccount> wanted)
    {
        Unassign(by, issue, [.. issue.Assignees.Where(a => !wanted.Contains(a))]);
        Assign(by, issue, wanted);
    }
}
