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

    public static async Task<ConfigReport> CheckAsync(
        ConfigPlace place, CheckQuestion question, CancellationToken ct)
    {
        var input = ConfigFolder.Read(place);
        var now = question.Today.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        if (ConfigFolder.IsShared(place)) return SharedFile.Check(place.Repo, input.OrgFiles, now);
        var files = new RepoFiles(place.Root);
        var before = question.Before is { } root
            ? ConfigFolder.Read(place with { Root = root, ConfigFile = null }) : null;
        var effect = Effect(before, input, question.History);
        var (unassignable, labels) = await AskAsync(input, question.GitHub, ct);
        var report = ConfigChecker.Check(input, now, facts => facts with
        {
            Before = before,
            OpenChanged = effect?.OpenChanged,
            Runbooks = Runbooks(files, question.Today),
            Workflows = Workflows(files),
            Unassignable = unassignable,
            Labels = labels,
            Away = question.Away,
        });
        var told = question.History?.Problems ?? [];
        return report with { Problems = [.. report.Problems, .. told, .. effect is null ? [] : (Problem[])[Told(effect)]] };
    }

    /// <summary>Null where one of the two cannot be obeyed, or nothing is known of what happened.</summary>
    private static ReplayComparison? Effect(PolicyInput? before, PolicyInput after, HistoryFolder? history) =>
        history is not null && before is not null && ReplayPolicy.Read(before).Policy is { } inForce
            && ReplayPolicy.Read(after).Policy is { } wanted
            ? ReplayTrial.Compare(history, inForce, wanted, since: null) : null;

    private static Problem Told(ReplayComparison effect) => new("config/effect", ProblemLevel.Notice,
        $"of {effect.After.Issues.Length} issues of the history {effect.Changes.Length} would have gone otherwise, " +
        $"{effect.OpenChanged} of them open", Remedy: "`githubops replay --against` shows each.");

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
