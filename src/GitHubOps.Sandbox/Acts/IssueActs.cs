using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>What an issue is opened with.</summary>
internal sealed record IssueDraft(string Title, string? Body)
{
    public IReadOnlyList<SandboxLabel> Labels { get; init; } = [];

    public IReadOnlyList<SandboxAccount> Assignees { get; init; } = [];

    public SandboxIssueType? Type { get; init; }

    public SandboxMilestone? Milestone { get; init; }
}

internal sealed partial class Acts
{
    public SandboxIssue OpenIssue(Actor by, SandboxRepository repository, IssueDraft draft)
    {
        RefuseWhenArchived(repository);
        CheckText(draft.Title, draft.Body);
        var issue = new SandboxIssue(world.NextId(), ++repository.LastNumber, repository, by.Account, Now)
        {
            Title = draft.Title,
            Body = draft.Body,
            Labels = [.. draft.Labels.Distinct()],
            Type = draft.Type,
            Milestone = draft.Milestone,
        };
        issue.Assignees = [.. draft.Assignees.Distinct().Where(issue.CanBeAssigned)];
        world.Keep(issue);
        repository.Issues = repository.Issues.Add(issue.Number, issue);
        Announce(by, issue);
        return issue;
    }

    /// <summary>
    /// GitHub tells the whole issue in <c>opened</c>, and then each part once more by an event of its own.
    /// </summary>
    private void Announce(Actor by, SandboxIssue issue)
    {
        emitter.Issue("opened", issue, by);
        foreach (var label in issue.Labels)
        {
            Append(issue, Entry("labeled", by) with { Label = label, LabelName = label.Name });
            emitter.IssueLabel("labeled", issue, label, by);
        }

        foreach (var person in issue.Assignees)
        {
            Append(issue, Entry("assigned", by) with { Assignee = person });
            emitter.Assignee("assigned", issue, person, by);
        }

        if (issue.Type is { } type)
        {
            Append(issue, Entry("issue_type_added", by));
            emitter.Issue("typed", issue, by, ("type", Shapes.IssueType(type)));
        }

        if (issue.Milestone is { } milestone) emitter.Milestone("milestoned", issue, milestone, by);
    }

    public void EditIssue(Actor by, SandboxIssue issue, string? title, string? body)
    {
        RefuseWhenArchived(issue.Repository);
        CheckText(title ?? issue.Title, body);
        var changes = new JsonObject();
        if (title is not null && title != issue.Title)
        {
            changes["title"] = new JsonObject { ["from"] = issue.Title };
            Append(issue, Entry("renamed", by) with { RenamedFrom = issue.Title, RenamedTo = title });
            issue.Title = title;
        }

        if (body is not null && body != issue.Body)
        {
            changes["body"] = new JsonObject { ["from"] = issue.Body ?? "" };
            issue.Body = body;
        }

        if (changes.Count == 0) return;
        issue.UpdatedAt = Now;
        emitter.Issue("edited", issue, by, ("changes", changes));
    }

    public void CloseIssue(Actor by, SandboxIssue issue, string reason)
    {
        RefuseWhenArchived(issue.Repository);
        if (reason is not ("completed" or "not_planned" or "duplicate"))
            throw Refusal.Invalid("Issue", "state_reason", "invalid");
        if (!issue.IsOpen && issue.StateReason == reason) return;
        var wasOpen = issue.IsOpen;
        issue.IsOpen = false;
        issue.StateReason = reason;
        issue.ClosedAt = wasOpen ? Now : issue.ClosedAt;
        issue.ClosedBy = wasOpen ? by.Account : issue.ClosedBy;
        issue.UpdatedAt = Now;
        if (!wasOpen) return;
        Append(issue, Entry("closed", by) with { StateReason = reason });
        emitter.Issue("closed", issue, by);
    }

    public void ReopenIssue(Actor by, SandboxIssue issue)
    {
        RefuseWhenArchived(issue.Repository);
        if (issue.IsOpen) return;
        issue.IsOpen = true;
        issue.StateReason = "reopened";
        issue.ClosedAt = null;
        issue.ClosedBy = null;
        Append(issue, Entry("reopened", by));
        emitter.Issue("reopened", issue, by);
    }

    public void LockIssue(Actor by, SandboxIssue issue, string? reason)
    {
        RefuseWhenArchived(issue.Repository);
        if (reason is not (null or "off-topic" or "too heated" or "resolved" or "spam"))
            throw Refusal.Invalid("Issue", "lock_reason", "invalid");
        if (issue.IsLocked) return;
        issue.IsLocked = true;
        issue.LockReason = reason;
        Append(issue, Entry("locked", by) with { LockReason = reason });
        emitter.Issue("locked", issue, by);
    }

