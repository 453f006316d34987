using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// The report for a person: what blocks first, each with its place, reason and the command that clears it.
/// </summary>
internal static class CheckText
{
    private const int FindingsMax = 200;

    public static string Of(RunbookVerdict verdict)
    {
        var text = new StringBuilder();
        var (report, facts) = (verdict.Report, verdict.Report.Facts);
        foreach (var problem in verdict.Survey.PolicyProblems)
            text.Append("error   ").Append(ProblemOutput.Line(problem)).Append('\n');
        var shown = report.Findings.Where(x => IsShown(x, facts)).ToArray();
        var fronts = facts.Runbooks.Where(x => x.Reading.FrontMatter is not null)
            .ToLookup(x => x.Path, x => x.Reading.FrontMatter!.Text, StringComparer.Ordinal);
        foreach (var finding in shown.Take(FindingsMax))
        {
            ProblemOutput.Append(text, finding.Problem);
            if (finding.Problem is { Code: "RB002", Line: > 0, File: { } file })
                foreach (var whole in fronts[file]) Excerpt(text, whole, finding.Problem.Line);
        }

        if (shown.Length > FindingsMax)
            text.Append($"        … and {shown.Length - FindingsMax} more; --format json has them all\n");
        if (shown.Length > 0) text.Append('\n');
        var table = Blocks(report);
        if (!table.IsEmpty) text.Append("What blocks what\n").Append(table).Append('\n');
        foreach (var note in verdict.Survey.Notes) text.Append("note    ").Append(note).Append('\n');
        return text.Append(Sum(verdict)).Append('\n').ToString();
    }

    /// <summary>The line that YAML stumbled over and the one before it.</summary>
    private static void Excerpt(StringBuilder text, string whole, int line)
    {
        var lines = whole.Split('\n', line + 1);
        for (var at = Math.Max(1, line - 1); at <= line && at <= lines.Length; at++)
            text.Append($"        {at,4} | ").Append(Problems.ShownPath(lines[at - 1].TrimEnd('\r'))).Append('\n');
    }

    /// <summary>One sentence with every number.</summary>
    public static string Sum(RunbookVerdict verdict)
    {
        var (report, facts) = (verdict.Report, verdict.Report.Facts);
        var scope = facts.Touch switch
        {
            RunbookTouch.Known known =>
                $"a change of {Count(known.Paths.Count, "path")} since {known.Base[..Math.Min(12, known.Base.Length)]}",
            RunbookTouch.Unknown => "a change that cannot be seen here",
            _ => "everything as it stands",
        };
        var stale = facts.Runbooks.Where(x => x.Age.Blocks).ToArray();
        var parts = new List<string>
        {
            $"runbooks: {verdict.Word}",
            $"{Count(facts.Runbooks.Length, "runbook")} on {RunbookAge.Date(facts.Today)}, {scope}",
            $"{Count(report.AtLeast(ProblemLevel.Error).Count(), "error")}, " +
                $"{Count(report.Findings.Count(x => x.Problem.Level == ProblemLevel.Warning), "warning")}",
            $"{stale.Length} overdue" +
                (facts.Touch is RunbookTouch.Known
                ? $" ({stale.Count(x => !x.Related)} not related to this change)" : ""),
        };
        if (report.ExemptCount > 0) parts.Add(Exempt(report));
        if (report.UnknownCount > 0) parts.Add($"{report.UnknownCount} unknown");
        return string.Join("; ", parts) + ".";
    }

    private static string Exempt(RunbookReport report)
    {
        var last = RunbookAge.Date(report.Findings.Max(x => x.Exempt?.Expires)!.Value);
        var isMost = report.ExemptCount * 2 > report.Facts.Runbooks.Length;
        return $"{report.ExemptCount} exempt by the baseline, the last until {last}" +
            (isMost ? " (more than half: this gate says little yet)" : "");
    }

    public static TextTable Blocks(RunbookReport report)
    {
        var table = new TextTable("runbook", "owner", "review", "touched", "gate");
        foreach (var row in BlockRows(report)) table.Add([.. row.Cells.Select(Problems.Shown)]);
        return table;
    }

    /// <summary>The runbooks that this change is about, and what the gate says to each.</summary>
    public static IEnumerable<(RunbookCase Runbook, string[] Cells)> BlockRows(RunbookReport report)
    {
        var facts = report.Facts;
        var found = report.Findings.ToLookup(x => x.Runbook ?? "", StringComparer.Ordinal);
        if (facts.Touch is not RunbookTouch.Known) yield break;
        foreach (var runbook in facts.Runbooks.Where(x => x.Related).Take(100))
        {
            var touched = runbook.TouchedPaths.Length switch
            {
                0 => "its text",
                1 => runbook.TouchedPaths[0],
                var n => $"{runbook.TouchedPaths[0]} +{n - 1}",
            };
            var gate = GateOf(runbook, [.. found[runbook.Path]]);
            yield return (runbook,
                [runbook.Path, runbook.Runbook?.Owner ?? "-", StateOf(runbook.Age), touched, gate]);
        }
    }

    public static string StateOf(RunbookAge age) => age.State switch
    {
        RunbookAgeState.Exempt => age.Arithmetic,
        RunbookAgeState.DueSoon => "due soon",
        RunbookAgeState.NeverReviewed => "never reviewed",
        RunbookAgeState.Broken => "reported wrong",
        var state => RunbookWords.Of(state),
    };

    /// <summary>Unrelated notices are for the JSON report; in a change they are one sentence.</summary>
    private static bool IsShown(RunbookFinding finding, RunbookFacts facts) =>
        finding.Problem.Level > ProblemLevel.Notice || finding.Related || facts.Touch is RunbookTouch.NoChange;

    private static string GateOf(RunbookCase runbook, RunbookFinding[] found)
    {
        if (found.Any(x => x.Problem.Level == ProblemLevel.Error)) return "BLOCKS";
        if (found.Any(x => x.Problem.Level == ProblemLevel.Warning)) return "warns";
        return runbook.Age.Blocks && runbook.TextChanged ? "changed here" : "passes";
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
