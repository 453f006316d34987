using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>Gathers what the checks want to know beside the files of the policy. Decides nothing.</summary>
internal static class ConfigSurvey
{
    public static async Task<ConfigReport> CheckAsync(
        ConfigPlace place, CheckQuestion question, CancellationToken ct)
    {
        var before = question.Before is { } root
            ? ConfigFolder.Read(place with { Root = root, ConfigFile = null }) : null;
        return await CheckAsync(SurveyedFiles.Of(place), before, question, ct);
    }

    /// <param name="files">The files.</param>
    /// <param name="before">Those before the change; null: no change is judged.</param>
    /// <param name="question">What they are to be judged by.</param>
    /// <param name="ct">Stops the questions.</param>
    public static async Task<ConfigReport> CheckAsync(
        SurveyedFiles files, PolicyInput? before, CheckQuestion question, CancellationToken ct)
    {
        var input = files.Input;
        var now = question.Today.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        if (files.IsShared) return SharedFile.Check(input.Repo, input.OrgFiles, now);
        var effect = Effect(before, input, question.History);
        var (unassignable, labels) = await AskAsync(input, question.GitHub, ct);
        var report = ConfigChecker.Check(input, now, facts => RepoSurvey.Learn(
            facts, files.Paths, files.Runbook, files.Text) with
        {
            Before = before,
            OpenChanged = effect?.OpenChanged,
            Unassignable = unassignable,
            Labels = labels,
            Away = question.Away,
        });
        var told = question.History?.Problems ?? [];
        return report with
        {
            Problems = [.. report.Problems, .. told, .. effect is null ? [] : (Problem[])[Told(effect)]]
        };
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
}
