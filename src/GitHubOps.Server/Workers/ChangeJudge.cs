using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>What came of looking at a commit.</summary>
internal abstract record Judgement
{
    private Judgement()
    {
    }

    internal sealed record Said(ImmutableArray<Effect.PutCheck> Checks, string Revision) : Judgement;

    /// <summary>Nobody waits for it, or nothing of it is ours.</summary>
    internal sealed record Needless(string Reason) : Judgement;

    /// <summary>GitHub could not be asked what had to be asked.</summary>
    internal sealed record Failed(GitHubFailure Failure) : Judgement;
}

/// <summary>A change of the files of the operating model, as it would stand once it is merged.</summary>
internal sealed record Change(InstallationId Installation, RepoInfo Repo, RepoCalls Calls, ChangedTree Tree);

/// <summary>
/// Finds out what a commit changes, and has it judged. The files of the commit are read and never obeyed: what is in
/// force is what stands on the default branch.
/// </summary>
internal sealed class ChangeJudge(
    Store store, GitHubAccess github, PolicyCache policies, ConfigJudge config, TimeProvider time)
{
    public async Task<Judgement> JudgeAsync(CheckRow row, CancellationToken ct)
    {
        var installation = new InstallationId(row.InstallationId);
        if (await store.RepositoryAsync(new RepoId(row.RepoId)) is not { IsRemoved: false } known)
            return new Judgement.Needless("the App is not installed on the repository");
        var calls = github.Client.In(installation, known.Info, TokenPurpose.Checks);
        var repo = await calls.GetRepositoryAsync(ct);
        if (!repo.IsOk) return new Judgement.Failed(repo.Failure);
        if (repo.Value.IsArchived) return new Judgement.Needless("the repository is archived");
        var inForce = await policies.GetAsync(installation, repo.Value, ct);
        if (!inForce.IsOk) return new Judgement.Failed(inForce.Failure);
        if (inForce.Value.Policy is { Mode: Mode.Paused })
            return new Judgement.Needless("the repository's mode is Paused");
        return await JudgePullAsync(row, installation, repo.Value, calls, ct);
    }

    private async Task<Judgement> JudgePullAsync(
        CheckRow row, InstallationId installation, RepoInfo repo, RepoCalls calls, CancellationToken ct)
    {
        var pull = await FindPullAsync(row, repo, calls, ct);
        if (!pull.IsOk) return new Judgement.Failed(pull.Failure);
        if (pull.Value is not { } found) return new Judgement.Needless("it is the head of no open pull request");
        if (WhyNot(found, repo) is { } reason) return new Judgement.Needless(reason);
        if (found.HeadSha != row.HeadSha)
        {
            // The news of the newer head may be lost.
            await store.WantCheckAsync(new CheckWish(installation, repo.Id, found.HeadSha, CheckRow.Pull)
            {
                PullNumber = found.Number,
            }, time.Now());
            return new Judgement.Needless("the pull request has a newer head");
        }

        var paths = await calls.ListPullPathsAsync(found.Number, IsWanted, ct);
        if (!paths.IsOk) return new Judgement.Failed(paths.Failure);
        if (paths.Value.IsComplete && !paths.Value.Paths.Any(IsWanted))
            return new Judgement.Needless("it touches no file of the operating model");
        var tree = await github.Changes.ReadPullAsync(calls, repo, row.HeadSha, ct);
        if (!tree.IsOk) return new Judgement.Failed(tree.Failure);
        return await SayAsync(
            row, new Change(installation, repo, calls, tree.Value), $"pull/{found.Number}/files", ct);
    }

    private async Task<Judgement> SayAsync(CheckRow row, Change change, string detailsPath, CancellationToken ct)
    {
        var judged = await config.JudgeAsync(change, ct);
        if (!judged.IsOk) return new Judgement.Failed(judged.Failure);
        if (judged.Value is not { } verdict) return new Judgement.Needless($"the repository has no {PolicyFiles.Ops}");
        return new Judgement.Said([new Effect.PutCheck(row.HeadSha, verdict, detailsPath)], "");
    }

    /// <summary>GitHub does not say of which pull request a fork's commit is: the open ones are looked through.</summary>
    private static async Task<Answer<PullInfo?>> FindPullAsync(
        CheckRow row, RepoInfo repo, RepoCalls calls, CancellationToken ct)
    {
        if (row.PullNumber != 0)
        {
            var pull = await calls.GetPullAsync(row.PullNumber, ct);
            return pull.Select(found => (PullInfo?)found);
        }

        var open = await calls.ListOpenPullsAsync(repo.DefaultBranch, ct);
        return open.Select(pulls => pulls.FirstOrDefault(pull => pull.HeadSha == row.HeadSha));
    }

    private static string? WhyNot(PullInfo pull, RepoInfo repo) =>
        !pull.IsOpen ? "the pull request was closed"
        : pull.BaseRef != repo.DefaultBranch ? "it is not for the default branch"
        : null;

    private static bool IsWanted(string path) => PolicyFiles.IsWanted(path);
}
