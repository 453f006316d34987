using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// A history out of files: stored deliveries (a <c>.json</c> file each, or <c>.jsonl</c>, one a line) and exported
/// issues with their timelines (a <c>.json</c> file each). What cannot be read is a problem; the rest goes on.
/// </summary>
internal sealed class HistoryFolder
{
    private const int FilesMax = 200_000;
    private const long FileBytesMax = 64L * 1024 * 1024;
    private const int ProblemsMax = 200;

    private readonly List<IssueEvent> events = [];
    private readonly List<Problem> problems = [];
    private readonly RepoName? repo;

    private HistoryFolder(RepoName? repo) => this.repo = repo;

    public ImmutableArray<IssueEvent> Events => [.. events];

    /// <summary>The first of them, in the order of the files.</summary>
    public ImmutableArray<Problem> Problems => [.. problems.Take(ProblemsMax)];

    public int ProblemCount => problems.Count;

    public bool HasErrors => problems.Any(problem => problem.Level == ProblemLevel.Error);

    /// <param name="path">
    /// A file, or a folder (of a backup with a folder <c>issues</c> that one is read), or a store of the service.
    /// </param>
    /// <param name="folder">What relative paths start from.</param>
    /// <param name="repo">Of which repository exports are that do not say it.</param>
    public static HistoryFolder Read(string path, string folder, RepoName? repo)
    {
        var history = new HistoryFolder(repo);
#if WITH_SERVICE
        if (path.StartsWith(StoreHistory.Scheme, StringComparison.Ordinal))
        {
            foreach (var part in StoreHistory.Read(path, folder)) history.Add(part);
            return history;
        }
#endif
        var full = Path.GetFullPath(path, folder);
        if (File.Exists(full)) history.ReadFile(full, path);
        else if (Directory.Exists(full)) history.ReadFolder(full, path);
        else throw new UsageException($"--history: there is no {path}");
        return history;
    }

    private void ReadFolder(string full, string shown)
    {
        if (Directory.Exists(Path.Combine(full, "issues")))
            (full, shown) = (Path.Combine(full, "issues"), $"{shown.TrimEnd('/')}/issues");
        var files = Directory.EnumerateFiles(full)
            .Where(file => Path.GetExtension(file) is ".json" or ".jsonl" or ".ndjson")
            .Order(StringComparer.Ordinal).Take(FilesMax + 1).ToList();
        if (files.Count > FilesMax) throw new UsageException($"--history: more than {FilesMax} files in {shown}");
        if (files.Count == 0) throw new UsageException($"--history: no .json and no .jsonl file in {shown}");
        foreach (var file in files) ReadFile(file, $"{shown.TrimEnd('/')}/{Path.GetFileName(file)}");
    }

    private void ReadFile(string full, string shown)
    {
        if (new FileInfo(full).Length > FileBytesMax)
        {
            problems.Add(Problem.Error("history/too-large", $"more than {FileBytesMax >> 20} MiB", shown, 1,
                remedy: "Split it."));
            return;
        }

        if (Path.GetExtension(full) == ".json")
        {
            Add(ExportedIssueReader.Read(shown, File.ReadAllBytes(full), repo));
            return;
        }

        var line = 0;
        foreach (var text in File.ReadLines(full))
        {
            line++;
            if (text.Length > 0)
                Add(StoredDeliveryReader.Read(shown, line, System.Text.Encoding.UTF8.GetBytes(text)));
        }
    }

    private void Add(HistoryPart part)
    {
        events.AddRange(part.Events);
        problems.AddRange(part.Problems);
    }
}
