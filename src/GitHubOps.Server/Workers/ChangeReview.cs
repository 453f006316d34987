using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>What the checks say of a change, and which files they looked at.</summary>
/// <param name="Verdicts">Empty: the repository has no operating model, neither before nor after.</param>
internal sealed record Reviewed(ImmutableArray<CheckVerdict> Verdicts, string Revision)
{
    public static Reviewed Nothing { get; } = new([], "");

    public Reviewed And(Reviewed other) =>
        new([.. Verdicts, .. other.Verdicts], Revision.Length > 0 ? Revision : other.Revision);
}

/// <summary>Says of a change what is wrong with it and what it would do.</summary>
internal sealed class ChangeReview(
    GitHubAccess github, ProposalReader reader, ConfigJudge config, ReplayJudge replay)
{
    /// <summary>Both checks, of a change that is not merged yet.</summary>
    public async Task<Answer<Reviewed>> OfProposedAsync(Change change, string? approver, CancellationToken ct)
    {
        var proposals = await reader.ReadAsync(change, ct);
        if (!proposals.IsOk) return proposals.Failure;
        if (proposals.Value.IsEmpty) return new Reviewed([], "");
        var tried = await replay.TryAsync(change.Installation, proposals.Value, ct);
        if (!tried.IsOk) return tried.Failure;
        var problems = await FindProblemsAsync(change, proposals.Value, tried.Value, ct);
        if (!problems.IsOk) return problems.Failure;
        var isBulk = problems.Value.Problems.Any(problem => problem.Code == BulkStop.Code);
        var approval = isBulk ? await JudgeApproverAsync(change, proposals.Value, approver, ct) : Approval.NotNeeded;
        if (!approval.IsOk) return approval.Failure;
        var verdict = new ConfigVerdict
        {
            Problems = problems.Value.Problems,
            Files = Paths(change),
            Notes = [.. Notes(change, proposals.Value, problems.Value), .. approval.Value.Notes],
            AsksForApproval = approval.Value.IsMissing,
        };
        return new Reviewed([verdict.ToVerdict(), Replayed(tried.Value, change, proposals.Value)],
            proposals.Value.Files.Revision);
    }

    private async Task<Answer<ConfigReport>> FindProblemsAsync(
        Change change, Proposals proposals, ReplayComparison? tried, CancellationToken ct)
    {
        int? openChanged = tried is { Before: not null } ? BulkStop.OpenChanged(tried, change.Repo.Name) : null;
        var report = await config.JudgeAsync(change, proposals, openChanged, ct);
        if (!report.IsOk || tried is null) return report;
        var inForce = proposals.Extending.Select(one => PolicyReader.Read(one.Before!).Policy).OfType<RepoPolicy>();
        return report.Value with
        {
            Problems = [.. report.Value.Problems, .. BulkStop.Find(tried, inForce).Select(stop => stop.ToProblem())],
        };
    }

    /// <summary><c>ops/config</c> alone, of a commit of the default branch.</summary>
    public async Task<Answer<Reviewed>> OfPushedAsync(Change change, CancellationToken ct)
    {
        var proposals = await reader.ReadAsync(change, ct);
        if (!proposals.IsOk) return proposals.Failure;
        if (proposals.Value.IsEmpty) return new Reviewed([], "");
        var report = await config.JudgeAsync(change, proposals.Value, openChanged: null, ct);
        return report.Select(found => new Reviewed(
            [
                new ConfigVerdict
                {
                    Problems = found.Problems,
                    Files = Paths(change),
                    Notes = found.HasErrors
                        ? ["These files cannot be obeyed. The last ones that could be stay in force."] : [],
                }.ToVerdict(),
            ],
            proposals.Value.Files.Revision));
    }

    private static CheckVerdict Replayed(ReplayComparison? comparison, Change change, Proposals proposals) =>
        comparison is null
            ? ReplayVerdict.NotTried("The files cannot be obeyed as they stand: `ops/config` says why.")
            : ReplayVerdict.Of(comparison, [.. proposals.All.Select(one => one.Name)], Overtaken(change));

    private async Task<Answer<Approval>> JudgeApproverAsync(
        Change change, Proposals proposals, string? approver, CancellationToken ct)
    {
        if (approver is null) return Approval.Missing();
        var person = new Login(approver);
        var inForce = proposals.Own?.Before;
        if (inForce is not null && Leads.Of(inForce).Contains(person)) return Approval.By(approver);
        var role = await github.Roles.GetAsync(change.Installation, change.Repo, person, ct);
        if (!role.IsOk) return role.Failure;
        return role.Value >= RepoRole.Maintain ? Approval.By(approver) : Approval.Missing(
            $"`{Problems.Shown(approver)}` cannot approve it: it takes an approver of the topmost `OWNERS`, or somebody who " +
            "maintains the repository.");
    }

    private static IEnumerable<string> Notes(Change change, Proposals proposals, ConfigReport report)
    {
        foreach (var note in Overtaken(change)) yield return note;
        if (!report.Unasked.IsEmpty) yield return $"Not asked: {string.Join(", ", report.Unasked)}.";
        if (proposals.Unread > 0)
            yield return $"{proposals.Unread} more repositories extend these files and were not looked at.";
    }

    private static IEnumerable<string> Overtaken(Change change)
    {
        var paths = change.Tree.Overtaken.Where(Proposals.IsWanted(change.Repo.Name)).Take(5)
            .Select(path => $"`{Problems.ShownPath(path)}`").ToList();
        if (paths.Count > 0)
            yield return $"{string.Join(", ", paths)} changed on `{Problems.Shown(change.Repo.DefaultBranch)}` too since " +
                "this branch was made: judged is the version of this branch. Bring the branch up to date.";
    }

    private static HashSet<string> Paths(Change change) => [.. change.Tree.After.Select(file => file.Path)];

    /// <param name="IsMissing">A lead must agree and has not.</param>
    private sealed record Approval(bool IsMissing, ImmutableArray<string> Notes)
    {
        public static Approval NotNeeded { get; } = new(false, []);

        public static Approval By(string person) => new(false, [$"Approved by `{Problems.Shown(person)}`."]);

        public static Approval Missing(params ImmutableArray<string> notes) => new(true, notes);
    }
}
