namespace GitHubOps.Sandbox;

public sealed partial class SandboxHand
{
    /// <summary>A blank issue. Labels are taken only from people who may triage, as GitHub's page offers.</summary>
    public Task<SandboxIssue> OpenIssueAsync(
        string repository, string title, string? body = null, params string[] labels) => Do(() =>
    {
        var where = _world.Repository(repository);
        Need(where, RepositoryRole.Read);
        if (labels.Length > 0) Need(where, RepositoryRole.Triage);
        return Acts.OpenIssue(Me, where,
            new IssueDraft(title, body) { Labels = [.. labels.Select(l => LabelOf(where, l))] });
    });

    public Task EditIssueAsync(SandboxIssue issue, string? title = null, string? body = null) => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Triage, issue.Author == Me);
        Acts.EditIssue(Me, issue, title, body);
    });

    public Task<SandboxComment> CommentAsync(SandboxIssue issue, string body) => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Read);
        return Acts.AddComment(Me, issue, body);
    });

    public Task EditCommentAsync(SandboxComment comment, string body) => Do(() =>
    {
        Need(comment.Issue.Repository, RepositoryRole.Write, comment.Author == Me);
        Acts.EditComment(Me, comment, body);
    });

    public Task DeleteCommentAsync(SandboxComment comment) => Do(() =>
    {
        Need(comment.Issue.Repository, RepositoryRole.Write, comment.Author == Me);
        Acts.DeleteComment(Me, comment);
    });

    /// <param name="content"><c>+1</c>, <c>-1</c>, <c>eyes</c> … No webhook is sent.</param>
    public Task ReactAsync(SandboxIssue issue, string content) => Do(() => { Acts.React(Me, issue, null, content); });

    /// <inheritdoc cref="ReactAsync(SandboxIssue,string)"/>
    public Task ReactAsync(SandboxComment comment, string content) =>
        Do(() => { Acts.React(Me, comment.Issue, comment, content); });

    /// <summary>The labels must exist: a page offers no others.</summary>
    public Task AddLabelAsync(SandboxIssue issue, params string[] labels) => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Triage);
        Acts.AddLabels(Me, issue, [.. labels.Select(l => LabelOf(issue.Repository, l))]);
    });

    public Task RemoveLabelAsync(SandboxIssue issue, params string[] labels) => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Triage);
        Acts.RemoveLabels(Me, issue, [.. labels.Select(l => LabelOf(issue.Repository, l))]);
    });

    public Task AssignAsync(SandboxIssue issue, params string[] logins) => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Triage);
        Acts.Assign(Me, issue, [.. logins.Select(_world.Account)]);
    });

    public Task UnassignAsync(SandboxIssue issue, params string[] logins) => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Triage);
        Acts.Unassign(Me, issue, [.. logins.Select(_world.Account)]);
    });

    /// <param name="reason"><c>completed</c>, <c>not_planned</c> or <c>duplicate</c>.</param>
    public Task CloseAsync(SandboxIssue issue, string reason = "completed") => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Triage, issue.Author == Me);
        Acts.CloseIssue(Me, issue, reason);
    });

    public Task ReopenAsync(SandboxIssue issue) => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Triage, issue.Author == Me && issue.ClosedBy == Me);
        Acts.ReopenIssue(Me, issue);
    });

    /// <param name="reason"><c>off-topic</c>, <c>too heated</c>, <c>resolved</c>, <c>spam</c> or null.</param>
    public Task LockAsync(SandboxIssue issue, string? reason = null) => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Write);
        Acts.LockIssue(Me, issue, reason);
    });

    public Task UnlockAsync(SandboxIssue issue) => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Write);
        Acts.UnlockIssue(Me, issue);
    });

    /// <summary>Null takes the type away.</summary>
    public Task SetTypeAsync(SandboxIssue issue, string? type) => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Triage);
        Acts.SetType(Me, issue, type);
    });

    /// <summary>Null takes the milestone away.</summary>
    public Task SetMilestoneAsync(SandboxIssue issue, SandboxMilestone? milestone) => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Triage);
        Acts.SetMilestone(Me, issue, milestone);
    });

    public Task<SandboxIssue> TransferAsync(SandboxIssue issue, string toRepository) => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Write);
        Need(_world.Repository(toRepository), RepositoryRole.Write);
        return Acts.TransferIssue(Me, issue, _world.Repository(toRepository));
    });

    public Task DeleteIssueAsync(SandboxIssue issue) => Do(() =>
    {
        Need(issue.Repository, RepositoryRole.Admin);
        Acts.DeleteIssue(Me, issue);
    });

    private static SandboxLabel LabelOf(SandboxRepository repository, string name) =>
        repository.FindLabel(name) ?? throw Refusal.NotFound($"{repository.FullName} has no label {name}");
}
