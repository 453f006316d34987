using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

/// <summary>
/// A pull request. Its number comes from the same row as those of issues. The head of one from a fork is no branch
/// here, and is found by its sha and as <c>refs/pull/N/head</c> all the same.
/// </summary>
public sealed class SandboxPull
{
    internal SandboxPull(
        long id, int number, SandboxRepository repository, SandboxAccount author, string title, SandboxCommit head,
        DateTimeOffset at)
    {
        Id = id;
        Number = number;
        Repository = repository;
        Author = author;
        Title = title;
        HeadCommit = head;
        CreatedAt = UpdatedAt = at;
        NodeId = NodeIds.Make("PR_kw", id);
    }

    public long Id { get; }

    public string NodeId { get; }

    public int Number { get; }

    public SandboxRepository Repository { get; }

    public SandboxAccount Author { get; }

    public string Title { get; internal set; }

    public string? Body { get; internal set; }

    /// <summary>The branch's name, here or in the fork.</summary>
    public required string HeadRef { get; init; }

    /// <summary>The head is a branch of the author's own copy.</summary>
    public required bool IsFromFork { get; init; }

    public string BaseRef { get; internal set; } = "";

    public bool IsOpen { get; internal set; } = true;

    public bool IsMerged { get; internal set; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public DateTimeOffset? ClosedAt { get; internal set; }

    /// <summary>What people said of it as a whole, the oldest first.</summary>
    public ImmutableArray<SandboxReview> Reviews { get; internal set; } = [];

    /// <summary>
    /// Where people talk about it: to GitHub a pull request is an issue, too. Null: nobody has said anything.
    /// </summary>
    internal SandboxIssue? Conversation { get; set; }

    public string HeadSha => HeadCommit.Sha;

    internal SandboxCommit HeadCommit { get; set; }

    internal SandboxCommit? BaseCommit => Repository.Branches.GetValueOrDefault(BaseRef);

    public override string ToString() => $"{Repository.FullName}#{Number}";
}

/// <param name="State">In GitHub's words: <c>APPROVED</c>, <c>CHANGES_REQUESTED</c>, <c>COMMENTED</c>,
/// <c>DISMISSED</c>.</param>
public sealed record SandboxReview(long Id, SandboxAccount Author, string State, string CommitSha, DateTimeOffset At);

/// <summary>What two commits have in common, and how they differ.</summary>
internal static class Ancestry
{
    public static IEnumerable<SandboxCommit> History(SandboxCommit? tip)
    {
        for (var commit = tip; commit is not null; commit = commit.Parent) yield return commit;
    }

    public static SandboxCommit? MergeBase(SandboxCommit? one, SandboxCommit? other)
    {
        var known = History(one).Select(commit => commit.Sha).ToHashSet();
        return History(other).FirstOrDefault(commit => known.Contains(commit.Sha));
    }

    /// <summary>Path, status in GitHub's words, and the blob: of a removed file the one that was there.</summary>
    public static ImmutableArray<(string Path, string Status, SandboxFile File)> Differences(
        SandboxCommit? before, SandboxCommit after)
    {
        var was = before?.Files ?? GitNames.EmptyTree;
        var changed = after.Files.Where(file => was.GetValueOrDefault(file.Key)?.Sha != file.Value.Sha)
            .Select(file => (file.Key, was.ContainsKey(file.Key) ? "modified" : "added", file.Value));
        var gone = was.Where(file => !after.Files.ContainsKey(file.Key))
            .Select(file => (file.Key, "removed", file.Value));
        return [.. changed.Concat(gone).OrderBy(file => file.Key, StringComparer.Ordinal)];
    }
}
