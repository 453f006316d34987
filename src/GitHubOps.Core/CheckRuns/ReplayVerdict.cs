using System.Collections.Immutable;
using System.Text;
using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary>
/// What <c>ops/replay</c> says: the sums of a trial, and issue by issue which rule and line would have decided
/// otherwise. It tells and never blocks.
/// </summary>
public static class ReplayVerdict
{
    private const int TitleMax = 60;

    private const string Cut = "\n… and more: `githubops replay` shows all of them.\n";

    private static readonly InstantPattern Day = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd");

    /// <param name="comparison">Without a run before: nothing is in force yet.</param>
    /// <param name="repositories">Those that the change is felt in.</param>
    /// <param name="notes">Sentences of ours on what was looked at.</param>
    public static CheckVerdict Of(
        ReplayComparison comparison, IReadOnlyCollection<RepoName> repositories, IEnumerable<string> notes)
    {
        var summary = new StringBuilder();
        foreach (var note in notes) summary.Append(Markdown.Sentence(note)).Append("\n\n");
        AppendScope(summary, comparison);
        AppendSums(summary, comparison);
        if (repositories.Count > 1) AppendRepositories(summary, comparison, repositories);
        AppendAgreement(summary, comparison);
        AppendLoads(summary, comparison);
        return new CheckVerdict
        {
            Name = CheckVerdict.Replay,
            Conclusion = CheckConclusion.Success,
            Title = Title(comparison),
            Summary = Markdown.Fit(summary.ToString(), CheckVerdict.TextBytesMax, Cut),
            Text = Markdown.Fit(
                comparison.Before is null ? Decided(comparison) : Moved(comparison) + Changed(comparison),
                CheckVerdict.TextBytesMax, Cut),
        };
    }

    /// <summary>The files cannot be obeyed: there is nothing to try.</summary>
    public static CheckVerdict NotTried(string why) => new()
    {
        Name = CheckVerdict.Replay,
        Conclusion = CheckConclusion.Neutral,
        Title = "Not tried",
        Summary = Markdown.Sentence(why) + "\n",
    };

    private static string Title(ReplayComparison comparison)
    {
        var issues = comparison.After.Issues.Length;
        if (issues == 0) return "Nothing has happened yet that it could be tried on";
        if (comparison.Before is null) return $"Tried on {Count(issues, "issue")}";
        return comparison.Changes.IsEmpty
            ? "No issue would have gone otherwise"
            : $"{comparison.Changes.Length} of {Count(issues, "issue")} would have gone otherwise";
    }

    private static void AppendScope(StringBuilder text, ReplayComparison comparison)
    {
        var run = comparison.After;
        text.Append($"Tried on {Count(run.Issues.Length, "issue")}");
        if (!run.Issues.IsEmpty)
            text.Append(" opened ").Append(Day.Format(run.Issues.Min(issue => issue.OpenedAt)))
                .Append(" to ").Append(Day.Format(run.Issues.Max(issue => issue.OpenedAt)));
        text.Append($", with {Count(run.Events, "event")} and {Count(run.Alarms, "alarm")}, of the last 90 days.");
        if (run.LeftOut > 0) text.Append($" {run.LeftOut} were opened before that and are left out.");
        if (run.Beyond > 0) text.Append($" {run.Beyond} are left out: only the newest are tried.");
        text.Append("\n\n");
    }

    private static void AppendSums(StringBuilder text, ReplayComparison comparison)
    {
        if (comparison.Before is { } before)
        {
            text.Append(
                $"**{comparison.Changes.Length} of {Count(comparison.After.Issues.Length, "issue")} would have gone otherwise**")
                .Append($" ({comparison.OpenChanged} of them open): ")
                .AppendJoin(", ",
                    ReplayComparison.Judged.Select(one => $"{ReplayWords.Of(one)} {comparison.Changed(one)}"))
                .Append($", target {comparison.TargetsChanged}.\n\n")
                .Append(
                    comparison.Moved.IsEmpty
                        ? "" : $"{Count(comparison.Moved.Length, "running promise")} would be due at another time.\n\n")
                .Append($"Missed promises: {before.Missed} → {comparison.After.Missed}\n\n");
        }
        else text.Append($"No operating model is in force yet. Missed promises: {comparison.After.Missed}\n\n");
    }

