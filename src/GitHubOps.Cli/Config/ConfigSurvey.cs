using System.Collections.Immutable;
using System.Text;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>Gathers what the checks want to know beside the files of the policy. Decides nothing.</summary>
internal static class ConfigSurvey
{
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

        // As the files lie there, committed or not.
        List<string> paths = [.. files.Below("")];
        var report = ConfigChecker.Check(input, now, facts => RepoSurvey.Learn(
            facts, paths, path => Runbook(files, path), path => Workflow(files, path)) with
        {
            Before = before,
            OpenChanged = effect?.OpenChanged,
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

    private static RunbookReading Runbook(RepoFiles files, string path)
    {
        var (bytes, truncated, problem) = files.Read(path);
        return bytes is null ? new RunbookReading(path, null, null, [problem!]) : RunbookReader.Read(path, bytes, truncated);
    }

    private static string? Workflow(RepoFiles files, string path) =>
        files.Read(path).Bytes is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
