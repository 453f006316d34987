using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Who a review names stands behind the change that brings it.</summary>
public sealed class ApprovalRule : RunbookRule
{
    public override string Id => "approval";

    public override string Help =>
        "Whom `review.by` names has written the pull request or approved it: nobody reviews in another's name. Only " +
        "the service sees approvals; the Action and the tool call them unverified.";

    public override RunbookAxis Axis => RunbookAxis.Touch;

    public override ImmutableArray<string> Codes => ["RB028"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        if (facts.Approval is not { } approval) yield break;
        foreach (var runbook in facts.Runbooks.Where(x => x.StampChanged && !DateOnlyRule.Is(x)))
        {
            if (runbook.Runbook!.Review is not { By: { } by } review || approval.IsBy(by)) continue;
            yield return Found(runbook, Problem.Error("RB028",
                $"the review is by {Problems.Shown(by)}, who has neither written this pull request nor approved it",
                runbook.Path, review.Line, 0,
                $"Let them approve it, or review it yourself: `{runbook.RenewCommand}`."));
        }
    }
}

/// <summary>Who stands behind a pull request.</summary>
/// <param name="Author">Who opened it; null: the account is gone.</param>
/// <param name="Approvers">Whose last word on it was an approval.</param>
public sealed record RunbookApproval(Login? Author, ImmutableHashSet<Login> Approvers)
{
    /// <param name="name">A login with or without its at sign; a team is taken at its word.</param>
    public bool IsBy(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal)) return true;
        var login = new Login(name.TrimStart('@'));
        return login == Author || Approvers.Contains(login);
    }
}
