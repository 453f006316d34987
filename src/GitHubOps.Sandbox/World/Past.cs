using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

/// <summary>
/// What things were like a moment ago: what a replica shows that lags behind. Files, labels, issues and their comments;
/// installations, people and their roles are as they are now. Used under <see cref="SandboxWorld.Gate"/>.
/// </summary>
/// <param name="keptFor">Zero: nothing is kept, which takes no time.</param>
internal sealed class Past(SandboxWorld world, TimeSpan keptFor)
{
    private readonly Queue<(DateTimeOffset ChangedAt, Moment Before)> _moments = new();

    /// <summary>Something is about to change.</summary>
    public void Remember()
    {
        if (keptFor == TimeSpan.Zero) return;
        while (_moments.TryPeek(out var oldest) && oldest.ChangedAt < world.Now - keptFor) _moments.Dequeue();
        _moments.Enqueue((world.Now, Moment.Of(world)));
    }

    /// <summary>Answers as if it were some time ago, as far back as is kept.</summary>
    public T Show<T>(TimeSpan lag, Func<T> act)
    {
        var at = world.Now - lag;
        if (_moments.FirstOrDefault(moment => moment.ChangedAt > at).Before is not { } then) return act();
        var now = Moment.Of(world);
        then.Put();
        try
        {
            return act();
        }
        finally
        {
            now.Put();
        }
    }

    private sealed record Moment(ImmutableArray<RepositoryThen> Repositories)
    {
        public static Moment Of(SandboxWorld world) =>
            new([.. world.Repositories.Select(one => new RepositoryThen(one))]);

        public void Put()
        {
            foreach (var repository in Repositories) repository.Put();
        }
    }

    private sealed class RepositoryThen(SandboxRepository now)
    {
        private readonly ImmutableSortedDictionary<int, SandboxIssue> _issues = now.Issues;
        private readonly ImmutableDictionary<string, SandboxCommit> _branches = now.Branches;
        private readonly ImmutableArray<SandboxLabel> _labels = now.Labels;
        private readonly ImmutableArray<IssueThen> _contents =
            [.. now.Issues.Values.Select(issue => new IssueThen(issue))];

        public void Put()
        {
            (now.Issues, now.Branches, now.Labels) = (_issues, _branches, _labels);
            foreach (var issue in _contents) issue.Put();
        }
    }

    private sealed class IssueThen(SandboxIssue now)
    {
        private readonly (string Title, string? Body, SandboxIssueType? Type, SandboxMilestone? Milestone) _texts =
            (now.Title, now.Body, now.Type, now.Milestone);

        private readonly (bool IsOpen, string? StateReason, DateTimeOffset? ClosedAt, SandboxAccount? ClosedBy) _state =
            (now.IsOpen, now.StateReason, now.ClosedAt, now.ClosedBy);

        private readonly (bool IsLocked, string? LockReason, DateTimeOffset UpdatedAt) _rest =
            (now.IsLocked, now.LockReason, now.UpdatedAt);

        private readonly ImmutableArray<SandboxLabel> _labels = now.Labels;
        private readonly ImmutableArray<SandboxAccount> _assignees = now.Assignees;
        private readonly ImmutableArray<SandboxIssueEvent> _timeline = now.Timeline;
        private readonly ImmutableArray<SandboxReaction> _reactions = now.Reactions;
        private readonly ImmutableArray<SandboxComment> _comments = now.Comments;

        private readonly ImmutableArray<(string Body, DateTimeOffset UpdatedAt)> _said =
            [.. now.Comments.Select(comment => (comment.Body, comment.UpdatedAt))];

        public void Put()
        {
            (now.Title, now.Body, now.Type, now.Milestone) = _texts;
            (now.IsOpen, now.StateReason, now.ClosedAt, now.ClosedBy) = _state;
            (now.IsLocked, now.LockReason, now.UpdatedAt) = _rest;
            (now.Labels, now.Assignees, now.Timeline, now.Reactions) = (_labels, _assignees, _timeline, _reactions);
            now.Comments = _comments;
            for (var i = 0; i < _comments.Length; i++) (_comments[i].Body, _comments[i].UpdatedAt) = _said[i];
        }
    }
}
