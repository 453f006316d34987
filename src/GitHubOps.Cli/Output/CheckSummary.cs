using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>The report as Markdown for the page of a workflow run.</summary>
internal static class CheckSummary
{
    /// <summary>The runner drops a whole summary of more than 1 MiB, what other steps wrote included.</summary>
    public const int BytesMax = 900 * 1024;

    public static string Of(RunbookVerdict verdict)
    {
        var text = new StringBuilder();
        var facts = verdict.Report.Facts;
        text.Append("## Runbooks: ").Append(verdict.Word).Append("\n\n")
            .Append(Markdown.Sentence(CheckText.Sum(verdict))).Append("\n\n");
        var rows = CheckText.BlockRows(facts).ToArray();
        if (rows.Length > 0)
        {
            text.Append(
                "### What blocks what\n\n| runbook | owner | review | touched | gate |\n|---|---|---|---|---|\n");
            foreach (var (_, cells) in rows)
                text.Append("| ").Append(string.Join(" | ", cells.Select(Markdown.Cell))).Append(" |\n");
            text.Append('\n');
        }

        foreach (var problem in verdict.Survey.PolicyProblems) AppendProblem(text, problem);
        foreach (var finding in verdict.Report.Findings.Where(x => x.Problem.Level > ProblemLevel.Notice))
            AppendProblem(text, finding.Problem);
        foreach (var note in verdict.Survey.Notes) text.Append("\nNote: ").Append(Markdown.Sentence(note)).Append('\n');
        return text.ToString();
    }

    /// <summary>
    /// As much of <paramref name="text"/> as fits beside what the file holds already, cut at the end of a line.
    /// </summary>
    public static string Fit(string text, long bytesThere)
    {
        var room = BytesMax - bytesThere;
        if (Encoding.UTF8.GetByteCount(text) <= room) return text;
        const string End = "\n… cut here: the summary has no more room; the JSON report is complete.\n";
        room -= Encoding.UTF8.GetByteCount(End);
        var kept = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            room -= Encoding.UTF8.GetByteCount(line) + 1;
            if (room < 0) break;
            kept.Append(line).Append('\n');
        }

        return kept.Length == 0 ? "" : kept + End;
    }

    private static void AppendProblem(StringBuilder text, Problem problem)
    {
        text.Append("- **").Append(RunbookWords.Of(problem.Level)).Append("** ").Append(problem.Code).Append(' ');
        if (problem.File is { } file)
            text.Append(Markdown.Cell(problem.Line > 0 ? $"{file}:{problem.Line}" : file)).Append(' ');
        text.Append(Markdown.Sentence(problem.Text));
        if (problem.Remedy is not null) text.Append("<br>").Append(Markdown.Sentence(problem.Remedy));
        text.Append('\n');
    }
}
