using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>A pull request as it stands now.</summary>
internal sealed record PullInfo(int Number, bool IsOpen, string HeadSha, string BaseRef)
{
    /// <summary>Null: the account is gone.</summary>
    public Login? Author { get; init; }
}

/// <param name="IsComplete">False: GitHub lists no more, and there may be others.</param>
internal sealed record PullPaths(ImmutableArray<string> Paths, bool IsComplete);

/// <param name="Base">The commit that the branch stands at.</param>
/// <param name="MergeBase">The newest commit that both have.</param>
internal sealed record CommonCommit(string Base, string MergeBase);

public sealed partial class RepoCalls
{
    private const int PullFilesMax = 3_000;
    private const int OpenPullPagesMax = 10;

    /// <summary>https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request</summary>
    internal async Task<Answer<PullInfo>> GetPullAsync(int number, CancellationToken ct)
    {
        var wire = await ReadAsync(InRepo($"pulls/{number}"), GitHubJson.Default.WirePull, ct);
        return wire.Select(Pull);
    }

    /// <summary>
    /// Open pull requests into a branch, the newest first, at most a thousand.
    /// https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
    /// </summary>
    internal Task<Answer<ImmutableArray<PullInfo>>> ListOpenPullsAsync(string branch, CancellationToken ct) =>
        ReadPagesAsync(InRepo($"pulls?state=open&base={Uri.EscapeDataString(branch)}&per_page=100"),
            GitHubJson.Default.WirePullArray, pulls => pulls.Select(Pull), ct, OpenPullPagesMax);

    /// <summary>
    /// Paths that a pull request touches, the old names of renamed files too, as far as GitHub lists them; it stops
    /// where <paramref name="isEnough"/> says so.
    /// https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files
    /// </summary>
    internal async Task<Answer<PullPaths>> ListPullPathsAsync(
        int number, Func<string, bool> isEnough, CancellationToken ct)
    {
        var paths = ImmutableArray.CreateBuilder<string>();
        var files = 0;
        for (Uri? next = Address(InRepo($"pulls/{number}/files?per_page=100")); next is not null;)
        {
            var answer = await SendAsync(new GitHubRequest(HttpMethod.Get, next), ct);
            if (!answer.IsOk) return answer.Failure;
            var wire = WireReader.Read(answer.Value, GitHubJson.Default.WirePullFileArray);
            if (!wire.IsOk) return wire.Failure;
            files += wire.Value.Length;
            paths.AddRange(
                wire.Value.SelectMany(file => new[] { file.Filename, file.PreviousFilename }).OfType<string>());
            next = files >= PullFilesMax || paths.Any(isEnough) ? null : answer.Value.Next;
        }

        return new PullPaths(paths.ToImmutable(), IsComplete: files < PullFilesMax);
    }

    /// <summary>
    /// Who has approved a pull request: whose last word on it is that.
    /// https://docs.github.com/en/rest/pulls/reviews#list-reviews-for-a-pull-request
    /// </summary>
    internal async Task<Answer<ImmutableHashSet<Login>>> ListApproversAsync(int number, CancellationToken ct)
    {
        var reviews = await ReadPagesAsync(InRepo($"pulls/{number}/reviews?per_page=100"),
            GitHubJson.Default.WireReviewArray, found => found, ct);
        return reviews.Select(all => all.Where(review => review is { User.Login: not null, State: not "COMMENTED" })
            .GroupBy(review => new Login(review.User!.Login!))
            .Where(of => of.Last().State == "APPROVED").Select(of => of.Key).ToImmutableHashSet());
    }

    /// <summary>
    /// What a branch and a commit have in common. The second page is asked for: it has the answer without the files.
    /// https://docs.github.com/en/rest/commits/commits#compare-two-commits
    /// </summary>
    internal async Task<Answer<CommonCommit>> CompareAsync(string branch, string headSha, CancellationToken ct)
    {
        var wire = await ReadAsync(InRepo($"compare/{Segment(branch)}...{Segment(headSha)}?per_page=1&page=2"),
            GitHubJson.Default.WireComparison, ct);
        return wire.Select(w => new CommonCommit(w.BaseCommit.Sha, w.MergeBaseCommit.Sha));
    }

    /// <summary>
    /// Names of check runs without which a branch takes nothing: by rules, and by the older protection of branches.
    /// https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch,
    /// https://docs.github.com/en/rest/branches/branches#get-a-branch
    /// </summary>
    internal async Task<Answer<ImmutableHashSet<string>>> ListRequiredChecksAsync(string branch, CancellationToken ct)
    {
        var rules = await ReadPagesAsync(InRepo($"rules/branches/{Segment(branch)}?per_page=100"),
            GitHubJson.Default.WireRuleArray, found => found, ct);
        if (!rules.IsOk) return rules.Failure;
        var protection = await ReadAsync(InRepo($"branches/{Segment(branch)}"), GitHubJson.Default.WireBranch, ct);
        if (!protection.IsOk) return protection.Failure;
        var byRules = rules.Value.SelectMany(rule => rule.Parameters?.RequiredStatusChecks ?? [])
            .Select(check => check.Context);
        var byProtection = protection.Value.Protection?.RequiredStatusChecks?.Contexts ?? [];
        return byRules.Concat(byProtection).OfType<string>().ToImmutableHashSet(StringComparer.Ordinal);
    }

    private static PullInfo Pull(WirePull wire) =>
        new(wire.Number, wire.State == "open", wire.Head.Sha, wire.Base.Ref)
        {
            Author = wire.User is { Login: { } login } ? new Login(login) : null,
        };
}
