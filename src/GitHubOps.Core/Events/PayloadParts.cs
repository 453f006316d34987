using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>The things that many payloads hold: people, repositories, issues, comments.</summary>
internal static class PayloadParts
{
    /// <summary>Deleted accounts come as null: they are GitHub's ghost.</summary>
    public static Actor ReadActor(this Payload user)
    {
        if (user.Text("login") is not { Length: > 0 } login) return Actor.Ghost;
        return new Actor(user.Number("id") ?? 0, new Login(login), IsBot: user.Text("type") == "Bot");
    }

    public static RepoInfo NeedRepository(this Payload payload)
    {
        var repository = payload.NeedObject("repository");
        return new RepoInfo(
            new RepoId(repository.NeedId("id")),
            repository.NeedRepoName(),
            repository.Text("node_id") ?? "",
            repository.IsTrue("private"),
            repository.IsTrue("archived"),
            repository.Text("default_branch") ?? repository.Text("master_branch") ?? "main");
    }

    public static RepoRef ReadRepoRef(this Payload repository) => new(
        new RepoId(repository.NeedId("id")),
        repository.NeedRepoName(),
        repository.Text("node_id") ?? "",
        repository.IsTrue("private"));

    public static RepoName NeedRepoName(this Payload repository)
    {
        if (RepoName.TryParse(repository.Text("full_name"), out var full)) return full.Value;
        var owner = repository.Object("owner");
        return new RepoName(owner.Text("login") ?? owner.NeedText("name"), repository.NeedText("name"));
    }

    public static IssueSnapshot NeedIssue(this Payload payload) => payload.NeedObject("issue").ReadIssue();

    public static IssueSnapshot ReadIssue(this Payload issue)
    {
        var createdAt = issue.NeedTime("created_at");
        var isClosed = issue.Text("state") == "closed";
        return new IssueSnapshot
        {
            Id = new IssueId(issue.NeedId("id")),
            NodeId = issue.Text("node_id") ?? "",
            Number = issue.NeedNumber("number"),
            Title = issue.Text("title") ?? "",
            Body = issue.Text("body") ?? "",
            Author = issue.Object("user").ReadActor(),
            Labels = issue.Names("labels"),
            Assignees = issue.ReadAssignees(),
            IsClosed = isClosed,
            CloseReason = isClosed ? issue.ReadCloseReason() : null,
            IsPullRequest = issue.Has("pull_request"),
            IsLocked = issue.IsTrue("locked"),
            IssueType = issue.Object("type").Text("name"),
            CreatedAt = createdAt,
            UpdatedAt = issue.Time("updated_at") ?? createdAt,
            ClosedAt = issue.Time("closed_at"),
        };
    }

    /// <summary>No reason, as older servers send it, means completed.</summary>
    public static CloseReason ReadCloseReason(this Payload issue) => issue.Text("state_reason") switch
    {
        "not_planned" => CloseReason.NotPlanned,
        "duplicate" => CloseReason.Duplicate,
        _ => CloseReason.Completed,
    };

    public static CommentSnapshot NeedComment(this Payload payload)
    {
        var comment = payload.NeedObject("comment");
        var createdAt = comment.NeedTime("created_at");
        return new CommentSnapshot(
            comment.NeedId("id"),
            comment.Text("node_id") ?? "",
            comment.Object("user").ReadActor(),
            comment.Text("body") ?? "",
            createdAt,
            comment.Time("updated_at") ?? createdAt,
            comment.Object("performed_via_github_app").Number("id"));
    }

    private static ImmutableArray<Login> ReadAssignees(this Payload issue)
    {
        var people = ImmutableArray.CreateBuilder<Login>();
        foreach (var person in issue.Objects("assignees"))
            if (person.Text("login") is { Length: > 0 } login) people.Add(new Login(login));
        return people.ToImmutable();
    }
}
