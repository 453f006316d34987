using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Server;

/// <summary>A label of a repository and what GraphQL calls it.</summary>
internal sealed record LabelHandle(string Name, string NodeId);

public sealed partial class RepoCalls
{
    /// <summary>https://docs.github.com/en/rest/issues/issues#get-an-issue</summary>
    public async Task<Answer<IssueSnapshot>> GetIssueAsync(int number, CancellationToken ct)
    {
        var wire = await ReadAsync(InRepo($"issues/{number}"), GitHubJson.Default.WireIssue, ct);
        return wire.Select(WireTranslator.Issue);
    }

    /// <summary>
    /// Oldest first, at most a thousand. https://docs.github.com/en/rest/issues/comments#list-issue-comments
    /// </summary>
    /// <param name="since">Leaves out comments last changed before.</param>
    public Task<Answer<ImmutableArray<CommentSnapshot>>> ListCommentsAsync(
        int number, Instant? since, CancellationToken ct)
    {
        var filter = since is { } at ? $"&since={Text(at)}" : "";
        return ReadPagesAsync(InRepo($"issues/{number}/comments?per_page=100{filter}"),
            GitHubJson.Default.WireCommentArray, w => w.Select(WireTranslator.Comment), ct);
    }

    /// <summary>
    /// Issues and pull requests changed since, least recently changed first, at most a thousand.
    /// https://docs.github.com/en/rest/issues/issues#list-repository-issues
    /// </summary>
    public Task<Answer<ImmutableArray<IssueSnapshot>>> ListIssuesAsync(Instant since, CancellationToken ct) =>
        ReadPagesAsync(
            InRepo($"issues?state=all&sort=updated&direction=asc&per_page=100&since={Text(since)}"),
            GitHubJson.Default.WireIssueArray, w => w.Select(WireTranslator.Issue), ct);

    /// <summary>https://docs.github.com/en/rest/issues/labels#list-labels-for-a-repository</summary>
    internal Task<Answer<ImmutableArray<LabelHandle>>> ListLabelsAsync(CancellationToken ct) =>
        ReadPagesAsync(InRepo("labels?per_page=100"), GitHubJson.Default.WireLabelArray, Handles, ct);

    /// <summary>https://docs.github.com/en/rest/issues/labels#create-a-label</summary>
    internal async Task<Answer<LabelHandle>> CreateLabelAsync(LabelSpec spec, CancellationToken ct)
    {
        var body = new WireNewLabel(spec.Name, spec.Color, spec.Description);
        var wire = await WriteAsync(HttpMethod.Post, InRepo("labels"), body,
            GitHubJson.Default.WireNewLabel, GitHubJson.Default.WireLabel, contents: 0, ct);
        return wire.Select(w => new LabelHandle(w.Name ?? spec.Name, w.NodeId ?? ""));
    }

    /// <summary>
    /// All labels of the issue afterwards. https://docs.github.com/en/rest/issues/labels#add-labels-to-an-issue
    /// </summary>
    internal async Task<Answer<ImmutableArray<string>>> AddLabelsAsync(
        int number, IEnumerable<string> labels, CancellationToken ct)
    {
        var wire = await WriteAsync(HttpMethod.Post, InRepo($"issues/{number}/labels"), new WireLabels([.. labels]),
            GitHubJson.Default.WireLabels, GitHubJson.Default.WireLabelArray, contents: 0, ct);
        return wire.Select(Names);
    }

    /// <summary>
    /// All labels of the issue afterwards. https://docs.github.com/en/rest/issues/labels#remove-a-label-from-an-issue
    /// </summary>
    internal async Task<Answer<ImmutableArray<string>>> RemoveLabelAsync(int number, string label, CancellationToken ct)
    {
        var target = Address(InRepo($"issues/{number}/labels/{Segment(label)}"));
        var answer = await SendAsync(new GitHubRequest(HttpMethod.Delete, target) { IsWrite = true }, ct);
        return answer.IsOk
            ? WireReader.Read(answer.Value, GitHubJson.Default.WireLabelArray).Select(Names)
            : answer.Failure;
    }

