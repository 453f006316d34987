using System.Text;
using GitHubOps.Core;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Cli;

/// <summary>A replay for a maintainer: issue by issue which rule and line decided what, then the sums.</summary>
internal static class ReplayText
{
    private const int TitleMax = 40;
    private const int ProblemsMax = 50;

    private static readonly InstantPattern Minute = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");
    private static readonly InstantPattern Day = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd");

    public static string Of(ReplayReport report)
    {
        var text = new StringBuilder();
        foreach (var problem in report.Problems.Take(ProblemsMax))
            text.Append(RunbookWords.Of(problem.Level).PadRight(8))
                .Append(Problems.ShownPath(problem.ToString())).Append('\n');
        var more = report.Hidden + Math.Max(0, report.Problems.Length - ProblemsMax);
        if (more > 0) text.Append($"        … and {more} more\n");
        if (report.Problems.Length > 0) text.Append('\n');
        if (report.Comparison is not { } comparison)
            return text.Append("replay: nothing was tried; the configuration cannot be obeyed.\n").ToString();
        text.Append(Head(report, comparison));
        text.Append(comparison.Before is null ? Decided(report, comparison.After) : Changed(report, comparison));
        return text.Append(Moved(comparison)).Append(Sums(comparison)).ToString();
    }

    private static string Head(ReplayReport report, ReplayComparison comparison)
    {
        var run = comparison.After;
        var text = new StringBuilder();
        text.Append($"replay of {Shown(report.Call.Config)}");
        if (report.Call.Against is { } against) text.Append($", against {Shown(against)}");
        text.Append('\n').Append(Count(run.Issues.Length, "issue"));
        if (!run.Issues.IsEmpty)
            text.Append(" opened ").Append(Day.Format(run.Issues.Min(issue => issue.OpenedAt)))
                .Append(" to ").Append(Day.Format(run.Issues.Max(issue => issue.OpenedAt)));
        text.Append($", {Count(run.Events, "event")}, {Count(run.Alarms, "alarm")}\n");
        if (run.LeftOut > 0) text.Append($"{run.LeftOut} left out: they were opened before the history begins\n");
        if (run.Beyond > 0) text.Append($"{run.Beyond} left out: the history is longer than is replayed\n");
        return text.Append('\n').ToString();
    }

    private static string Decided(ReplayReport report, ReplayRun run)
    {
        var table = new TextTable("issue", "title", "when (UTC)", "what", "value", "rule", "line");
        foreach (var issue in run.Issues)
        {
            var isFirst = true;
            foreach (var (aspect, value) in Values(issue))
            {
                table.Add(isFirst ? $"#{issue.Ref.Number}" : "", isFirst ? Title(issue) : "", Minute.Format(value.At),
                    ReplayWords.Of(aspect), Shown(value.Value), value.RuleId, Place(report, value, isBefore: false));
                isFirst = false;
            }
        }

        return table.IsEmpty ? "Nothing would have been decided.\n\n" : $"{table}\n";
    }

    private static string Changed(ReplayReport report, ReplayComparison comparison)
    {
        if (comparison.Changes.IsEmpty) return "No issue would have gone otherwise.\n\n";
        var table = new TextTable("issue", "title", "what", "before", "after", "rule before", "rule after");
        foreach (var change in comparison.Changes)
        {
            var (number, title) = ($"#{change.Ref.Number}", Title(change.After));
            foreach (var aspect in change.Aspects)
            {
                var (before, after) = aspect.Parting;
                table.Add(number, title, ReplayWords.Of(aspect.Aspect), Row(aspect.Before), Row(aspect.After),
                    Rule(report, before, isBefore: true), Rule(report, after, isBefore: false));
                (number, title) = ("", "");
            }

            if (change.Before.Missed != change.After.Missed)
                table.Add(number, title, "missed", $"{change.Before.Missed}", $"{change.After.Missed}", "-", "-");
        }

        return $"{table}\n";
    }

