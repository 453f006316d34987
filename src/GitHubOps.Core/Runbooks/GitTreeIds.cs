using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// The ids that git would give to the folders of files: of a merge that nobody has made yet, so that a fingerprint of
/// it is what git will say once it is made.
/// </summary>
[SuppressMessage("Security", "CA5350", Justification = "git names trees by SHA-1")]
public static class GitTreeIds
{
    private const string FolderMode = "040000";

    /// <summary>The folders above the files, each with its id; the root is not among them.</summary>
    public static IEnumerable<RepoEntry> FoldersOf(IEnumerable<RepoEntry> files)
    {
        var below = new Dictionary<string, List<Child>>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            Put(below, file);
            for (var folder = FolderOf(file.Path); folder.Length > 0 && below.TryAdd(folder, []);)
                folder = FolderOf(folder);
        }

        // The deepest first: a folder's id needs those of the folders in it.
        foreach (var folder in below.Keys.Where(x => x.Length > 0).OrderByDescending(x => x.Count(c => c == '/'))
            .ToArray())
        {
            var entry = new RepoEntry(folder, FolderMode, IdOf(below[folder]));
            Put(below, entry);
            yield return entry;
        }
    }

    private static void Put(Dictionary<string, List<Child>> below, RepoEntry entry)
    {
        var folder = FolderOf(entry.Path);
        if (!below.TryGetValue(folder, out var children)) below[folder] = children = [];
        var name = Encoding.UTF8.GetBytes(folder.Length == 0 ? entry.Path : entry.Path[(folder.Length + 1)..]);
        children.Add(
            new Child(name, entry.Mode.TrimStart('0'), entry.ObjectId, entry.IsFolder ? [.. name, (byte)'/'] : name));
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is var at and >= 0 ? path[..at] : "";

    private static string IdOf(List<Child> children)
    {
        children.Sort((one, other) => one.Order.AsSpan().SequenceCompareTo(other.Order));
        var content = new List<byte>();
        foreach (var child in children)
            content.AddRange(
                [.. Encoding.ASCII.GetBytes(child.Mode + " "), .. child.Name, 0, .. Convert.FromHexString(child.Id)]);
        byte[] whole = [.. Encoding.ASCII.GetBytes($"tree {content.Count}\0"), .. content];
        var isNewer = children.Any(child => child.Id.Length == 64);
        return Convert.ToHexStringLower(isNewer ? SHA256.HashData(whole) : SHA1.HashData(whole));
    }

    /// <param name="Name">In its folder.</param>
    /// <param name="Mode">As trees write it, without zeros before it.</param>
    /// <param name="Id">Of its contents.</param>
    /// <param name="Order">What git sorts by: folders as if their names ended in a slash.</param>
    private sealed record Child(byte[] Name, string Mode, string Id, byte[] Order);
}
