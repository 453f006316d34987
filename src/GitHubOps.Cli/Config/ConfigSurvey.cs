using System.Collections.Immutable;
using System.Text;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>Gathers what the checks want to know beside the files of the policy. Decides nothing.</summary>
internal static class ConfigSurvey
{
    private const string PlainFile = "100644";
    private const string WorkflowFolder = ".github/workflows";

    /// <param name="place">The files.</param>
    /// <param name="before">A checkout of the state before the change; null: no change is judged.</param>
    /// <param name="today">The day that dates are compared with.</param>
    /// <param name="away">Who is away for a week; null: not known.</param>
    /// <param name="github">Answers what only GitHub knows; null: it is not asked.</param>
    /// <param name="ct">Stops the questions.</param>
    public static async Task<ConfigReport> CheckAsync(
        ConfigPlace place, string? before, LocalDate today, ImmutableHashSet<Login>? away, RepositoryQuestions? github,
        CancellationToken ct)
    {
        var input = ConfigFolder.Read(place);
        var now = today.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        if (ConfigFolder.IsShared(place)) return SharedFile.Check(place.Repo, input.OrgFiles, now);
        var files = new RepoFiles(place.Root);
        var (unassignable, labels) = await AskAsync(input, github, ct);
        return ConfigChecker.Check(input, now, facts => facts with
        {
            Before = before is null ? null : ConfigFolder.Read(place with { Root = before, ConfigFile = null }),
            Runbooks = Runbooks(files, today),
            Workflows = Workflows(files),
            Unassignable = unassignable,
            Labels = labels,
            Away = away,
        });
    }

    private static async Task<(ImmutableHashSet<Login>? Unassignable, ImmutableHashSet<string>? Labels)> AskAsync(
        PolicyInput input, RepositoryQuestions? github, CancellationToken ct)
    {
        if (github is null || PolicyReader.Read(input).Policy is not { } policy) return (null, null);
        return (await github.UnassignableAsync(AssignablePeople.Of(policy), ct), await github.LabelsAsync(ct));
    }

    /// <summary>As the files lie there, committed or not.</summary>
    private static RunbookFacts Runbooks(RepoFiles files, LocalDate today)
    {
        var (policy, _) = RunbookFolder.Policy(files);
        var tree = new RepoTree(files.Below("").Select(path => new RepoEntry(path, PlainFile, "")));
        return new RunbookFacts(today, policy)
        {
            Tree = tree,
            Runbooks = [.. RunbookFolder.Find(files, policy, tree).Select(path => new RunbookCase(Read(files, path), null))],
        };
    }

    private static RunbookReading Read(RepoFiles files, string path)
    {
        var (bytes, truncated, problem) = files.Read(path);
        return bytes is null ? new RunbookReading(path, null, null, [problem!]) : RunbookReader.Read(path, bytes, truncated);
    }

    /// <summary>By the name each gives itself; null where one of them cannot be read.</summary>
    private static ImmutableHashSet<string>? Workflows(RepoFiles files)
    {
        var names = ImmutableHashSet.CreateBuilder<string>();
        foreach (var path in files.Below(WorkflowFolder).Where(IsWorkflow))
        {
            if (files.Read(path).Bytes is not { } bytes) return null;
            if (WorkflowName.Of(Encoding.UTF8.GetString(bytes), path) is not { } name) return null;
            names.Add(name);
        }

        return names.ToImmutable();
    }

    private static bool IsWorkflow(string path) =>
        path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal);
}
