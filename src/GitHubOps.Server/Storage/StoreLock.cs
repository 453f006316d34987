using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>
/// One process per database file. The operating system takes the lock away when the process dies, however it dies, so
/// no
/// stale lock ever needs a hand.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream file;

    private StoreLock(FileStream file) => this.file = file;

    public static StoreLock Take(string databasePath)
    {
        try
        {
            var path = RealPath(databasePath) + ".lock";
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new StoreLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException error)
        {
            throw new CannotStartException(Problem.Error(
                "store-not-writable", $"the store cannot be written: {error.Message}", databasePath,
                remedy: "Let the service's user write to the folder, or set --store to another path."), error);
        }
        catch (IOException error)
        {
            throw new CannotStartException(Problem.Error(
                "store-in-use", $"the store is in use by another process, or not writable ({error.Message})",
                databasePath,
                remedy: "Stop the other process, or set --store to another path."), error);
        }
    }

    public void Dispose() => file.Dispose();

    // A symbolic link to the file is the same file; links among its folders lead to the same lock by themselves.
    private static string RealPath(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link
            ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName
            : Path.GetFullPath(path);
}
