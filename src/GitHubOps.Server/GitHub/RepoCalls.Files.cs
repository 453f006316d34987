using System.Buffers.Text;
using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>A plain file in a tree. <paramref name="Sha"/> names its content for ever.</summary>
internal sealed record TreeFile(string Path, string Sha, long Bytes)
{
    /// <summary>As git writes it.</summary>
    public string Mode { get; init; } = "100644";
}

/// <param name="ETag">What to ask with next time: an unchanged tree costs nothing.</param>
internal sealed record TreeListing(ImmutableArray<TreeFile> Files, string? ETag)
{
    /// <summary>Folders, links and submodules.</summary>
    public ImmutableArray<RepoEntry> Others { get; init; } = [];

    public IReadOnlyCollection<RepoEntry> Entries() =>
        [.. Files.Select(file => new RepoEntry(file.Path, file.Mode, file.Sha)), .. Others];
}

public sealed partial class RepoCalls
{
    // GitHub cuts recursive trees at 7 MB and 100,000 entries.
    private const int TreeBytesMax = 32 << 20;

    private const string Plain = "100644";
    private const string Executable = "100755";
    private const string Folder = "040000";

    /// <summary>
    /// All plain files of a branch; <paramref name="known"/> again when GitHub says that nothing changed; empty for a
    /// repository without commits. https://docs.github.com/en/rest/git/trees#get-a-tree
    /// </summary>
    internal async Task<Answer<TreeListing>> GetTreeAsync(string branch, TreeListing? known, CancellationToken ct)
    {
        var target = Address(InRepo($"git/trees/{Segment(branch)}?recursive=1"));
        var request = new GitHubRequest(HttpMethod.Get, target) { ETag = known?.ETag, BytesMax = TreeBytesMax };
        var answer = await SendAsync(request, ct);
        if (answer.Failure is GitHubFailure.Transient { Why: var why } &&
            why.Contains("empty", StringComparison.OrdinalIgnoreCase))
            return new TreeListing([], ETag: null);
        if (!answer.IsOk) return answer.Failure;
        if (answer.Value.IsNotModified && known is not null) return known;
        var wire = WireReader.Read(answer.Value, GitHubJson.Default.WireTree);
        if (!wire.IsOk) return wire.Failure;
        if (wire.Value.Truncated)
            return new GitHubFailure.Refused(200, RefusalReason.TooLarge,
                "the repository has more files than GitHub lists at once");
        var files = wire.Value.Tree.Where(IsPlainFile)
            .Select(
                e => new TreeFile(e.Path!, e.Sha!, e.Size ?? 0) { Mode = e.Mode == Executable ? Executable : Plain });
        var others =
            wire.Value.Tree.Where(e => !IsPlainFile(e) && e is { Path: not null, Sha: not null, Mode: not null })
            .Select(e => new RepoEntry(e.Path!, e.Mode == Folder ? Folder : e.Mode!, e.Sha!));
        return new TreeListing([.. files], answer.Value.ETag) { Others = [.. others] };
    }

    /// <summary>https://docs.github.com/en/rest/git/blobs#get-a-blob</summary>
    internal async Task<Answer<byte[]>> GetBlobAsync(string sha, CancellationToken ct)
    {
        var wire = await ReadAsync(InRepo($"git/blobs/{Segment(sha)}"), GitHubJson.Default.WireBlob, ct);
        if (!wire.IsOk) return wire.Failure;
        var text = wire.Value.Content.Replace("\n", "", StringComparison.Ordinal);
        return wire.Value.Encoding == "base64" && Base64.IsValid(text)
            ? Convert.FromBase64String(text)
            : WireReader.Garbled(200);
    }

    /// <summary>
    /// Commits of a branch that touch a path, the newest first.
    /// https://docs.github.com/en/rest/commits/commits#list-commits
    /// </summary>
    internal async Task<Answer<ImmutableArray<string>>> ListCommitsAsync(
        string branch, string path, int count, CancellationToken ct)
    {
        var wire = await ReadAsync(
            InRepo($"commits?sha={Uri.EscapeDataString(branch)}&path={Uri.EscapeDataString(path)}&per_page={count}"),
            GitHubJson.Default.WireCommitArray, ct);
        return wire.Select(commits => commits.Select(commit => commit.Sha).ToImmutableArray());
    }

    // Links would lead elsewhere, submodules are no files.
    private static bool IsPlainFile(WireTreeEntry entry) =>
        entry is { Type: "blob", Mode: Plain or Executable, Path: not null, Sha: not null };
}
