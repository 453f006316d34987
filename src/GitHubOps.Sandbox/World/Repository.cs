using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

/// <summary>A repository with its files, labels, issues and the people who may work in it.</summary>
public sealed class SandboxRepository
{
    internal SandboxRepository(long id, SandboxAccount owner, string name, bool isPrivate, DateTimeOffset createdAt)
    {
        Id = id;
        Owner = owner;
        Name = name;
        IsPrivate = isPrivate;
        CreatedAt = UpdatedAt = createdAt;
        NodeId = NodeIds.Make("R_kg", id);
    }

    public long Id { get; }

    public string NodeId { get; }

    public SandboxAccount Owner { get; internal set; }

    public string Name { get; internal set; }

    public string FullName => $"{Owner.Login}/{Name}";

    public bool IsPrivate { get; internal set; }

    public bool IsArchived { get; internal set; }

    public string? Description { get; internal set; }

    public string DefaultBranch { get; internal set; } = "main";

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public DateTimeOffset? PushedAt { get; internal set; }

    public ImmutableArray<SandboxLabel> Labels { get; internal set; } = [];

    /// <summary>Every issue ever opened here and neither deleted nor transferred away, by number.</summary>
    public ImmutableSortedDictionary<int, SandboxIssue> Issues { get; internal set; } =
        ImmutableSortedDictionary<int, SandboxIssue>.Empty;

    /// <summary>Every pull request ever opened here, by number.</summary>
    public ImmutableSortedDictionary<int, SandboxPull> Pulls { get; internal set; } =
        ImmutableSortedDictionary<int, SandboxPull>.Empty;

    /// <summary>Names of check runs without which nothing gets into the default branch.</summary>
    public ImmutableSortedSet<string> RequiredChecks { get; internal set; } = [];

    public ImmutableArray<SandboxMilestone> Milestones { get; internal set; } = [];

    public ImmutableArray<SandboxCheckRun> CheckRuns { get; internal set; } = [];

    /// <summary>People with a role given in this repository itself.</summary>
    public ImmutableDictionary<SandboxAccount, RepositoryRole> Collaborators { get; internal set; } =
        ImmutableDictionary<SandboxAccount, RepositoryRole>.Empty;

    /// <summary>The commit at the tip of each branch.</summary>
    public ImmutableDictionary<string, SandboxCommit> Branches { get; internal set; } =
        ImmutableDictionary<string, SandboxCommit>.Empty;

    /// <summary>Commits that no branch shows yet, by their sha.</summary>
    internal ImmutableDictionary<string, SandboxCommit> LooseCommits { get; set; } =
        ImmutableDictionary<string, SandboxCommit>.Empty;

    /// <summary>Trees that were made by hand, by their sha.</summary>
    internal ImmutableDictionary<string, ImmutableSortedDictionary<string, SandboxFile>> LooseTrees { get; set; } =
        ImmutableDictionary<string, ImmutableSortedDictionary<string, SandboxFile>>.Empty;

    internal int LastNumber { get; set; }

    /// <summary>Numbers that were issues once: where they went, or null when they were deleted.</summary>
    internal Dictionary<int, SandboxIssue?> Gone { get; } = [];

    public SandboxCommit? Head => Branches.GetValueOrDefault(DefaultBranch);

    /// <summary>The text of a file at the tip of the default branch, or null.</summary>
    public string? ReadFile(string path) =>
        Head?.Files.GetValueOrDefault(path) is { } file
            ? System.Text.Encoding.UTF8.GetString(file.Bytes.AsSpan()) : null;

    internal SandboxLabel? FindLabel(string name) =>
        Labels.FirstOrDefault(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    internal RepositoryRole RoleOf(SandboxAccount account)
    {
        if (account == Owner || Owner.Members.GetValueOrDefault(account)) return RepositoryRole.Admin;
        var own = Collaborators.GetValueOrDefault(account);
        if (own > RepositoryRole.None) return own;
        return Owner.Members.ContainsKey(account) || !IsPrivate ? RepositoryRole.Read : RepositoryRole.None;
    }

    /// <summary>GitHub: people with write access, and members of the organization who can read.</summary>
    internal bool CanBeAssigned(SandboxAccount account) => account.Kind == AccountKind.User &&
        (RoleOf(account) >= RepositoryRole.Write || Owner.Members.ContainsKey(account));

    public override string ToString() => FullName;
}

public sealed record SandboxMilestone(long Id, int Number, string Title, SandboxAccount Creator,
    DateTimeOffset CreatedAt)
{
    public string NodeId { get; } = NodeIds.Make("MI_kw", Id);

    public string? Description { get; init; }

    public DateTimeOffset? DueOn { get; init; }

    public bool IsClosed { get; init; }
}

/// <summary>A check run as it was posted. The output is what the App sent.</summary>
public sealed record SandboxCheckRun(long Id, string Name, string HeadSha, string Status, string? Conclusion)
{
    public string? Title { get; init; }

    public string? Summary { get; init; }

    public string? Text { get; init; }

    public string? ExternalId { get; init; }

    public string? DetailsUrl { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Annotations as JSON objects, in the order in which they were posted.</summary>
    public ImmutableArray<string> Annotations { get; init; } = [];

    /// <summary>Identifiers of the buttons that the App offers.</summary>
    public ImmutableArray<string> Buttons { get; init; } = [];
}
