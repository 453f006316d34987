using System.Diagnostics;
using GitHubOps.Tests;

namespace GitHubOps.Server.Tests;

/// <summary>A disk of some megabytes that can be filled, freed and write-protected; gone after the test.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("githubops-disk-").FullName;

    private SmallDisk()
    {
    }

    /// <summary>Skips the test where this user may not mount.</summary>
    public static SmallDisk Mount(int megabytes)
    {
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", disk.folder) == 0) return disk;
        Directory.Delete(disk.folder);
        Checkout.Skip("a small disk cannot be mounted: that takes the root user");
        throw new InvalidOperationException("a skipped test does not go on");
    }

    public string File(string name) => Path.Combine(folder, name);

    /// <summary>Takes room away; delete the file to give it back.</summary>
    public string Ballast(int kilobytes)
    {
        System.IO.File.WriteAllBytes(File("ballast"), new byte[kilobytes * 1024]);
        return File("ballast");
    }

    public void Protect() => Run("mount", "-o", "remount,ro", folder).ShouldBe(0);

    public void Dispose()
    {
        // At once, though a process that was killed may still hold a file.
        Run("umount", "--lazy", folder);
        Directory.Delete(folder);
    }

    private static int Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
