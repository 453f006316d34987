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
    Store store, GitHubAccess github, PolicyCache policies, ChangeReview review, RunbookChecks runbooks,
        RequiredChecks required, TimeProvider time)
{
    /// <summary>In attempts: where the App is installed is asked for meanwhile.</summary>
    private const int HeardOfWithin = 8;

    public async Task<Judgement> JudgeAsync(CheckRow row, CancellationToken ct)
    {
        var installation = new InstallationId(row.InstallationId);
        if (await store.RepositoryAsync(new RepoId(row.RepoId)) is not { } known)
            return row.Attempts < HeardOfWithin
                ? new Judgement.Failed(new GitHubFailure.Transient("the repository has not been heard of yet"))
                : new Judgement.Needless("the repository has never been heard of");
        if (known.IsRemoved) return new Judgement.Needless("the App is not installed on the repository");
        var calls = github.Client.In(installation, known.Info, TokenPurpose.Checks);
        var repo = await calls.GetRepositoryAsync(ct);
        if (!repo.IsOk) return new Judgement.Failed(repo.Failure);
        if (repo.Value.IsArchived) return new Judgement.Needless("the repository is archived");
        var inForce = await policies.GetAsync(installation, repo.Value, ct);
        if (!inForce.IsOk) return new Judgement.Failed(inForce.Failure);
        if (inForce.Value.Policy is { Mode: Mode.Paused })
            return new Judgement.Needless("the repository's mode is Paused");
        var place = new Place(row, installation, repo.Value, calls);
        return row.Cause switch
        {
            CheckRow.Pull => await JudgePullAsync(place, ct),
            CheckRow.Group => await JudgeGroupAsync(place, ct),
            _ => await JudgePushAsync(place, ct),
        };
    }

    private async Task<Judgement> JudgePullAsync(Place place, CancellationToken ct)
    {
        var pull = await FindPullAsync(place, ct);
        if (!pull.IsOk) return new Judgement.Failed(pull.Failure);
        if (pull.Value is not { } found) return new Judgement.Needless("it is the head of no open pull request");
        if (WhyNot(found, place.Repo) is { } reason) return new Judgement.Needless(reason);
        if (found.HeadSha != place.Row.HeadSha)
        {
            // The news of the newer head may be lost.
            await store.WantCheckAsync(
                new CheckWish(place.Installation, place.Repo.Id, found.HeadSha, CheckRow.Pull)
                {
                    PullNumber = found.Number,
                }, time.Now());
            return new Judgement.Needless("the pull request has a newer head");
        }

        var details = $"pull/{found.Number}/files";
        var isWanted = Proposals.IsWanted(place.Repo.Name);
        var paths = await place.Calls.ListPullPathsAsync(found.Number, isWanted, ct);
        if (!paths.IsOk) return new Judgement.Failed(paths.Failure);
        var isModel = !paths.Value.IsComplete || paths.Value.Paths.Any(isWanted);
        if (!isModel)
        {
            var concerned = await runbooks.IsConcernedAsync(place.With(ChangedTree.None), paths.Value.Paths, ct);
            if (!concerned.IsOk) return new Judgement.Failed(concerned.Failure);
            if (!concerned.Value) return await SayAsync(place, Reviewed.Nothing, details, ct);
        }

        var tree = await github.Changes.ReadPullAsync(place.Calls, place.Repo, place.Row.HeadSha, ct);
        return tree.IsOk
            ? await ReviewAsync(place, tree.Value, found, details, ct)
            : new Judgement.Failed(tree.Failure);
    }

    private async Task<Judgement> JudgeGroupAsync(Place place, CancellationToken ct)
    {
        var tree = await ChangeReader.ReadCommitAsync(place.Calls, place.Row.BaseSha!, place.Row.HeadSha, ct);
        if (IsGone(tree.Failure)) return new Judgement.Needless("the group is gone");
        if (!tree.IsOk) return new Judgement.Failed(tree.Failure);
        return await ReviewAsync(place, tree.Value, pull: null, place.Commit, ct);
    }

    private async Task<Judgement> JudgePushAsync(Place place, CancellationToken ct)
    {
        var tree = await place.Calls.GetTreeAsync(place.Row.HeadSha, known: null, ct);
        if (IsGone(tree.Failure)) return new Judgement.Needless("the commit is gone");
        if (!tree.IsOk) return new Judgement.Failed(tree.Failure);
        var judged = await review.OfPushedAsync(place.With(new ChangedTree(tree.Value.Files, [], [])), ct);
        if (!judged.IsOk) return new Judgement.Failed(judged.Failure);
        var isBroken = judged.Value.Verdicts.Any(verdict => verdict.Conclusion == CheckConclusion.Failure);
        var wasBroken = await store.LastPushedAsync(place.Repo.Id) == CheckConclusion.Failure;
        return isBroken || (wasBroken && !judged.Value.Verdicts.IsEmpty)
            ? Say(place, judged.Value, place.Commit)
            : new Judgement.Needless("the files can be obeyed");
    }

    private async Task<Judgement> ReviewAsync(
        Place place, ChangedTree tree, PullInfo? pull, string details, CancellationToken ct)
    {
        var change = place.With(tree);
        var model = tree.Changed.Any(Proposals.IsWanted(place.Repo.Name))
            ? await review.OfProposedAsync(change, place.Row.Approver, ct) : Reviewed.Nothing;
        if (!model.IsOk) return new Judgement.Failed(model.Failure);
        var steps = await runbooks.OfProposedAsync(change, pull, ct);
        if (!steps.IsOk) return new Judgement.Failed(steps.Failure);
        return await SayAsync(place, model.Value.And(steps.Value), details, ct);
    }

    /// <summary>
    /// Where a branch takes nothing without our checks they must be there, whatever is changed.
    /// </summary>
    private async Task<Judgement> SayAsync(Place place, Reviewed judged, string details, CancellationToken ct)
    {
        var silent = CheckVerdict.OfPulls.Where(name => judged.Verdicts.All(verdict => verdict.Name != name)).ToList();
        if (silent.Count > 0)
        {
            var names = await required.GetAsync(place.Calls, place.Repo, ct);
            if (!names.IsOk) return new Judgement.Failed(names.Failure);
            judged = judged.And(
                new Reviewed([.. silent.Where(names.Value.Contains).Select(CheckVerdict.Untouched)], ""));
        }

        return judged.Verdicts.IsEmpty
            ? new Judgement.Needless("it touches no file of the operating model and nothing of a runbook")
            : Say(place, judged, details);
    }

    private static Judgement.Said Say(Place place, Reviewed judged, string details) => new(
        [.. judged.Verdicts.Select(verdict => new Effect.PutCheck(place.Row.HeadSha, verdict, details))],
        judged.Revision);

    /// <summary>
    /// GitHub does not say of which pull request a fork's commit is: the open ones are looked through.
    /// </summary>
    private static async Task<Answer<PullInfo?>> FindPullAsync(Place place, CancellationToken ct)
    {
        if (place.Row.PullNumber != 0)
        {
            var pull = await place.Calls.GetPullAsync(place.Row.PullNumber, ct);
            return pull.Select(found => (PullInfo?)found);
        }

        var open = await place.Calls.ListOpenPullsAsync(place.Repo.DefaultBranch, ct);
        return open.Select(pulls => pulls.FirstOrDefault(pull => pull.HeadSha == place.Row.HeadSha));
    }

    private static string? WhyNot(PullInfo pull, RepoInfo repo) =>
        !pull.IsOpen ? "the pull request was closed"
        : pull.BaseRef != repo.DefaultBranch ? "it is not for the default branch"
        : null;

    private static bool IsGone(GitHubFailure? failure) => failure is GitHubFailure.Refused
    {
        Reason: RefusalReason.NotFound or RefusalReason.Gone or RefusalReason.Unprocessable,
    };

    private sealed record Place(CheckRow Row, InstallationId Installation, RepoInfo Repo, RepoCalls Calls)
    {
        public string Commit => $"commit/{Row.HeadSha}";

        public Change With(ChangedTree tree) => new(Installation, Repo, Calls, tree);
    }
}
