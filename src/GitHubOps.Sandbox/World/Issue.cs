using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

/// <summary>A label of one repository. Renaming it renames it on every issue.</summary>
public sealed class SandboxLabel
{
    internal SandboxLabel(long id, string name, string color, string? description)
    {
        Id = id;
        Name = name;
        Color = color;
        Description = description;
        NodeId = NodeIds.Make("LA_kw", id);
    }

    public long Id { get; }

    public string NodeId { get; }

    public string Name { get; internal set; }

    public string Color { get; internal set; }

    public string? Description { get; internal set; }

    public override string ToString() => Name;
}

/// <summary>One reaction of one account.</summary>
public sealed record SandboxReaction(long Id, SandboxAccount Account, string Content, DateTimeOffset At)
{
    public string NodeId { get; } = NodeIds.Make("REA_lA", Id);
}

/// <summary>
/// An issue as it stands now. Collections are immutable snapshots: safe to read while the sandbox works.
/// </summary>
public sealed class SandboxIssue
{
    internal SandboxIssue(long id, int number, SandboxRepository repository, SandboxAccount author, DateTimeOffset at)
    {
        Id = id;
        Number = number;
        Repository = repository;
        Author = author;
        CreatedAt = UpdatedAt = at;
        NodeId = NodeIds.Make("I_kw", id);
    }

    /// <summary>GitHub's number of the issue, not the one in the URL. A transferred issue gets a new one.</summary>
    public long Id { get; }

    public string NodeId { get; }

    public int Number { get; }

    public SandboxRepository Repository { get; }

    public SandboxAccount Author { get; }

    public string Title { get; internal set; } = "";

    public string? Body { get; internal set; }

    public ImmutableArray<SandboxLabel> Labels { get; internal set; } = [];

    public ImmutableArray<SandboxAccount> Assignees { get; internal set; } = [];

    public SandboxMilestone? Milestone { get; internal set; }

    public SandboxIssueType? Type { get; internal set; }

    public bool IsOpen { get; internal set; } = true;

    /// <summary><c>completed</c>, <c>not_planned</c>, <c>duplicate</c>, <c>reopened</c> or null.</summary>
    public string? StateReason { get; internal set; }

    public bool IsLocked { get; internal set; }

    public string? LockReason { get; internal set; }

    public bool IsDeleted { get; internal set; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public DateTimeOffset? ClosedAt { get; internal set; }

    public SandboxAccount? ClosedBy { get; internal set; }

    public ImmutableArray<SandboxComment> Comments { get; internal set; } = [];

    public ImmutableArray<SandboxReaction> Reactions { get; internal set; } = [];

    /// <summary>Everything that happened to the issue, oldest first, with who did it.</summary>
    public ImmutableArray<SandboxIssueEvent> Timeline { get; internal set; } = [];

    /// <summary>The pull request whose conversation it is; null: it is an issue.</summary>
    internal SandboxPull? Pull { get; init; }

    public IEnumerable<string> LabelNames => Labels.Select(l => l.Name);

    public IEnumerable<string> AssigneeLogins => Assignees.Select(a => a.Login);

    /// <summary>Also those who wrote here, besides the people whom the repository offers.</summary>
    internal bool CanBeAssigned(SandboxAccount account) => Repository.CanBeAssigned(account) ||
        (account.Kind == AccountKind.User && (account == Author || Comments.Any(c => c.Author == account)));

    public override string ToString() => $"{Repository.FullName}#{Number}";
}

/// <summary>A comment on an issue.</summary>
public sealed class SandboxComment
{
    internal SandboxComment(long id, SandboxIssue issue, SandboxAccount author, string body, bool viaApp,
        DateTimeOffset at)
    {
        Id = id;
        Issue = issue;
        Author = author;
        Body = body;
        ViaApp = viaApp;
        CreatedAt = UpdatedAt = at;
        NodeId = NodeIds.Make("IC_kw", id);
    }

    public long Id { get; }

    public string NodeId { get; }

    public SandboxIssue Issue { get; }

    public SandboxAccount Author { get; }

    public string Body { get; internal set; }

    /// <summary>True when the App wrote it: <c>performed_via_github_app</c> names the App.</summary>
    public bool ViaApp { get; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    /// <summary>Why the comment is hidden (<c>outdated</c>, …), or null.</summary>
    public string? MinimizedReason { get; internal set; }

    public ImmutableArray<SandboxReaction> Reactions { get; internal set; } = [];

    public override string ToString() => $"{Issue} comment {Id} by {Author}";
}

/// <summary>
/// One thing that happened to an issue: <c>labeled</c>, <c>assigned</c>, <c>commented</c>, <c>closed</c> …
/// </summary>
public sealed record SandboxIssueEvent(long Id, string Kind, SandboxAccount Actor, bool ViaApp, DateTimeOffset At)
{
    public string NodeId { get; } = NodeIds.Make("EV_lA", Id);

    public SandboxLabel? Label { get; init; }

    /// <summary>The label's name at that time.</summary>
    public string? LabelName { get; init; }

    public SandboxAccount? Assignee { get; init; }

    public SandboxComment? Comment { get; init; }

    public string? RenamedFrom { get; init; }

    public string? RenamedTo { get; init; }

    public string? StateReason { get; init; }

    public string? LockReason { get; init; }

    /// <summary>The pull request that refers to the issue.</summary>
    public SandboxPull? Source { get; init; }

    public override string ToString() =>
        $"{Actor.Login} {Kind}{(LabelName ?? Assignee?.Login ?? StateReason) switch { null => "", var what => " " + what }}";
}
