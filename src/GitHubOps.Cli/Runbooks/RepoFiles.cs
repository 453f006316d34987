using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// The checkout's files, by paths with <c>/</c> from its root. Links out of the checkout are never followed.
/// </summary>
internal sealed class RepoFiles(string root)
{
    public const int BytesMax = 1024 * 1024;
    private const int FilesMax = 200_000;

    private static readonly EnumerationOptions Plainly = new()
    {
        RecurseSubdirectories = false,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = true,
    };

    public string Root { get; } = Path.GetFullPath(root);

    public string FullPath(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Null where the path leads out of the checkout.</summary>
    public string? RelativePath(string path, string folder)
    {
        var full = Path.GetFullPath(path, folder);
        var relative = Path.GetRelativePath(Root, full);
        return relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) ||
            Path.IsPathRooted(relative)
            ? null
            : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>
    /// Files below a folder, without <c>.git</c> and without following links; links themselves are among them.
    /// </summary>
    public IEnumerable<string> Below(string folder)
    {
        var waiting = new Stack<string>([folder.Trim('/') is "." ? "" : folder.Trim('/')]);
        var count = 0;
        while (waiting.TryPop(out var here))
        {
            var directory = new DirectoryInfo(FullPath(here));
            if (!directory.Exists || (here.Length > 0 && directory.LinkTarget is not null)) continue;
            foreach (var entry in directory.EnumerateFileSystemInfos("*", Plainly))
            {
                var path = here.Length == 0 ? entry.Name : $"{here}/{entry.Name}";
                if (entry is DirectoryInfo && entry.LinkTarget is null)
                {
                    if (entry.Name != ".git") waiting.Push(path);
                    continue;
                }

                if (++count > FilesMax)
                    throw new UsageException($"more than {FilesMax} files below `{folder}`; name a smaller folder");
                yield return path;
            }
        }
    }

    public bool Exists(string path) =>
        Path.Exists(FullPath(path)) || new FileInfo(FullPath(path)).LinkTarget is not null;

    /// <summary>
    /// The first MiB of a file, and whether there is more. Null with the reason where a link is not followed.
    /// </summary>
    public (byte[]? Bytes, bool Truncated, Problem? Problem) Read(string path)
    {
        var (file, problem) = Resolve(path);
        if (file is null) return (null, false, problem);
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var whole = RandomAccess.GetLength(handle);
        var bytes = new byte[Math.Min(whole, BytesMax)];
        var length = 0;
        for (int read; length < bytes.Length && (read = RandomAccess.Read(handle, bytes.AsSpan(length), length)) > 0;)
            length += read;
        return (length == bytes.Length ? bytes : bytes[..length], whole > length, null);
    }

    /// <summary>The file of this repository that a link leads to; null where it is no such link.</summary>
    public string? TargetOf(string path) =>
        new FileInfo(FullPath(path)).LinkTarget is not null && Resolve(path).File is { } file
            ? RelativePath(file, Root) : null;

    /// <summary>The policy file's text, or null where there is none.</summary>
    public string? ReadText(string path, int bytesMax)
    {
        var full = FullPath(path);
        if (!File.Exists(full)) return null;
        if (new FileInfo(full).Length > bytesMax)
            throw new UsageException($"{path} is larger than {bytesMax / 1024} KiB");
        return File.ReadAllText(full);
    }

    /// <summary>Beside the file first, then in its place: a stop in between leaves the old text whole.</summary>
    public void Replace(string path, string text, bool withMark)
    {
        var file = FullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = file + ".githubops-new";
        File.WriteAllText(draft, text, new UTF8Encoding(withMark));
        if (!OperatingSystem.IsWindows() && File.Exists(file)) File.SetUnixFileMode(draft, File.GetUnixFileMode(file));
        File.Move(draft, file, overwrite: true);
    }

    private (string? File, Problem? Problem) Resolve(string path)
    {
        var info = new FileInfo(FullPath(path));
        if (info.LinkTarget is null) return (info.FullName, null);
        FileSystemInfo? target;
        try
        {
            target = info.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            return (null, Refused("is a link that leads in a circle or nowhere; not followed"));
        }

        if (target is null || RelativePath(target.FullName, Root) is null)
            return (null, Refused("is a link out of the repository; not followed"));
        if (Directory.Exists(target.FullName)) return (null, Refused("is a link to a folder; not followed"));
        return File.Exists(target.FullName) ? (target.FullName, null) : (null, Refused("is a link to nothing"));

        Problem Refused(string text) => Problem.Error("RB034", text, path, 1, 0, "Put the runbook's text here.");
    }
}
