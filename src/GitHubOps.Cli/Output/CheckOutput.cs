using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>Where the report goes; null: not there.</summary>
internal sealed record CheckTargets(string Format, string? Summary, string? Report, string? Outputs);

/// <summary>Prints the report, and writes the files that were asked for.</summary>
internal static class CheckOutput
{
    private static readonly UTF8Encoding Utf8 = new(false);

    public static async Task WriteAsync(RunbookVerdict verdict, Surroundings surroundings, CheckTargets targets)
    {
        var json = CheckJson.Of(verdict);
        if (targets.Format is "json" or "sarif")
        {
            await surroundings.Out.WriteAsync(targets.Format == "json" ? json : Sarif.Of(verdict.Survey.PolicyProblems
                .Concat(verdict.Report.Findings.Select(finding => finding.Problem))));
        }
        else
        {
            var text = CheckText.Of(verdict);
            await surroundings.Out.WriteAsync(surroundings.OnActions ? WorkflowCommands.Quoted(text) : text);
        }

        if (targets.Format == "annotations")
            await surroundings.Out.WriteAsync(WorkflowCommands.Annotations("runbooks", Annotated(verdict)));
        if (targets.Report is { Length: > 0 } report)
            await WriteFileAsync(report, surroundings, (file, _) => File.WriteAllTextAsync(file, json, Utf8));
        if (targets.Summary is { Length: > 0 } summary)
        {
            await WriteFileAsync(summary, surroundings, (file, there) =>
                File.AppendAllTextAsync(file, CheckSummary.Fit(CheckSummary.Of(verdict), there), Utf8));
        }

        if (targets.Outputs is { Length: > 0 } outputs)
            await WriteFileAsync(outputs, surroundings, (file, _) =>
                File.AppendAllTextAsync(file, Outputs(verdict, targets.Report), Utf8));
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

    private static async Task WriteFileAsync(string path, Surroundings surroundings, Func<string, long, Task> write)
    {
        var full = Path.GetFullPath(path, surroundings.Folder);
        try
        {
            await write(full, File.Exists(full) ? new FileInfo(full).Length : 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SurroundingsException($"cannot write {path}: {e.Message}");
        }
    }
}
