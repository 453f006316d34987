using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>The report as Markdown for the page of a workflow run.</summary>
internal static class CheckSummary
{
    /// <summary>The runner drops a whole summary of more than 1 MiB, what other steps wrote included.</summary>
    public const int BytesMax = 900 * 1024;

    private const int ManyMin = 100;
    private const int OwnersMax = 100;

    public static string Of(RunbookVerdict verdict)
    {
        var text = new StringBuilder();
        text.Append("## Runbooks: ").Append(verdict.Word).Append("\n\n")
            .Append(Markdown.Sentence(CheckText.Sum(verdict))).Append("\n\n");
        var rows = CheckText.BlockRows(verdict.Report).ToArray();
        if (rows.Length > 0)
        {
            text.Append(
                "### What blocks what\n\n| runbook | owner | review | touched | gate |\n|---|---|---|---|---|\n");
            foreach (var (_, cells) in rows)
                text.Append("| ").Append(string.Join(" | ", cells.Select(Markdown.Cell))).Append(" |\n");
            text.Append('\n');
        }

        AppendOwners(text, verdict.Report);
        foreach (var problem in verdict.Survey.PolicyProblems) text.Append(Markdown.Item(problem));
        foreach (var finding in verdict.Report.Findings.Where(x => x.Problem.Level > ProblemLevel.Notice))
            text.Append(Markdown.Item(finding.Problem));
        foreach (var note in verdict.Survey.Notes) text.Append("\nNote: ").Append(Markdown.Sentence(note)).Append('\n');
        return text.ToString();
    }

    /// <summary>Where there are more findings than anybody reads: whose they are.</summary>
    private static void AppendOwners(StringBuilder text, RunbookReport report)
    {
        var counted = report.Findings.Where(x => x.Problem.Level > ProblemLevel.Notice).ToArray();
        if (counted.Length < ManyMin) return;
        var owners = report.Facts.Runbooks.ToLookup(x => x.Path, x => x.Runbook?.Owner, StringComparer.Ordinal);
        text.Append("### Whose they are\n\n| owner | errors | warnings |\n|---|---|---|\n");
        foreach (var owned in counted.GroupBy(x => owners[x.Runbook ?? ""].FirstOrDefault() ?? "nobody",
            StringComparer.Ordinal)
            .OrderByDescending(x => x.Count()).Take(OwnersMax))
        {
            var errors = owned.Count(x => x.Problem.Level == ProblemLevel.Error);
            text.Append($"| {Markdown.Cell(owned.Key)} | {errors} | {owned.Count() - errors} |\n");
        }

        text.Append('\n');
    }

    /// <summary>
    /// As much of <paramref name="text"/> as fits beside what the file holds already, cut at the end of a line.
    /// </summary>
    public static string Fit(string text, long bytesThere) => Markdown.Fit(text, BytesMax - bytesThere,
        "\n… cut here: the summary has no more room; the JSON report is complete.\n");
}
