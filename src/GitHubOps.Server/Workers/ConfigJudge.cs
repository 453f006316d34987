using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>Finds the mistakes of a change: the same checks as <c>githubops check</c>, on the same files.</summary>
internal sealed class ConfigJudge(GitHubAccess github, AssigneeCheck assignees, TimeProvider time)
{
    private const int BesideMax = 200;
    private const int BesideBytesMax = 256 * 1024;
    private const long BesideTotalMax = 4L << 20;
    private const int PeopleMax = 50;

    /// <param name="change">The change.</param>
    /// <param name="proposals">What it means.</param>
    /// <param name="openChanged">Open issues with which it would have gone otherwise; null: it was not tried.</param>
    /// <param name="ct">Stops the questions.</param>
    public async Task<Answer<ConfigReport>> JudgeAsync(
        Change change, Proposals proposals, int? openChanged, CancellationToken ct)
    {
        var now = StartOfDay(time.Now());
        var report = new ConfigReport(null, proposals.Files.Problems);
        if (proposals.Own is { } own)
        {
            var judged = await JudgeOwnAsync(change, own, openChanged, now, ct);
            if (!judged.IsOk) return judged.Failure;
            report = Join(judged.Value, report.Problems);
        }

        return proposals.Shared ? Join(report, JudgeShared(change.Repo.Name, proposals, now)) : report;
    }

    private async Task<Answer<ConfigReport>> JudgeOwnAsync(
        Change change, Proposal own, int? openChanged, Instant now, CancellationToken ct)
    {
        if (own.After.Files.All(file => file.Path != PolicyFiles.Ops))
            return new ConfigReport(null, [Problem.Warning("config/taken-away",
                $"the change takes `{PolicyFiles.Ops}` away: nothing is decided here any more once it is merged")]);
        if (PolicyReader.Read(own.After).Policy is not { } policy) return ConfigChecker.Check(own.After, now);
        var beside = await ReadBesideAsync(change, own.After, ct);
        if (!beside.IsOk) return beside.Failure;
        var unassignable = await assignees.FindUnassignableAsync(
            change.Installation, change.Repo, AssignablePeople.Of(policy), PeopleMax, ct);
        if (!unassignable.IsOk) return unassignable.Failure;
        var labels = await github.Client.In(change.Installation, change.Repo).ListLabelsAsync(ct);
        if (!labels.IsOk) return labels.Failure;
        return ConfigChecker.Check(own.After, now, facts => Learn(facts, change, beside.Value) with
        {
            Before = own.Before,
            OpenChanged = openChanged,
            Unassignable = unassignable.Value,
            Labels = labels.Value.Select(label => label.Name).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase),
        });
    }

    /// <summary>Without runbooks and workflows where there are more of them than are read.</summary>
    private static CheckFacts Learn(CheckFacts facts, Change change, Dictionary<string, string>? beside) =>
        beside is null ? facts : RepoSurvey.Learn(
            facts, [.. change.Tree.After.Select(file => file.Path)],
            path => RunbookReader.Read(path, beside[path]), beside.GetValueOrDefault);

    /// <summary>Texts of runbooks and workflows, by their path; null: they are too many or too long.</summary>
    private async Task<Answer<Dictionary<string, string>?>> ReadBesideAsync(
        Change change, PolicyInput input, CancellationToken ct)
    {
        var runbooks = RepoSurvey.RunbooksOf(input, change.Tree.After.Select(file => file.Path));
        var wanted = change.Tree.After
            .Where(file => runbooks.Contains(file.Path) || RepoSurvey.IsWorkflow(file.Path)).ToImmutableArray();
        if (wanted.Length > BesideMax || wanted.Any(file => file.Bytes > BesideBytesMax) ||
            wanted.Sum(file => file.Bytes) > BesideTotalMax) return (Dictionary<string, string>?)null;
        var texts = await github.Files.ReadTextsAsync(change.Calls, wanted, ct, keeps: false);
        return texts.Select(
            read => (Dictionary<string, string>?)read.ToDictionary(file => file.Path, file => file.Text));
    }

    /// <summary>The organisation's files by themselves, and what they would break in each repository.</summary>
    private static IEnumerable<Problem> JudgeShared(RepoName shared, Proposals proposals, Instant now)
    {
        ImmutableArray<RepoFile> org = [.. proposals.Files.Files.Where(file => PolicyFiles.IsWantedOfOrg(file.Path))];
        var own = SharedFile.Check(shared, org, now).Problems;
        var prefix = PolicyFiles.OrgName(shared, "");
        var broken =
            from extending in proposals.Extending
            from problem in PolicyReader.Read(extending.After).Problems
            where problem.Level == ProblemLevel.Error
            let here = problem.File?.StartsWith(prefix, StringComparison.Ordinal) == true
            where !here || !own.Any(one => one.Line == problem.Line && one.Text == problem.Text)
            select problem with
            {
                File = here ? problem.File![prefix.Length..] : $"{extending.Name}/{problem.File}",
                Text = $"`{extending.Name}` would have no valid operating model: {problem.Text}",
            };
        return own.Concat(broken);
    }

    private static ConfigReport Join(ConfigReport report, IEnumerable<Problem> more) =>
        report with { Problems = [.. report.Problems, .. more] };

    /// <summary>The same all day, so that nothing is said anew without anything being new.</summary>
    private static Instant StartOfDay(Instant now) =>
        now.InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
}
