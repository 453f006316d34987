using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GitHubOps.Core;

namespace GitHubOps.Benchmarks;

/// <summary>
/// Owners of a large organisation: 400 OWNERS files, a tenth of them with filters, and 10,000 paths up to six folders
/// deep. Wanted: reading the files and answering for every path in under a second, one look-up in under 20 µs.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(ShortInProcess))]
public class OwnersBenchmark
{
    private const int FilesCount = 400;
    private const int PathsCount = 10_000;

    private readonly List<RepoFile> files = [];
    private readonly List<string> paths = [];
    private RepoOwners owners = null!;
    private int next;

    [GlobalSetup]
    public void Make()
    {
        files.Add(new RepoFile("OWNERS_ALIASES", "aliases:\n" + string.Concat(
            Enumerable.Range(0, 50).Select(i => $"  team-{i}: [person-{i}, person-{i + 1}, person-{i + 2}]\n"))));
        for (var i = 0; i < FilesCount; i++) files.Add(new RepoFile($"{Folder(i)}OWNERS", Text(i)));
        for (var i = 0; i < PathsCount; i++)
            paths.Add($"{Folder(i % FilesCount)}src/deep/file-{i}.{(i % 3 == 0 ? "md" : "go")}");
        owners = RepoOwners.Read(files);
    }

    /// <summary>Reading every file and answering all nine columns for every path.</summary>
    [Benchmark]
    public int LoadAndResolve()
    {
        var read = RepoOwners.Read(files);
        var count = 0;
        foreach (var path in paths) count += read.Of(path).Approvers.Length;
        return count;
    }

    [Benchmark]
    public int Load() => RepoOwners.Read(files).Problems.Length;

    /// <summary>All approvers of one path, once the files are read.</summary>
    [Benchmark]
    public int Lookup()
    {
        next = (next + 1) % PathsCount;
        return owners.ApproversOf(paths[next]).Length;
    }

    private static string Folder(int i) => i == 0 ? "" : $"{Folder((i - 1) / 4)}part-{i}/";

    private static string Text(int i) => (i % 10) switch
    {
        3 => $"filters:\n  '\\.md$':\n    approvers: [person-{i}]\n" +
            $"  '.*':\n    approvers: [team-{i % 50}]\n    labels: [l{i}]\n",
        7 => $"options: {{no_parent_owners: true}}\napprovers: [team-{i % 50}]\nreviewers: [person-{i}]\n",
        _ => $"approvers:\n- team-{i % 50}\n- person-{i}\nreviewers:\n- person-{i + 1}\nlabels: [area/{i}]\n",
    };

    // In this process: the figures are of microseconds, and a copy of the program need not be built.
    private sealed class ShortInProcess : ManualConfig
    {
        public ShortInProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
