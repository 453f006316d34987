using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <param name="Revision">Names this set of files: a digest of their paths and blob ids.</param>
/// <param name="Problems">Files that could not be taken; with an error among them the set must not be obeyed.</param>
public sealed record RepoFiles(string Revision, ImmutableArray<RepoFile> Files, ImmutableArray<Problem> Problems)
{
    public static RepoFiles None { get; } = new("", [], []);
}

/// <summary>
/// Reads the files that a policy is made of from the default branch: one listing of the tree (free while it is
/// unchanged) and each file's content once for ever, by its blob id.
/// </summary>
public sealed class RepoFilesReader(GitHubClient client)
{
    public const int FilesMax = 400;
    public const int FileBytesMax = 64 * 1024;
    public const int TotalBytesMax = 1 << 20;

    private const int AtATime = 8;
    private const int TreesMax = 1_000;
    private const int BlobsMax = 20_000;

    private readonly ConcurrentDictionary<TreePlace, TreeListing> trees = new();
    private readonly ConcurrentDictionary<string, string> blobs = new(StringComparer.Ordinal);

    public Task<Answer<RepoFiles>> ReadAsync(
        InstallationId installation, RepoInfo repo, Func<string, bool> wantedPath, CancellationToken ct) =>
        ReadAsync(client.In(installation, repo, TokenPurpose.Config), repo, tag: null, wantedPath, ct);

    /// <summary>
    /// The same of <c>OWNER/.github</c>; nothing where there is no such repository or we may not see it.
    /// <paramref name="tag"/>: as it stands there; nothing where there is no such tag. Null: on the default branch.
    /// </summary>
    public async Task<Answer<RepoFiles>> ReadOrgAsync(
        InstallationId installation, RepoInfo repo, string? tag, Func<string, bool> wantedPath, CancellationToken ct)
    {
        var name = new RepoName(repo.Name.Owner, ".github");
        var found = await client.Beyond(installation, name).GetRepositoryAsync(ct);
        if (IsHidden(found.Failure)) return RepoFiles.None;
        if (!found.IsOk) return found.Failure;
        var answer = await ReadAsync(
            client.In(installation, found.Value, TokenPurpose.Config), found.Value, tag, wantedPath, ct);
        if (!IsHidden(answer.Failure) && answer.Failure is not GitHubFailure.Refused { Reason: RefusalReason.Gone })
            return answer;

        // The App is not installed there. What is public can still be read with the token that we have.
        answer = await ReadAsync(client.InWithTokenOf(installation, repo, name, TokenPurpose.Config), found.Value,
            tag, wantedPath, ct);
        return IsHidden(answer.Failure) ? RepoFiles.None : answer;
    }

    private static bool IsHidden(GitHubFailure? failure) =>
        failure is GitHubFailure.Refused
        {
            Reason: RefusalReason.NotFound or RefusalReason.PermissionMissing or RefusalReason.NotGranted
                or RefusalReason.Forbidden,
        };

    /// <summary>All plain files of the default branch, or of a tag; free while nothing changed.</summary>
    internal async Task<Answer<TreeListing>> ListAsync(
        RepoCalls calls, RepoInfo repo, string? tag, CancellationToken ct)
    {
        var place = new TreePlace(repo.Id, tag);

        // A name that a branch has too means the tag.
        var name = tag ?? repo.DefaultBranch;
        var tree = await calls.GetTreeAsync(name, trees.GetValueOrDefault(place), ct);
        if (!tree.IsOk) return tree.Failure;
        if (trees.Count >= TreesMax) trees.Clear();
        return trees[place] = tree.Value;
    }

    /// <summary>The wanted files of a listing, of whatever commit.</summary>
    internal async Task<Answer<RepoFiles>> ReadAsync(
        RepoCalls calls, RepoName repo, IEnumerable<TreeFile> listing, Func<string, bool> wantedPath,
        CancellationToken ct)
    {
        var (files, problems) = Choose(listing.Where(f => wantedPath(f.Path)), repo);
        var texts = await ReadTextsAsync(calls, files, ct);
        return texts.Select(t => new RepoFiles(Digest(files), t, problems));
    }

