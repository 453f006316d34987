using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GitHubOps.Benchmarks;

/// <summary>
/// A gate run of the tool, as a process of its own, over a repository with much of everything: processor time of the
/// tool and of every git that it starts, peak memory, and how many gits.
/// </summary>
internal static class RunbookRun
{
    private const int DocumentCount = 10_000;
    private const int SourceCount = 2_000;
    private const int Times = 3;
    private const double MegabytesMax = 150;
    private const int GitMax = 3;

    /// <param name="tool">The tool's <c>githubops.dll</c>, as <c>action/build-dist.sh</c> makes it.</param>
    /// <param name="commits">Of the history.</param>
    public static async Task<Report> RunAsync(string tool, int commits)
    {
        var machine = Report.MachineNow();
        List<Figure> figures = [];
        foreach (var (runbooks, secondsMax) in new[] { (500, 0.6), (10_000, 2.5) })
        {
            var folder = Directory.CreateTempSubdirectory("githubops-runbooks-").FullName;
            try
            {
                await GenerateAsync(folder, runbooks, commits);
                figures.AddRange(await MeasureAsync(tool, folder, runbooks, commits, secondsMax));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return new Report("runbooks", machine, [.. figures]);
    }

    private static async Task<List<Figure>> MeasureAsync(
        string tool, string folder, int runbooks, int commits, double secondsMax)
    {
        var (seconds, megabytes, report) = (double.MaxValue, 0.0, "");
        for (var i = 0; i < Times; i++)
        {
            var before = ChildSeconds();
            using var process = Process.Start(new ProcessStartInfo("dotnet",
                [tool, "runbooks", "check", "--base", "HEAD~1", "--today", "2026-11-20", "--format", "json",
                    "--fail-on", "never"])
            {
                WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            _ = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            while (!process.WaitForExit(5)) megabytes = Math.Max(megabytes, Peak(process));
            report = await output;
            seconds = Math.Min(seconds, ChildSeconds() - before);
        }

        var counts = JsonDocument.Parse(report).RootElement.GetProperty("counts");
        if (counts.GetProperty("runbooks").GetInt32() != runbooks)
            throw new InvalidOperationException("not all were read");
        var gits = counts.GetProperty("git_processes").GetInt32();
        var what = $"{runbooks} runbooks, {DocumentCount} documents, {commits} commits";
        return
        [
            new($"{what}: processor time in all", $"< {Text(secondsMax)} s", $"{Text(seconds)} s",
                seconds < secondsMax),
            new($"{what}: memory", $"< {MegabytesMax} MB", $"{Text(megabytes)} MB", megabytes < MegabytesMax),
            new($"{what}: git processes", $"≤ {GitMax}", $"{gits}", gits <= GitMax),
        ];
    }

    /// <summary>Processor time of children that have ended, and of theirs.</summary>
    private static double ChildSeconds()
    {
        var fields = File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture)
            + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }

    private static double Peak(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64 / 1e6;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    private static async Task GenerateAsync(string folder, int runbooks, int commits)
    {
        Git(folder, "init", "-q", "-b", "main");
        using var import = Start(folder, "fast-import", "--quiet");
        var into = import.StandardInput;
        await into.WriteAsync(Commit(1));
        for (var n = 0; n < runbooks; n++)
            await into.WriteAsync(FileOf($"docs/runbooks/{n % 50}/rb-{n}.md", Runbook(n)));
        for (var n = runbooks; n < DocumentCount; n++)
            await into.WriteAsync(FileOf($"docs/pages/{n % 50}/page-{n}.md", $"# Page {n}\n\n{Prose(n)}"));
        for (var n = 0; n < SourceCount; n++)
            await into.WriteAsync(FileOf(Source(n), $"class C{n} {{ /* PAYMENTS_{n}_URL */ }}\n"));
        for (var c = 2; c <= commits; c++)
        {
            await into.WriteAsync(Commit(c));
            await into.WriteAsync(
                FileOf(Source(c % SourceCount), $"class C{c} {{ /* PAYMENTS_{c % SourceCount}_URL {c} */ }}\n"));
        }

        into.Close();
        await import.WaitForExitAsync();
        Git(folder, "repack", "-q", "-a", "-d");
        Git(folder, "reset", "-q", "--hard", "main");
    }

    private static string Commit(int number) =>
        $"commit refs/heads/main\ncommitter Ana <ana@example.org> {1_700_000_000 + number} +0000\ndata 1\nx\n";

    private static string FileOf(string path, string text) =>
        $"M 100644 inline {path}\ndata {Encoding.UTF8.GetByteCount(text)}\n{text}\n";

    private static string Source(int number) => $"src/part-{number % 40}/file-{number}.cs";

    private static string Runbook(int number) =>
        $"---\ntitle: Runbook {number}\nrunbook:\n  owner: \"@acme/team-{number % 20}\"\n  severity: s{(number % 4) + 1}\n" +
        $"  covers: [\"{Source(number % SourceCount)}\"]\nreview:\n  by: \"@ana\"\n  on: 2026-{(number % 9) + 1:00}-10\n  kind: read\n" +
        $"---\n\n# Runbook {number}\n\n## Trigger\n\n{Prose(number)}\n## Check\n\nSee [the next](rb-{number}.md).\n\n" +
        $"## Mitigate\n\n```sh\npayctl drain --older-than 5m\nexport PAYMENTS_{number % SourceCount}_URL=x\n```\n\n" +
        "## Verify\n\n## Escalate\n";

    private static string Prose(int number) =>
        string.Concat(
            Enumerable.Repeat($"Some words about what happens in case {number}, and what people say of it.\n", 12));

    private static void Git(string folder, params string[] words)
    {
        using var process = Start(folder, words);
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"git {words[0]} ended with {process.ExitCode}");
    }

    private static Process Start(string folder, params string[] words) =>
        Process.Start(new ProcessStartInfo("git", words)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, UseShellExecute = false,
        })!;

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
