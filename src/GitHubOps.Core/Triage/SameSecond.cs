namespace GitHubOps.Core;

/// <summary>
/// GitHub dates an issue to the second. Of two snapshots of the same second nobody can tell which is the newer: then
/// only that is taken from the second which its event is about.
/// </summary>
public static class SameSecond
{
    public static IssueSnapshot Of(IssueSnapshot seen, IssueSnapshot shown, IssueEvent happened) => happened switch
    {
        IssueLabeled one => WithLabel(seen, shown, one.Label),
        IssueUnlabeled one => WithLabel(seen, shown, one.Label),
        IssueAssigned one => WithAssignee(seen, shown, one.Person),
        IssueUnassigned one => WithAssignee(seen, shown, one.Person),
        IssueClosed or IssueReopened => seen with
        {
            IsClosed = shown.IsClosed,
            CloseReason = shown.CloseReason,
            ClosedAt = shown.ClosedAt,
        },
        IssueLocked => seen with { IsLocked = shown.IsLocked },
        IssueEdited => seen with { Title = shown.Title },
        IssueTyped => seen with { IssueType = shown.IssueType },
        _ => seen,
    };

    private static IssueSnapshot WithLabel(IssueSnapshot seen, IssueSnapshot shown, string label)
    {
        if (seen.Has(label) == shown.Has(label)) return seen;
        return seen with
        {
            Labels = shown.Has(label)
                ? seen.Labels.Add(label)
                : seen.Labels.RemoveAll(one => string.Equals(one, label, StringComparison.OrdinalIgnoreCase)),
        };
    }

    private static IssueSnapshot WithAssignee(IssueSnapshot seen, IssueSnapshot shown, Login person)
    {
        var has = shown.Assignees.Contains(person);
        if (seen.Assignees.Contains(person) == has) return seen;
        return seen with { Assignees = has ? seen.Assignees.Add(person) : seen.Assignees.Remove(person) };
    }
}
