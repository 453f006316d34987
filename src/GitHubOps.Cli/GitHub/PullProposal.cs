using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>What stands at GitHub of an earlier proposal.</summary>
/// <param name="Tip">The commit at the tip of our branch; null: there is no such branch.</param>
/// <param name="IsOurs">Nobody else has pushed to it.</param>
/// <param name="Pull">The open pull request of it; null: none is open.</param>
internal sealed record EarlierProposal(string? Tip, bool IsOurs, HubPull? Pull)
{
    /// <summary>The files at its tip.</summary>
    public HostedTree? Tree { get; init; }
}

/// <summary>
/// One branch and one pull request that hold what the tool proposes. As long as nobody else has pushed to the branch it
/// is written anew; whoever pushes to it takes it over.
/// </summary>
internal sealed class PullProposal(GitHubApi api, RepoName repo, string into)
{
    public const string Branch = "githubops/doctor";

    /// <summary>At the end of a commit that we made; a commit of a person lacks it.</summary>
    private const string Mark = "Proposed-by: githubops doctor";

    private readonly HostedFiles files = new(api);

    public async Task<EarlierProposal> LookAsync(CancellationToken ct)
    {
        var head = Uri.EscapeDataString($"{repo.Owner}:{Branch}");
        var open = await api.GetAsync(
            $"{Place}/pulls?state=open&head={head}&base={Uri.EscapeDataString(into)}", GitHubJson.Default.HubPullArray,
            ct);
        if (await api.FindAsync(HostedFiles.RefPath(repo, Branch), GitHubJson.Default.HubRef, ct) is not { } found)
            return new EarlierProposal(null, IsOurs: false, null);
        var sha = found.Object.Sha;
        var commit = await api.GetAsync($"{Place}/git/commits/{GitHubApi.Part(sha)}", GitHubJson.Default.HubCommit, ct);
        return new EarlierProposal(
            sha, commit.Message.TrimEnd().EndsWith(Mark, StringComparison.Ordinal), open.FirstOrDefault())
        {
            Tree = await files.TreeAsync(repo, sha, ct),
        };
    }

    /// <summary>Whether the branch holds just these texts.</summary>
    public async Task<bool> HoldsAsync(EarlierProposal earlier, ImmutableArray<RepoFile> wanted, CancellationToken ct)
    {
        if (earlier.Tree is not { } tree) return false;
        var paths = wanted.Select(file => file.Path).ToHashSet();
        var there = await files.TextsAsync(repo, tree, paths.Contains, ct);
        return wanted.All(file => there.Contains(file));
    }

    /// <summary>
    /// Makes a commit on the default branch as it is now, lets the branch show it, and opens the pull request unless it
    /// is open.
    /// </summary>
    public async Task<HubPull> WriteAsync(
        EarlierProposal earlier, ImmutableArray<RepoFile> wanted, string title, string body, CancellationToken ct)
    {
        var parent = await files.HeadAsync(repo, into, ct);
        var below =
            await api.GetAsync($"{Place}/git/commits/{GitHubApi.Part(parent)}", GitHubJson.Default.HubCommit, ct);
        var tree = await api.WriteAsync(HttpMethod.Post, $"{Place}/git/trees",
            new HubNewTree(below.Tree.Sha,
                [.. wanted.Select(file => new HubNewFile(file.Path, "100644", "blob", file.Text))]),
            GitHubJson.Default.HubNewTree, GitHubJson.Default.HubSha, ct);
        var commit = await api.WriteAsync(HttpMethod.Post, $"{Place}/git/commits",
            new HubNewCommit($"{title}\n\n{Mark}\n", tree.Sha, [parent]),
            GitHubJson.Default.HubNewCommit, GitHubJson.Default.HubSha, ct);
        if (earlier.Tip is null)
            await api.WriteAsync(HttpMethod.Post, $"{Place}/git/refs",
                new HubNewRef($"refs/heads/{Branch}", commit.Sha),
                GitHubJson.Default.HubNewRef, GitHubJson.Default.HubRef, ct);
        else
            await api.WriteAsync(HttpMethod.Patch, $"{Place}/git/refs/{GitHubApi.Part("heads/" + Branch)}",
                new HubMovedRef(commit.Sha, Force: true), GitHubJson.Default.HubMovedRef, GitHubJson.Default.HubRef,
                ct);
        return earlier.Pull ?? await api.WriteAsync(HttpMethod.Post, $"{Place}/pulls",
            new HubNewPull(title, Branch, into, body), GitHubJson.Default.HubNewPull, GitHubJson.Default.HubPull, ct);
    }

    private string Place => GitHubApi.Repo(repo);
}