    private static string Moved(ReplayComparison comparison)
    {
        var table = new TextTable("issue", "title", "running promise", "due before (UTC)", "due after (UTC)");
        foreach (var moved in comparison.Moved)
        {
            var (before, after) = ReplayWords.Of(moved);
            table.Add($"#{moved.Ref.Number}", Title(moved.Title), moved.Metric.ToString().ToLowerInvariant(), before,
                after);
        }

        return table.IsEmpty ? "" : $"{table}\n";
    }

    private static string Sums(ReplayComparison comparison)
    {
        var text = new StringBuilder();
        var (before, after) = (comparison.Before, comparison.After);
        if (before is not null)
            text.Append($"{comparison.Changes.Length} of {after.Issues.Length} issues would have gone otherwise ")
                .Append($"({comparison.OpenChanged} of them open): ")
                .AppendJoin(", ",
                    ReplayComparison.Judged.Select(one => $"{ReplayWords.Of(one)} {comparison.Changed(one)}"))
                .Append($", target {comparison.TargetsChanged}\n");
        text.Append("Missed promises: ").Append(Pair(before?.Missed, after.Missed)).Append("\n\n");
        var agreements = new TextTable("agreement with people", before is null ? "issues" : "before", "after");
        foreach (var aspect in ReplayComparison.Judged)
            agreements.Add(ReplayWords.Of(aspect), before is null ? $"{comparison.Agreement(after, aspect).Judged}"
                : Share(comparison.Agreement(before, aspect)), Share(comparison.Agreement(after, aspect)));
        return text.Append(agreements).Append('\n').Append(Loads(before, after)).ToString();
    }

    private static string Loads(ReplayRun? before, ReplayRun after)
    {
        var table = new TextTable("person", "given", "most at once");
        var was = before?.Loads.ToDictionary(load => load.Person) ?? [];
        var now = after.Loads.ToDictionary(load => load.Person);
        foreach (var person in was.Keys.Union(now.Keys).Order())
        {
            var (old, fresh) = (was.GetValueOrDefault(person), now.GetValueOrDefault(person));
            table.Add(Shown(person.Value), Pair(before is null ? null : old?.Given ?? 0, fresh?.Given ?? 0),
                Pair(before is null ? null : old?.MostAtOnce ?? 0, fresh?.MostAtOnce ?? 0));
        }

        return table.IsEmpty ? "Nobody would have been assigned.\n" : table.ToString();
    }

    internal static IEnumerable<(ReplayAspect Aspect, ReplayedValue Value)> Values(ReplayedIssue issue) =>
        Enum.GetValues<ReplayAspect>().SelectMany(aspect => issue.Of(aspect).Select(value => (aspect, value)))
            .OrderBy(one => one.value.At).ThenBy(one => one.aspect);

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Pair(int? before, int after) => before is { } was ? $"{was} -> {after}" : $"{after}";

    private static string Share(ReplayAgreement agreement) => $"{agreement.Agreed} of {agreement.Judged}";

    private static string Row(IEnumerable<ReplayedValue> values) =>
        string.Join(", ", values.Select(value => Shown(value.Value))) is { Length: > 0 } row ? row : "-";

    private static string Rule(ReplayReport report, ReplayedValue? value, bool isBefore) =>
        value is null ? "-" : $"{value.RuleId} {Place(report, value, isBefore)}";

    private static string Place(ReplayReport report, ReplayedValue value, bool isBefore) =>
        report.Shown(value.Origin, isBefore) is { } place ? Problems.ShownPath(place) : "-";

    private static string Title(ReplayedIssue issue) => Title(issue.Title);

    private static string Title(string text)
    {
        var title = Shown(text);
        return title.Length <= TitleMax ? title : title[..(TitleMax - 1)] + "…";
    }

    private static string Shown(string text) => Problems.Shown(text);
}
