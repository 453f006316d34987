using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace GitHubOps.Sandbox;

/// <summary>A file as git keeps it: its bytes and the sha of its blob.</summary>
public sealed record SandboxFile(ImmutableArray<byte> Bytes, string Sha);

/// <summary>A commit with the whole tree it stands for, path to file.</summary>
public sealed record SandboxCommit(
    string Sha,
    string TreeSha,
    string? ParentSha,
    string Message,
    SandboxAccount Author,
    DateTimeOffset At,
    ImmutableSortedDictionary<string, SandboxFile> Files)
{
    public ImmutableArray<string> Added { get; init; } = [];

    public ImmutableArray<string> Modified { get; init; } = [];

    public ImmutableArray<string> Removed { get; init; } = [];

    internal SandboxCommit? Parent { get; init; }
}

/// <summary>Git's own names of things, so that equal content has equal names.</summary>
[SuppressMessage("Security", "CA5350", Justification = "git names objects by SHA-1")]
internal static class GitNames
{
    public const string Nothing = "0000000000000000000000000000000000000000";

    public static readonly ImmutableSortedDictionary<string, SandboxFile> EmptyTree =
        ImmutableSortedDictionary.Create<string, SandboxFile>(StringComparer.Ordinal);

    public static SandboxFile Blob(ReadOnlySpan<byte> bytes)
    {
        var header = Encoding.ASCII.GetBytes($"blob {bytes.Length}\0");
        return new SandboxFile([.. bytes], Hash([.. header, .. bytes]));
    }

    /// <summary>The name of the tree under a folder (<c>""</c> is the root), from the paths and blobs in it.</summary>
    public static string Tree(ImmutableSortedDictionary<string, SandboxFile> files, string folder)
    {
        var prefix = folder.Length == 0 ? "" : folder + "/";
        return TreeOf([.. files.Where(file => file.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(file => (file.Key[prefix.Length..], file.Value.Sha))]);
    }

    private static string TreeOf(List<(string Path, string Sha)> files)
    {
        var entries = new List<(byte[] Order, byte[] Head, string Sha)>();
        foreach (var group in files.GroupBy(file => file.Path.Split('/')[0]))
        {
            var isFolder = group.First().Path.Length > group.Key.Length;
            var sha = isFolder
                ? TreeOf([.. group.Select(file => (file.Path[(group.Key.Length + 1)..], file.Sha))])
                : group.First().Sha;
            entries.Add((Encoding.UTF8.GetBytes(isFolder ? group.Key + "/" : group.Key),
                Encoding.UTF8.GetBytes($"{(isFolder ? "40000" : "100644")} {group.Key}\0"), sha));
        }

        entries.Sort((one, other) => one.Order.AsSpan().SequenceCompareTo(other.Order));
        byte[] content = [.. entries.SelectMany(entry => (byte[])[.. entry.Head, .. Convert.FromHexString(entry.Sha)])];
        return Hash([.. Encoding.ASCII.GetBytes($"tree {content.Length}\0"), .. content]);
    }

    public static string Commit(string tree, string? parent, string message, string author, DateTimeOffset at) =>
        Hash(Encoding.UTF8.GetBytes($"commit\0{tree}\n{parent}\n{author} {at.ToUnixTimeMilliseconds()}\n{message}"));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA1.HashData(bytes));
}
