using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>A commit's files as GitHub lists them: path → blob, links and submodules left out.</summary>
internal sealed record HostedTree(string Sha, ImmutableSortedDictionary<string, HubTreeEntry> Files);

/// <summary>Reads files of a repository at GitHub: only those that are asked for, a request each.</summary>
internal sealed class HostedFiles(GitHubApi api)
{
    private const int FilesMax = 1_000;
    private const long BytesTotalMax = 32L << 20;
    private const int AtATime = 8;

    /// <param name="repo">The repository.</param>
    /// <param name="branch">Its default branch.</param>
    /// <param name="org">The organisation's files; null: they are read at GitHub too.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<SurveyedFiles> SurveyAsync(
        RepoName repo, string branch, ImmutableArray<RepoFile>? org, CancellationToken ct)
    {
        var tree = await TreeAsync(repo, await HeadAsync(repo, branch, ct), ct);
        ImmutableArray<string> paths = [.. tree.Files.Keys];
        var isShared = !paths.Contains(PolicyFiles.Ops) && paths.Contains(PolicyFiles.Org);
        var own = await TextsAsync(repo, tree, isShared ? PolicyFiles.IsWantedOfOrg : PolicyFiles.IsWanted, ct);
        var input = isShared ? SharedFile.Extended(repo, own) : await InputAsync(repo, own, org, ct);
        var runbooks = RepoSurvey.RunbooksOf(input, paths);
        var beside = await TextsAsync(repo, tree, path => runbooks.Contains(path) || RepoSurvey.IsWorkflow(path)
            || CodeOwnersImport.Places.Contains(path) || path == OperatingModel.File, ct);
        var texts = own.Concat(beside).ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);
        return new SurveyedFiles(input, paths, isShared)
        {
            Runbook = path => RunbookReader.Read(path, texts[path]),
            Text = texts.GetValueOrDefault,
        };
    }

    /// <summary>The commit at the tip of a branch.</summary>
    public async Task<string> HeadAsync(RepoName repo, string branch, CancellationToken ct) =>
        (await api.GetAsync(RefPath(repo, branch), GitHubJson.Default.HubRef, ct)).Object.Sha;

    public static string RefPath(RepoName repo, string branch) =>
        $"{GitHubApi.Repo(repo)}/git/ref/{GitHubApi.Part("heads/" + branch)}";

    public async Task<HostedTree> TreeAsync(RepoName repo, string revision, CancellationToken ct) =>
        Read(repo, await api.GetAsync(TreePath(repo, revision), GitHubJson.Default.HubTree, ct));

    public async Task<ImmutableArray<RepoFile>> TextsAsync(
        RepoName repo, HostedTree tree, Func<string, bool> isWanted, CancellationToken ct)
    {
        var wanted = tree.Files.Where(file => isWanted(file.Key) && file.Value.Size <= RepoFiles.BytesMax).ToList();
        if (wanted.Count > FilesMax || wanted.Sum(file => file.Value.Size ?? 0) > BytesTotalMax)
            throw new SurroundingsException(
                $"{repo} has too many files of the operating model to ask GitHub for each: clone it and give --root");
        var texts = new ConcurrentDictionary<string, string>();
        var settings = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct };
        await Parallel.ForEachAsync(wanted, settings, async (file, stop) =>
            texts[file.Key] = await TextAsync(repo, file.Value.Sha, stop));
        return [.. wanted.Select(file => new RepoFile(file.Key, texts[file.Key]))];
    }

    private async Task<string> TextAsync(RepoName repo, string sha, CancellationToken ct)
    {
        var path = $"{GitHubApi.Repo(repo)}/git/blobs/{GitHubApi.Part(sha)}";
        var blob = await api.GetAsync(path, GitHubJson.Default.HubBlob, ct);
        var bytes = new byte[blob.Content.Length];
        return Convert.TryFromBase64String(blob.Content, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw new SurroundingsException($"GitHub answered {path} with something that is no file");
    }

    private async Task<PolicyInput> InputAsync(
        RepoName repo, ImmutableArray<RepoFile> own, ImmutableArray<RepoFile>? org, CancellationToken ct)
    {
        var tag = PolicyFiles.Find(own, PolicyFiles.Ops) is { } ops ? PolicyFiles.PinnedOrgTag(ops.Text) : null;
        var shared = org ?? await OrgFilesAsync(new RepoName(repo.Owner, ".github"), tag, ct);
        return new PolicyInput(repo, "github", own, shared) { OrgTag = tag };
    }

    /// <summary>None where the organisation has no such repository, or it may not be seen.</summary>
    private async Task<ImmutableArray<RepoFile>> OrgFilesAsync(RepoName org, string? tag, CancellationToken ct)
    {
        if (await api.FindAsync(GitHubApi.Repo(org), GitHubJson.Default.HubRepository, ct) is not { } found) return [];
        var tree = await api.FindAsync(TreePath(org, tag ?? found.DefaultBranch), GitHubJson.Default.HubTree, ct);
        return tree is null ? [] : await TextsAsync(org, Read(org, tree), PolicyFiles.IsWantedOfOrg, ct);
    }

    private static string TreePath(RepoName repo, string revision) =>
        $"{GitHubApi.Repo(repo)}/git/trees/{GitHubApi.Part(revision)}?recursive=1";

    private static HostedTree Read(RepoName repo, HubTree tree) => tree.Truncated
        ? throw new SurroundingsException($"{repo} has more files than GitHub lists: clone it and give --root")
        : new HostedTree(tree.Sha, tree.Tree.Where(entry => entry.Mode is "100644" or "100755")
            .ToImmutableSortedDictionary(entry => entry.Path, entry => entry, StringComparer.Ordinal));
}
