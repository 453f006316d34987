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

    public static ConfigReport Check(
        ConfigPlace place, string? before, LocalDate today, ImmutableHashSet<Login> away)
    {
        var input = ConfigFolder.Read(place);
        var now = today.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        if (ConfigFolder.IsShared(place)) return SharedFile.Check(place.Repo, input.OrgFiles, now);
        var files = new RepoFiles(place.Root);
        return ConfigChecker.Check(input, now, facts => facts with
        {
            Before = before is null ? null : ConfigFolder.Read(place with { Root = before, ConfigFile = null }),
            Runbooks = Runbooks(files, today),
            Workflows = Workflows(files),
            Away = away,
        });
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