    public void UnlockIssue(Actor by, SandboxIssue issue)
    {
        RefuseWhenArchived(issue.Repository);
        if (!issue.IsLocked) return;
        issue.IsLocked = false;
        issue.LockReason = null;
        Append(issue, Entry("unlocked", by));
        emitter.Issue("unlocked", issue, by);
    }

    /// <summary>Null takes the type away. A repository of a person has no types: 422.</summary>
    public void SetType(Actor by, SandboxIssue issue, string? name)
    {
        RefuseWhenArchived(issue.Repository);
        var type = name is null ? null : issue.Repository.Owner.IssueTypes
            .FirstOrDefault(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw Refusal.Invalid("Issue", "type", "invalid", $"The issue type {name} does not exist");
        if (type == issue.Type) return;
        var before = issue.Type;
        issue.Type = type;
        Append(issue,
            Entry(type is null ? "issue_type_removed" : before is null ? "issue_type_added" : "issue_type_changed",
                by));
        emitter.Issue(type is null ? "untyped" : "typed", issue, by, ("type", Shapes.IssueType(type ?? before!)));
    }

    public void SetMilestone(Actor by, SandboxIssue issue, SandboxMilestone? milestone)
    {
        RefuseWhenArchived(issue.Repository);
        if (issue.Milestone == milestone) return;
        var before = issue.Milestone;
        issue.Milestone = milestone;
        Append(issue, Entry(milestone is null ? "demilestoned" : "milestoned", by));
        emitter.Milestone(milestone is null ? "demilestoned" : "milestoned", issue, (milestone ?? before)!, by);
    }

    /// <summary>Nothing stays behind: the number answers 410 from now on.</summary>
    public void DeleteIssue(Actor by, SandboxIssue issue)
    {
        RefuseWhenArchived(issue.Repository);
        emitter.Issue("deleted", issue, by);
        Leave(issue, null);
        issue.IsDeleted = true;
    }

    /// <summary>
    /// Moves the issue to another repository of the same owner. It has a new number and a new id there; labels follow
    /// only where the new repository has one of the same name.
    /// </summary>
    public SandboxIssue TransferIssue(Actor by, SandboxIssue issue, SandboxRepository to)
    {
        RefuseWhenArchived(issue.Repository);
        RefuseWhenArchived(to);
        if (to.Owner != issue.Repository.Owner) throw Refusal.Of(422, "Repositories must have the same owner");
        var moved = new SandboxIssue(world.NextId(), ++to.LastNumber, to, issue.Author, issue.CreatedAt)
        {
            Title = issue.Title,
            Body = issue.Body,
            IsOpen = issue.IsOpen,
            StateReason = issue.StateReason,
            ClosedAt = issue.ClosedAt,
            Labels = [.. issue.Labels.Select(l => to.FindLabel(l.Name)).OfType<SandboxLabel>()],
            Assignees = [.. issue.Assignees.Where(to.CanBeAssigned)],
            Timeline = issue.Timeline,
            Type = issue.Type,
        };
        world.Keep(moved);
        foreach (var old in issue.Comments) moved.Comments = moved.Comments.Add(world.Keep(CopyOf(old, moved)));
        to.Issues = to.Issues.Add(moved.Number, moved);
        Append(moved, Entry("transferred", by));
        emitter.Transferred(issue, moved, by);
        Leave(issue, moved);
        return moved;
    }

    private SandboxComment CopyOf(SandboxComment old, SandboxIssue issue) =>
        new(world.NextId(), issue, old.Author, old.Body, old.ViaApp, old.CreatedAt) { UpdatedAt = old.UpdatedAt };

    private void Leave(SandboxIssue issue, SandboxIssue? to)
    {
        issue.Repository.Issues = issue.Repository.Issues.Remove(issue.Number);
        issue.Repository.Gone[issue.Number] = to;
        world.Forget(issue.NodeId);
        foreach (var comment in issue.Comments) world.Forget(comment.NodeId);
    }

    private SandboxIssueEvent Entry(string kind, Actor by) => new(world.NextId(), kind, by.Account, by.ViaApp, Now);

    private static void CheckText(string title, string? body)
    {
        if (string.IsNullOrWhiteSpace(title)) throw Refusal.Invalid("Issue", "title", "missing_field");
        if (title.Length > TitleMax) throw Refusal.Invalid("Issue", "title", "custom",
            $"title is too long (maximum is {TitleMax} characters)");
        if (body?.Length > BodyMax) throw Refusal.Invalid("Issue", "body", "custom",
            $"body is too long (maximum is {BodyMax} characters)");
    }
}
