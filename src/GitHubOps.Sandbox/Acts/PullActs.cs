using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

internal sealed partial class Acts
{
    /// <param name="head">A branch of the repository, or the tip of a fork's.</param>
    public SandboxPull OpenPull(
        Actor by, SandboxRepository repository, string title, string headRef, SandboxCommit head, bool fromFork,
        string? into,
        string? body = null)
    {
        RefuseWhenArchived(repository);
        var pull = new SandboxPull(world.NextId(), ++repository.LastNumber, repository, by.Account, title, head, Now)
        {
            HeadRef = headRef,
            IsFromFork = fromFork,
            BaseRef = into ?? repository.DefaultBranch,
            Body = body,
        };
        repository.Pulls = repository.Pulls.Add(pull.Number, pull);
        emitter.Pull("opened", pull, by);
        Refer(by, pull);
        return pull;
    }

    /// <summary>Each issue that its text names by <c>#12</c> shows it from then on.</summary>
    private void Refer(Actor by, SandboxPull pull)
    {
        foreach (var word in (pull.Body ?? "").Split([' ', '\n', ',', '.'], StringSplitOptions.RemoveEmptyEntries))
            if (word.StartsWith('#') && int.TryParse(word.AsSpan(1), out var number) &&
                pull.Repository.Issues.GetValueOrDefault(number) is { } issue)
                Append(issue, Entry("cross-referenced", by) with { Source = pull }, touches: false);
    }

    /// <summary>The head of a pull request has moved.</summary>
    public void MovePull(Actor by, SandboxPull pull, SandboxCommit head)
    {
        var before = pull.HeadSha;
        pull.HeadCommit = head;
        pull.UpdatedAt = Now;
        emitter.Pull("synchronize", pull, by, ("before", before), ("after", head.Sha));
    }

    public void SetPullOpen(Actor by, SandboxPull pull, bool open)
    {
        if (pull.IsOpen == open || pull.IsMerged) return;
        pull.IsOpen = open;
        pull.ClosedAt = open ? null : Now;
        pull.UpdatedAt = Now;
        emitter.Pull(open ? "reopened" : "closed", pull, by);
    }

    public void Retarget(Actor by, SandboxPull pull, string branch)
    {
        var from = pull.BaseRef;
        var sha = pull.BaseCommit?.Sha ?? GitNames.Nothing;
        pull.BaseRef = branch;
        pull.UpdatedAt = Now;
        emitter.Pull("edited", pull, by, ("changes", new JsonObject
        {
            ["base"] = new JsonObject
            {
                ["ref"] = new JsonObject { ["from"] = from }, ["sha"] = new JsonObject { ["from"] = sha },
            },
        }));
    }

    /// <summary>Squashed into one commit on the base branch.</summary>
    public SandboxCommit MergePull(Actor by, SandboxPull pull)
    {
        var from = Ancestry.MergeBase(pull.BaseCommit, pull.HeadCommit);
        var changes = Ancestry.Differences(from, pull.HeadCommit)
            .ToDictionary(file => file.Path, file => file.Status == "removed" ? null : file.File.Bytes.ToArray());
        var commit = Push(by, pull.Repository, $"{pull.Title} (#{pull.Number})", changes!, pull.BaseRef);
        pull.IsMerged = true;
        pull.IsOpen = false;
        pull.ClosedAt = pull.UpdatedAt = Now;
        emitter.Pull("closed", pull, by);
        return commit;
    }

    /// <summary>Tells it as a comment of an issue that has a pull request.</summary>
    public SandboxComment CommentOnPull(Actor by, SandboxPull pull, string body)
    {
        pull.Conversation ??= new SandboxIssue(world.NextId(), pull.Number, pull.Repository, pull.Author,
            pull.CreatedAt)
        {
            Pull = pull, Title = pull.Title, Body = pull.Body,
        };
        pull.Conversation.IsOpen = pull.IsOpen;
        return AddComment(by, pull.Conversation, body);
    }

    public SandboxReview Review(Actor by, SandboxPull pull, string state)
    {
        if (pull.Author == by.Account && state != "COMMENTED")
            throw Refusal.Of(422, "Review Can not approve your own pull request");
        var review = new SandboxReview(world.NextId(), by.Account, state, pull.HeadSha, Now);
        pull.Reviews = pull.Reviews.Add(review);
        emitter.Review("submitted", pull, review, by);
        return review;
    }

    public void DismissReview(Actor by, SandboxPull pull, SandboxReview review)
    {
        var dismissed = review with { State = "DISMISSED" };
        pull.Reviews = pull.Reviews.Replace(review, dismissed);
        emitter.Review("dismissed", pull, dismissed, by);
    }

    /// <summary>Puts a pull request into the merge queue: a commit of its own, with the base below it.</summary>
    public SandboxCommit Enqueue(Actor by, SandboxPull pull)
    {
        var below = pull.BaseCommit ?? throw Refusal.Of(422, "the base branch has no commit");
        var files = below.Files;
        foreach (var (path, status, file) in Ancestry.Differences(Ancestry.MergeBase(below, pull.HeadCommit),
            pull.HeadCommit))
            files = status == "removed" ? files.Remove(path) : files.SetItem(path, file);
        var tree = GitNames.Tree(files, "");
        var message = $"Merge pull request #{pull.Number}";
        var head = new SandboxCommit(
            GitNames.Commit(tree, below.Sha, message, by.Account.Login, Now), tree, below.Sha, message, by.Account, Now,
            files)
        {
            Parent = below,
        };
        var branch = $"gh-readonly-queue/{pull.BaseRef}/pr-{pull.Number}-{below.Sha}";
        pull.Repository.Branches = pull.Repository.Branches.SetItem(branch, head);
        emitter.MergeGroup("checks_requested", pull.Repository, branch, pull.BaseRef, head, by);
        return head;
    }

    /// <summary>A person asks for a check run again: GitHub begins it anew and tells the App that made it.</summary>
    public void Rerequest(Actor by, SandboxRepository repository, SandboxCheckRun run)
    {
        repository.CheckRuns = repository.CheckRuns.Replace(
            run, run with { Status = "queued", Conclusion = null, CompletedAt = null });

        // GitHub tells it as it was.
        emitter.CheckRun("rerequested", repository, run, by);
    }

    /// <summary>All check runs of the App on a commit.</summary>
    public void RerequestSuite(Actor by, SandboxRepository repository, string sha)
    {
        foreach (var run in repository.CheckRuns.Where(run => run.HeadSha == sha))
            repository.CheckRuns = repository.CheckRuns.Replace(
                run, run with { Status = "queued", Conclusion = null, CompletedAt = null });
        emitter.CheckSuite("rerequested", repository, sha, by);
    }

    /// <summary>A person presses a button that the App has put on its check run.</summary>
    public void PressCheckButton(Actor by, SandboxRepository repository, SandboxCheckRun run, string identifier)
    {
        if (!run.Buttons.Contains(identifier)) throw Refusal.NotFound($"the check run has no button {identifier}");
        emitter.CheckRun("requested_action", repository, run, by, identifier);
    }
}