    /// <summary>
    /// The issue's assignees afterwards: who cannot be assigned is left out without a word.
    /// https://docs.github.com/en/rest/issues/assignees#add-assignees-to-an-issue
    /// </summary>
    internal Task<Answer<ImmutableArray<Login>>> AddAssigneesAsync(
        int number, IEnumerable<Login> people, CancellationToken ct) =>
        PutAssigneesAsync(HttpMethod.Post, number, people, ct);

    /// <summary>https://docs.github.com/en/rest/issues/assignees#remove-assignees-from-an-issue</summary>
    internal Task<Answer<ImmutableArray<Login>>> RemoveAssigneesAsync(
        int number, IEnumerable<Login> people, CancellationToken ct) =>
        PutAssigneesAsync(HttpMethod.Delete, number, people, ct);

    /// <summary>https://docs.github.com/en/rest/issues/comments#create-an-issue-comment</summary>
    internal async Task<Answer<CommentHandle>> CreateCommentAsync(int number, string body, CancellationToken ct)
    {
        var wire = await WriteAsync(HttpMethod.Post, InRepo($"issues/{number}/comments"), new WireBody(body),
            GitHubJson.Default.WireBody, GitHubJson.Default.WireComment, contents: 1, ct);
        return wire.Select(w => new CommentHandle(w.Id, w.NodeId));
    }

    /// <summary>https://docs.github.com/en/rest/issues/comments#update-an-issue-comment</summary>
    internal async Task<Answer<CommentHandle>> EditCommentAsync(
        CommentHandle comment, string body, CancellationToken ct)
    {
        var wire = await WriteAsync(HttpMethod.Patch, InRepo($"issues/comments/{comment.Id}"), new WireBody(body),
            GitHubJson.Default.WireBody, GitHubJson.Default.WireComment, contents: 0, ct);
        return wire.Select(w => new CommentHandle(w.Id, w.NodeId));
    }

    /// <summary>
    /// What GitHub keeps of it; one that is there already stays.
    /// https://docs.github.com/en/rest/reactions/reactions#create-reaction-for-an-issue-comment
    /// </summary>
    internal async Task<Answer<string>> AddReactionAsync(
        int number, CommentReaction reaction, CancellationToken ct)
    {
        var subject = reaction.Comment.Id == 0 ? $"issues/{number}" : $"issues/comments/{reaction.Comment.Id}";
        var wire = await WriteAsync(HttpMethod.Post, InRepo($"{subject}/reactions"),
            new WireReaction(reaction.RestContent), GitHubJson.Default.WireReaction, GitHubJson.Default.WireReaction,
            contents: 0, ct);
        return wire.Select(w => w.Content);
    }

    /// <summary>
    /// Closes the issue, or opens it again. https://docs.github.com/en/rest/issues/issues#update-an-issue
    /// </summary>
    /// <param name="close">Null: it is opened.</param>
    internal async Task<Answer<IssueSnapshot>> SetStateAsync(int number, CloseReason? close, CancellationToken ct)
    {
        var body = new WireIssueState(close is null ? "open" : "closed", close switch
        {
            null => null,
            CloseReason.NotPlanned => "not_planned",
            CloseReason.Duplicate => "duplicate",
            _ => "completed",
        });
        var wire = await WriteAsync(HttpMethod.Patch, InRepo($"issues/{number}"), body,
            GitHubJson.Default.WireIssueState, GitHubJson.Default.WireIssue, contents: 0, ct);
        return wire.Select(WireTranslator.Issue);
    }

    private async Task<Answer<ImmutableArray<Login>>> PutAssigneesAsync(
        HttpMethod method, int number, IEnumerable<Login> people, CancellationToken ct)
    {
        var body = new WireAssignees([.. people.Select(p => p.Value)]);
        var wire = await WriteAsync(method, InRepo($"issues/{number}/assignees"), body,
            GitHubJson.Default.WireAssignees, GitHubJson.Default.WireIssue, contents: 0, ct);
        return wire.Select(w => WireTranslator.Issue(w).Assignees);
    }

    private static string Text(Instant at) => InstantPattern.General.Format(at);

    private static IEnumerable<LabelHandle> Handles(WireLabel[] labels) =>
        labels.Where(l => l.Name is not null).Select(l => new LabelHandle(l.Name!, l.NodeId ?? ""));

    private static ImmutableArray<string> Names(WireLabel[] labels) => [.. labels.Select(l => l.Name).OfType<string>()];
}