    private async Task<Answer<RepoFiles>> ReadAsync(
        RepoCalls calls, RepoInfo repo, string? tag, Func<string, bool> wantedPath, CancellationToken ct)
    {
        var tree = await ListAsync(calls, repo, tag, ct);
        return tree.IsOk ? await ReadAsync(calls, repo.Name, tree.Value.Files, wantedPath, ct) : tree.Failure;
    }

    private static (ImmutableArray<TreeFile> Files, ImmutableArray<Problem> Problems) Choose(
        IEnumerable<TreeFile> wanted, RepoName repo)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var files = ImmutableArray.CreateBuilder<TreeFile>();
        var bytes = 0L;
        foreach (var file in wanted.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            if (file.Bytes > FileBytesMax)
            {
                problems.Add(Problem.Error("file-too-large",
                    $"the file has {file.Bytes} bytes, {FileBytesMax} are read", file.Path,
                    remedy: "Split it or shorten it."));
                continue;
            }

            bytes += file.Bytes;
            if (files.Count == FilesMax || bytes > TotalBytesMax)
            {
                problems.Add(Problem.Error("too-many-files",
                    $"{repo} has more files of this kind than are read ({FilesMax} files, {TotalBytesMax} bytes)",
                    file.Path, remedy: "Keep fewer of them."));
                break;
            }

            files.Add(file);
        }

        return (files.ToImmutable(), problems.ToImmutable());
    }

    /// <param name="calls">On the repository.</param>
    /// <param name="files">Of whatever commit.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <param name="keeps">Their texts are needed again.</param>
    internal async Task<Answer<ImmutableArray<RepoFile>>> ReadTextsAsync(
        RepoCalls calls, ImmutableArray<TreeFile> files, CancellationToken ct, bool keeps = true)
    {
        var read = ImmutableArray.CreateBuilder<RepoFile>(files.Length);
        foreach (var batch in files.Chunk(AtATime))
        {
            var texts = await Task.WhenAll(batch.Select(f => ReadTextAsync(calls, f, keeps, ct)));
            foreach (var (file, text) in batch.Zip(texts))
            {
                if (!text.IsOk) return text.Failure;
                read.Add(new RepoFile(file.Path, text.Value));
            }
        }

        return read.ToImmutable();
    }

    private async Task<Answer<string>> ReadTextAsync(
        RepoCalls calls, TreeFile file, bool keeps, CancellationToken ct)
    {
        if (blobs.TryGetValue(file.Sha, out var kept)) return kept;
        var bytes = await calls.GetBlobAsync(file.Sha, ct);

        // It was listed just now: a replica that does not know it yet knows no better.
        if (bytes.Failure is GitHubFailure.Refused { Reason: RefusalReason.NotFound })
            return new GitHubFailure.Transient($"{file.Path} is listed and not shown yet");
        if (!bytes.IsOk) return bytes.Failure;
        if (!keeps) return Decode(bytes.Value);
        if (blobs.Count >= BlobsMax) blobs.Clear();
        return blobs[file.Sha] = Decode(bytes.Value);
    }

    /// <summary>UTF-8; a byte order mark is no content, what is no UTF-8 becomes U+FFFD.</summary>
    private static string Decode(byte[] bytes)
    {
        var mark = Encoding.UTF8.Preamble;
        return Encoding.UTF8.GetString(bytes.AsSpan().StartsWith(mark) ? bytes.AsSpan(mark.Length) : bytes);
    }

    /// <param name="Repo">The repository.</param>
    /// <param name="Tag">Null: the default branch.</param>
    private readonly record struct TreePlace(RepoId Repo, string? Tag);

    private static string Digest(ImmutableArray<TreeFile> files)
    {
        if (files.IsEmpty) return "";
        var lines = string.Concat(files.Select(f => $"{f.Path}\0{f.Sha}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)).AsSpan(0, 10));
    }
}
