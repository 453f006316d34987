using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>Where the report goes; null: not there.</summary>
internal sealed record CheckTargets(string Format, string? Summary, string? Report, string? Outputs);

/// <summary>Prints the report, and writes the files that were asked for.</summary>
internal static class CheckOutput
{
    private static readonly UTF8Encoding Utf8 = new(false);

    public static void Write(RunbookVerdict verdict, Surroundings surroundings, CheckTargets targets)
    {
        if (targets.Format == "json") CheckJson.Write(surroundings.Out, verdict);
        else if (targets.Format == "sarif")
        {
            surroundings.Out.Write(Sarif.Of(verdict.Survey.PolicyProblems
                .Concat(verdict.Report.Findings.Select(finding => finding.Problem))));
        }
        else
        {
            var text = CheckText.Of(verdict);
            surroundings.Out.Write(surroundings.OnActions ? WorkflowCommands.Quoted(text) : text);
        }

        if (targets.Format == "annotations")
            surroundings.Out.Write(WorkflowCommands.Annotations("runbooks", Annotated(verdict)));
        if (targets.Report is { Length: > 0 } report)
            WriteFile(report, surroundings, (file, _) =>
            {
                using var into = new StreamWriter(file, append: false, Utf8);
                CheckJson.Write(into, verdict);
            });
        if (targets.Summary is { Length: > 0 } summary)
        {
            WriteFile(summary, surroundings, (file, there) =>
                File.AppendAllText(file, CheckSummary.Fit(CheckSummary.Of(verdict), there), Utf8));
        }

        if (targets.Outputs is { Length: > 0 } outputs)
            WriteFile(outputs, surroundings, (file, _) =>
                File.AppendAllText(file, Outputs(verdict, targets.Report), Utf8));
    }

    /// <summary>What a reader of the change can act on; the rest is in the summary.</summary>
    private static IEnumerable<Problem> Annotated(RunbookVerdict verdict) =>
        verdict.Survey.PolicyProblems.Concat(verdict.Report.Findings
        .Where(x =>
            x.Problem.Level > ProblemLevel.Notice && (x.Related || verdict.Report.Facts.Touch is RunbookTouch.NoChange))
        .Select(x => x.Problem));

    private static string Outputs(RunbookVerdict verdict, string? report) =>
        WorkflowCommands.Output("verdict", verdict.Word) +
        WorkflowCommands.Output("stale-count", verdict.Report.StaleCount.ToString()) +
        WorkflowCommands.Output("error-count", verdict.Report.AtLeast(ProblemLevel.Error).Count().ToString()) +
        WorkflowCommands.Output("warning-count",
            verdict.Report.Findings.Count(x => x.Problem.Level == ProblemLevel.Warning).ToString()) +
        WorkflowCommands.Output("exempt-count", verdict.Report.ExemptCount.ToString()) +
        WorkflowCommands.Output("report-path", report ?? "");

    private static void WriteFile(string path, Surroundings surroundings, Action<string, long> write)
    {
        var full = Path.GetFullPath(path, surroundings.Folder);
        try
        {
            write(full, File.Exists(full) ? new FileInfo(full).Length : 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SurroundingsException($"cannot write {path}: {e.Message}");
        }
    }
}
