using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// An issue as GitHub would show it had this policy been in force: what people did to it, without what our App really
/// did then, and with what it would have done instead.
/// </summary>
internal sealed class ReplayedSight
{
    private ImmutableArray<string> labels = [];
    private ImmutableArray<Login> assignees = [];
    private IssueSnapshot? recorded;

    public IssueSnapshot Shown => recorded! with { Labels = labels, Assignees = assignees };

    /// <summary>
    /// What the event did becomes visible. False: it had no object here (somebody took off what only our App of then
    /// had put on), so that it tells nothing about this policy.
    /// </summary>
    public bool Show(IssueEvent happened)
    {
        if (recorded is null) (labels, assignees) = (happened.Issue.Labels, happened.Issue.Assignees);
        var hadObject = happened switch
        {
            IssueUnlabeled off => recorded is null || Has(off.Label),
            IssueUnassigned off => recorded is null || assignees.Contains(off.Person),
            _ => true,
        };
        recorded = happened.Issue;
        switch (happened)
        {
            case IssueLabeled on: Add(on.Label); break;
            case IssueUnlabeled off: Remove(off.Label); break;
            case IssueAssigned on: Add(on.Person); break;
            case IssueUnassigned off: assignees = assignees.Remove(off.Person); break;
        }

        return hadObject;
    }

    /// <summary>What we would have written, by the repository's own names of labels.</summary>
    public void Write(Effect effect, RepoPolicy policy)
    {
        switch (effect)
        {
            case Effect.AddLabel add: Add(policy.LabelFor(add.Label)); break;
            case Effect.RemoveLabel remove: Remove(policy.LabelFor(remove.Label)); break;
            case Effect.Assign assign: Add(assign.Person); break;
            case Effect.Unassign unassign: assignees = assignees.Remove(unassign.Person); break;
        }
    }

    private bool Has(string label) => labels.Contains(label, StringComparer.OrdinalIgnoreCase);

    private void Add(string label) => labels = Has(label) ? labels : labels.Add(label);

    private void Remove(string label) =>
        labels = labels.RemoveAll(one => string.Equals(one, label, StringComparison.OrdinalIgnoreCase));

    private void Add(Login person) => assignees = assignees.Contains(person) ? assignees : assignees.Add(person);
}
