using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// One entry of a commit's tree, as git names it: mode <c>100644</c>, <c>120000</c> a link, <c>160000</c> a submodule,
/// <c>040000</c> a folder.
/// </summary>
public sealed record RepoEntry(string Path, string Mode, string ObjectId)
{
    public bool IsFolder => Mode == "040000";

    public bool IsLink => Mode == "120000";

    public bool IsSubmodule => Mode == "160000";
}

/// <summary>All paths of a commit, and fingerprints of what a runbook covers in it.</summary>
public sealed class RepoTree
{
    private readonly Dictionary<string, RepoEntry> byPath;

    public RepoTree(IEnumerable<RepoEntry> entries)
    {
        var all = entries.OrderBy(x => x.Path, StringComparer.Ordinal).ToImmutableArray();
        Files = all.Where(x => !x.IsFolder).ToImmutableArray();
        byPath = new(all.Length, StringComparer.Ordinal);
        // Names that are no UTF-8 may become the same text: then the last one stands.
        foreach (var entry in all) byPath[entry.Path] = entry;
    }

    public ImmutableArray<RepoEntry> Files { get; }

    public RepoEntry? Find(string path) => byPath.GetValueOrDefault(path.TrimEnd('/'));

    /// <summary>The names directly in a folder, which is written with its <c>/</c>, or empty for the root.</summary>
    public IEnumerable<string> NamesIn(string folder, bool foldersOnly) => Below(folder)
        .Select(x => x.Path[folder.Length..])
        .Where(x => !foldersOnly || x.Contains('/', StringComparison.Ordinal))
        .Select(x => x.Split('/')[0])
        .Distinct(StringComparer.Ordinal);

    /// <summary>
    /// The files that an entry of <c>covers</c> means, without exceptions and without the runbook itself.
    /// </summary>
    public IEnumerable<RepoEntry> FilesOf(RunbookCover entry, RunbookCovers covers, string runbook)
    {
        // Most entries name one file: nothing has to be matched for them.
        if (entry.IsPlain && byPath.TryGetValue(entry.Text, out var named) && !named.IsFolder)
            return covers.Excepts(named.Path) || named.Path == runbook ? [] : [named];
        var globs = RunbookCovers.PatternsOf(entry).Select(Glob.Parse).ToArray();
        var prefix = entry.Prefix;
        return Below(prefix)
            .Where(x => globs.Any(g => g.Matches(x.Path)) && !covers.Excepts(x.Path) && x.Path != runbook);
    }

    /// <summary>
    /// What a reviewer saw: <c>b:</c> and the blob of a file, <c>t:</c> and the tree of a folder taken whole, else
    /// <c>g:</c> and one digest over the sorted files with mode and id. Contents, not commits: a squash or rebase
    /// changes nothing.
    /// </summary>
    public string? FingerprintOf(RunbookCover entry, RunbookCovers covers, string runbook)
    {
        var files = FilesOf(entry, covers, runbook).ToArray();
        if (files.Length == 0) return null;
        if (entry.IsPlain && Find(entry.Text) is { } named)
        {
            if (!named.IsFolder) return $"b:{named.ObjectId}";
            var whole = covers.Exceptions.IsEmpty && !runbook.StartsWith(named.Path + "/", StringComparison.Ordinal);
            if (whole && named.ObjectId.Length > 0) return $"t:{named.ObjectId}";
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
            digest.AppendData(Encoding.UTF8.GetBytes($"{file.Mode} {file.ObjectId}\t{file.Path}\0"));
        return $"g:{Convert.ToHexStringLower(digest.GetHashAndReset())[..40]}";
    }

    /// <summary>The submodule that a path lies in; what it holds cannot be seen from here.</summary>
    public string? SubmoduleOf(string path)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at > 0; at = path.IndexOf('/', at + 1))
            if (byPath.TryGetValue(path[..at], out var entry) && entry.IsSubmodule) return entry.Path;
        return null;
    }

    private IEnumerable<RepoEntry> Below(string prefix)
    {
        if (prefix.Length == 0) return Files;
        var start = 0;
        for (var end = Files.Length; start < end;)
        {
            var middle = (start + end) / 2;
            if (string.CompareOrdinal(Files[middle].Path, prefix) < 0) start = middle + 1;
            else end = middle;
        }

        return Files.Skip(start).TakeWhile(x => x.Path.StartsWith(prefix, StringComparison.Ordinal));
    }
}
