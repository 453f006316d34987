using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// Files of an unpacked archive or a container's copy with the ids that git would give them, so that a review can be
/// held against them where git is not. Only what reviews saw is read.
/// </summary>
internal static class DiskTree
{
    private const long BytesMax = 256L * 1024 * 1024;
    private const int FilesMax = 20_000;

    /// <summary>Null where no review saw anything, or more than can be read.</summary>
    public static RepoTree? Of(IReadOnlyCollection<RunbookCase> runbooks, RepoFiles files)
    {
        var seen = runbooks.Where(x => x.Runbook is { Review.Seen.Count: > 0 }).Select(x => x.Runbook!).ToArray();
        if (seen.Length == 0) return null;
        var isLong = seen.Any(x => x.Review!.Seen.Values.Any(v => v.Length == 2 + 64));
        var entries = new List<RepoEntry>();
        var bytesLeft = BytesMax;
        foreach (var path in files.Below("").Where(x => seen.Any(r => r.Covers.Matches(x))))
        {
            var info = new FileInfo(files.FullPath(path));
            if (info.LinkTarget is not null || entries.Count == FilesMax || (bytesLeft -= info.Length) < 0) return null;
            entries.Add(new(path, ModeOf(info), IdOf("blob", File.ReadAllBytes(info.FullName), isLong)));
        }

        var named = seen.SelectMany(x => x.Covers.Entries).Where(x => x.IsPlain).Select(x => x.Text.TrimEnd('/'))
            .Distinct(StringComparer.Ordinal).Where(x => Directory.Exists(files.FullPath(x)));
        return new RepoTree(
            [.. entries, .. named.Select(x => new RepoEntry(x, "040000", FolderId(x + "/", entries, isLong)))]);
    }

    private static string ModeOf(FileInfo file) => !OperatingSystem.IsWindows() &&
        file.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? "100755" : "100644";

    /// <summary>As git makes it: entries in the order of their names, a folder's as if it ended with a slash.</summary>
    private static string FolderId(string folder, List<RepoEntry> entries, bool isLong)
    {
        var below = entries.Where(x => x.Path.StartsWith(folder, StringComparison.Ordinal)).ToList();
        var children = below.Select(x => x.Path[folder.Length..].Split('/', 2))
            .GroupBy(x => x[0], StringComparer.Ordinal)
            .Select(x => x.First().Length == 2
                ? (Name: x.Key, Mode: "40000", Id: FolderId(folder + x.Key + "/", below, isLong))
                : FileOf(x.Key, below.First(e => e.Path == folder + x.Key)))
            .OrderBy(x => x.Mode == "40000" ? x.Name + "/" : x.Name, StringComparer.Ordinal);
        using var content = new MemoryStream();
        foreach (var (name, mode, id) in children)
        {
            content.Write(Encoding.UTF8.GetBytes($"{mode} {name}\0"));
            content.Write(Convert.FromHexString(id));
        }

        return IdOf("tree", content.ToArray(), isLong);
    }

    private static (string Name, string Mode, string Id) FileOf(string name, RepoEntry entry) =>
        (name, entry.Mode, entry.ObjectId);

    private static string IdOf(string kind, byte[] content, bool isLong)
    {
        var length = content.Length.ToString(CultureInfo.InvariantCulture);
        byte[] whole = [.. Encoding.ASCII.GetBytes($"{kind} {length}\0"), .. content];
#pragma warning disable CA5350 // git's own name for a content
        return Convert.ToHexStringLower(isLong ? SHA256.HashData(whole) : SHA1.HashData(whole));
#pragma warning restore CA5350
    }
}
