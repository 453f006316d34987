using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>Says of a change what it has to do with the repository's runbooks.</summary>
internal sealed class RunbookChecks(GitHubAccess github, RunbookGates gates, RunbookJudge judge)
{
    private const int WorkflowsMax = 50;
    private const int WorkflowBytesMax = 64 * 1024;

    /// <summary>False: nothing of it is a runbook's affair, or nothing is judged here.</summary>
    public async Task<Answer<bool>> IsConcernedAsync(
        Change change, IReadOnlyCollection<string> paths, CancellationToken ct)
    {
        var gate = await gates.GetAsync(change.Installation, change.Repo, ct);
        if (!gate.IsOk) return gate.Failure;
        return gate.Value is { } wanted ? await IsConcernedAsync(wanted, change, paths, ct) : false;
    }

    /// <summary><c>ops/runbooks</c> where the change concerns one; nothing where it does not.</summary>
    /// <param name="change">With its sides.</param>
    /// <param name="pull">Null: it is a merge group.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<Answer<Reviewed>> OfProposedAsync(Change change, PullInfo? pull, CancellationToken ct)
    {
        var gate = await gates.GetAsync(change.Installation, change.Repo, ct);
        if (!gate.IsOk) return gate.Failure;
        if (gate.Value is not { } wanted) return Reviewed.Nothing;
        var concerned = await IsConcernedAsync(wanted, change, change.Tree.Changed, ct);
        if (!concerned.IsOk) return concerned.Failure;
        if (!concerned.Value) return Reviewed.Nothing;
        var approval = await ApprovalAsync(wanted, change, pull, ct);
        if (!approval.IsOk) return approval.Failure;
        var judged = await judge.JudgeAsync(wanted, change, approval.Value, pull?.Number ?? 0, ct);
        if (!judged.IsOk) return judged.Failure;
        if (judged.Value.KnowsMore) return new Reviewed([judged.Value.Verdict], "");
        var action = await UsesActionAsync(change, ct);
        return action.Select(uses => uses ? Reviewed.Nothing : new Reviewed([judged.Value.Verdict], ""));
    }

    private async Task<Answer<bool>> IsConcernedAsync(
        RunbookGate gate, Change change, IReadOnlyCollection<string> paths, CancellationToken ct)
    {
        var shelf = await gates.ReadTipAsync(gate, change.Calls, change.Repo, ct);

        // Where they are too many to be read, that is what is said.
        return shelf.Select(found => found?.IsConcernedBy(paths) ?? true);
    }

    /// <summary>Asked only of a change of a runbook: the others bring no review.</summary>
    private static async Task<Answer<RunbookApproval?>> ApprovalAsync(
        RunbookGate gate, Change change, PullInfo? pull, CancellationToken ct)
    {
        var place = Glob.Parse(gate.Policy.In);
        if (pull is null || !change.Tree.Changed.Any(place.Matches)) return (RunbookApproval?)null;
        var approvers = await change.Calls.ListApproversAsync(pull.Number, ct);
        return approvers.Select(found => (RunbookApproval?)new RunbookApproval(pull.Author, found));
    }

    /// <summary>A workflow of the repository says the same already.</summary>
    private async Task<Answer<bool>> UsesActionAsync(Change change, CancellationToken ct)
    {
        var workflows = change.Tree.After
            .Where(file => RepoSurvey.IsWorkflow(file.Path) && file.Bytes <= WorkflowBytesMax).Take(WorkflowsMax);
        var texts = await github.Files.ReadTextsAsync(change.Calls, [.. workflows], ct);
        return texts.Select(read => read.Any(file => ActionUse.IsIn(file.Text)));
    }
}
