using System.Diagnostics;
using System.Text;

namespace GitHubOps.Cli.Tests;

/// <summary>
/// A real git repository in a folder of its own, gone after the test. Commits have fixed names and dates.
/// </summary>
internal sealed class TestRepository : IDisposable
{
    public TestRepository()
    {
        Directory.CreateDirectory(Root);
        Git("init", "-q", "-b", "main");
    }

    public string Root { get; } = Path.Combine(Path.GetTempPath(), "githubops-" + Guid.NewGuid().ToString("n")[..12]);

    public string Head => Git("rev-parse", "HEAD").Trim();

    public TestRepository Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public string Commit(string message = "change")
    {
        Git("add", "-A");
        Git("commit", "-q", "--allow-empty", "-m", message);
        return Head;
    }

    /// <summary>What a runner has: the merge of a branch with main, cut off at a depth.</summary>
    public TestRepository CloneAt(string reference, int depth)
    {
        var clone = new TestRepository();
        clone.Git("remote", "add", "origin", new Uri(Root).AbsoluteUri);
        clone.Git("fetch", "-q", $"--depth={depth}", "origin", reference);
        clone.Git("checkout", "-q", "FETCH_HEAD");
        return clone;
    }

    public string Git(params string[] words)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = Root, UseShellExecute = false, RedirectStandardOutput = true,
            RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var word in words) start.ArgumentList.Add(word);
        start.Environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{role}_NAME"] = "Ana";
            start.Environment[$"GIT_{role}_EMAIL"] = "ana@example.org";
            start.Environment[$"GIT_{role}_DATE"] = "2026-11-01T12:00:00Z";
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"git {string.Join(' ', words)}: {error.Result}");
        return output;
    }

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
            if (new FileInfo(file) is { IsReadOnly: true, LinkTarget: null } locked) locked.IsReadOnly = false;
        Directory.Delete(Root, recursive: true);
    }
}
