using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>What came of a replay.</summary>
/// <param name="Comparison">Null where a configuration cannot be obeyed; <paramref name="Problems"/> say why.</param>
/// <param name="Problems">Of the configurations, then of the history.</param>
/// <param name="Hidden">Problems beyond those that are listed.</param>
/// <param name="IsBroken">Something could not be read: exit 2.</param>
internal sealed record ReplayReport(
    ReplayCall Call, ReplayComparison? Comparison, ImmutableArray<Problem> Problems, int Hidden, bool IsBroken)
{
    private const int ConfigBytesMax = 64 * 1024;

    public static ReplayReport Make(ReplayCall call, string folder)
    {
        var config = ReadConfig(call.Config, folder);
        var against = call.Against is { } file ? ReadConfig(file, folder) : null;
        var root = call.Root is { } named ? Path.GetFullPath(named, folder)
            : PolicyFolder.Around(Path.GetFullPath(call.Config, folder));
        if (!Directory.Exists(root)) throw new UsageException("--root is not a folder");
        var files = PolicyFolder.Read(root, call.Org is { } org ? Path.GetFullPath(org, folder) : null);
        var history = HistoryFolder.Read(call.History, folder, call.Repo);
        var repo = call.Repo ?? RepoOf(history) ?? new RepoName("local", Path.GetFileName(root));

        var after = Read(files.With(repo, "after", config), call.Config);
        var before = against is null ? (Policy: null, Problems: [])
            : Read(files.With(repo, "before", against), call.Against!);
        ImmutableArray<Problem> problems = [.. after.Problems, .. before.Problems, .. history.Problems];
        var hidden = history.ProblemCount - history.Problems.Length;
        if (after.Policy is null || (against is not null && before.Policy is null))
            return new(call, null, problems, hidden, IsBroken: true);
        return new(call, ReplayTrial.Compare(history, before.Policy, after.Policy, call.Since), problems, hidden,
            history.HasErrors);
    }

    /// <summary>Where something stands, by the name that the caller gave the file.</summary>
    public string? Shown(Place? place, bool isBefore)
    {
        if (place is not { } at) return null;
        var file = at.File == PolicyFiles.Ops ? isBefore ? Call.Against! : Call.Config : at.File;
        return $"{file}:{at.Line}";
    }

    private static (ReplayPolicy? Policy, ImmutableArray<Problem> Problems) Read(PolicyInput input, string name)
    {
        var (policy, problems) = ReplayPolicy.Read(input);
        return (policy,
            [.. problems.Where(problem => problem.Level == ProblemLevel.Error)
                .Select(problem => problem.File == PolicyFiles.Ops ? problem with { File = name } : problem)]);
    }

    private static string ReadConfig(string file, string folder)
    {
        var full = Path.GetFullPath(file, folder);
        if (!File.Exists(full)) throw new UsageException($"there is no file {file}");
        if (new FileInfo(full).Length > ConfigBytesMax)
            throw new UsageException($"{file} is larger than {ConfigBytesMax / 1024} KiB");
        return File.ReadAllText(full);
    }

    private static RepoName? RepoOf(HistoryFolder history)
    {
        var repos = history.Events.Select(happened => happened.Repo.Name).Distinct().Take(2).ToList();
        if (repos.Count > 1)
            throw new UsageException($"the history is of several repositories, {repos[0]} and others: set --repo");
        return repos.Count == 0 ? null : repos[0];
    }
}