    private static void AppendRepositories(
        StringBuilder text, ReplayComparison comparison, IReadOnlyCollection<RepoName> repositories)
    {
        text.Append(
            "| repository | issues | would have gone otherwise | of them open | missed before | missed after |\n")
            .Append("|---|--:|--:|--:|--:|--:|\n");
        foreach (var repo in repositories.OrderBy(repo => repo.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            var changes = comparison.Changes.Where(change => change.Ref.Repo == repo).ToList();
            text.Append(
                $"| {Markdown.Cell(repo.ToString())} | {Of(comparison.After, repo).Count()} | {changes.Count} | ")
                .Append($"{changes.Count(change => change.After.IsOpen)} | ")
                .Append(comparison.Before is { } before ? $"{Of(before, repo).Sum(issue => issue.Missed)}" : "-")
                .Append($" | {Of(comparison.After, repo).Sum(issue => issue.Missed)} |\n");
        }

        text.Append('\n');
    }

    private static void AppendAgreement(StringBuilder text, ReplayComparison comparison)
    {
        text.Append("| agreement with people's final choice | before | after |\n|---|--:|--:|\n");
        foreach (var aspect in ReplayComparison.Judged)
            text.Append($"| {ReplayWords.Of(aspect)} | ")
                .Append(comparison.Before is { } before ? Share(comparison.Agreement(before, aspect)) : "-")
                .Append($" | {Share(comparison.Agreement(comparison.After, aspect))} |\n");
        text.Append('\n');
    }

    private static void AppendLoads(StringBuilder text, ReplayComparison comparison)
    {
        var was = comparison.Before?.Loads.ToDictionary(load => load.Person) ?? [];
        var now = comparison.After.Loads.ToDictionary(load => load.Person);
        if (was.Count + now.Count == 0) return;
        var isPair = comparison.Before is not null;
        text.Append("| person | given | most at once |\n|---|--:|--:|\n");
        foreach (var person in was.Keys.Union(now.Keys).Order())
        {
            var (old, fresh) = (was.GetValueOrDefault(person), now.GetValueOrDefault(person));
            text.Append($"| {Markdown.Cell(person.Value)} | {Pair(isPair, old?.Given, fresh?.Given)} | ")
                .Append($"{Pair(isPair, old?.MostAtOnce, fresh?.MostAtOnce)} |\n");
        }

        text.Append('\n');
    }

    private static string Moved(ReplayComparison comparison)
    {
        if (comparison.Moved.IsEmpty) return "";
        var text = new StringBuilder("Running promises that move, in UTC:\n\n")
            .Append("| issue | title | promise | due before | due after |\n|---|---|---|---|---|\n");
        foreach (var moved in comparison.Moved)
        {
            var (before, after) = ReplayWords.Of(moved);
            text.Append(Head(moved.Ref, moved.Title))
                .Append($"{moved.Metric.ToString().ToLowerInvariant()} | {before} | {after} |\n");
        }

        return text.Append('\n').ToString();
    }

    private static string Changed(ReplayComparison comparison)
    {
        if (comparison.Changes.IsEmpty) return "";
        var text = new StringBuilder(
            "| issue | title | what | before | after | by before | by after |\n|---|---|---|---|---|---|---|\n");
        foreach (var change in comparison.Changes)
        {
            var head = Head(change.After);
            foreach (var aspect in change.Aspects)
            {
                var (before, after) = aspect.Parting;
                text.Append(head)
                    .Append($"{ReplayWords.Of(aspect.Aspect)} | {Row(aspect.Before)} | {Row(aspect.After)} | ")
                    .Append($"{By(before)} | {By(after)} |\n");
                head = "| | | ";
            }

            if (change.Before.Missed != change.After.Missed)
                text.Append(head).Append($"missed | {change.Before.Missed} | {change.After.Missed} | - | - |\n");
        }

        return text.ToString();
    }

    private static string Decided(ReplayComparison comparison)
    {
        var text = new StringBuilder("| issue | title | what | value | by |\n|---|---|---|---|---|\n");
        foreach (var issue in comparison.After.Issues)
        {
            var head = Head(issue);
            foreach (var aspect in Enum.GetValues<ReplayAspect>().Where(aspect => !issue.Of(aspect).IsEmpty))
            {
                text.Append(head)
                    .Append($"{ReplayWords.Of(aspect)} | {Row(issue.Of(aspect))} | {By(issue.Of(aspect)[^1])} |\n");
                head = "| | | ";
            }
        }

        return text.ToString();
    }

    private static string Head(ReplayedIssue issue) => Head(issue.Ref, issue.Title);

    private static string Head(IssueRef issue, string shown)
    {
        var title = Problems.Shown(shown);
        if (title.Length > TitleMax) title = title[..(TitleMax - 1)] + "…";
        return $"| {Markdown.Cell(issue.ToString())} | {Markdown.Cell(title)} | ";
    }

    private static string Row(IEnumerable<ReplayedValue> values) =>
        string.Join(", ", values.Select(value => Markdown.Cell(value.Value))) is { Length: > 0 } row ? row : "-";

    private static string By(ReplayedValue? value) => value switch
    {
        null => "-",
        { Origin: { } origin } => $"{Markdown.Cell(value.RuleId)} {Markdown.Cell($"{origin.File}:{origin.Line}")}",
        _ => Markdown.Cell(value.RuleId),
    };

    private static IEnumerable<ReplayedIssue> Of(ReplayRun run, RepoName repo) =>
        run.Issues.Where(issue => issue.Ref.Repo == repo);

    private static string Pair(bool isPair, int? before, int? after) =>
        isPair ? $"{before ?? 0} → {after ?? 0}" : $"{after ?? 0}";

    private static string Share(ReplayAgreement agreement) => $"{agreement.Agreed} of {agreement.Judged}";

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
