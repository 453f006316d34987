using System.CommandLine;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// <c>githubops runbooks check</c>: the gate. Red where a change touches code under an overdue runbook, where a runbook
/// of the change is broken, and where a review is only a date.
/// </summary>
internal static class CheckCommand
{
    public static Command Build(Surroundings surroundings)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Runbooks or folders (default: all of the policy).",
            Arity = ArgumentArity.ZeroOrMore
        };
        var root = RunbookOptions.Root();
        var since = new Option<string?>(
            "--base")
        {
            Description = "Judge the change since this revision (default: GitHub's event; none by hand).",
            HelpName = "REV"
        };
        var format = RunbookOptions.OneOf("--format", "How to print.", "text", "text", "json", "annotations",
            "sarif");
        var failOn = RunbookOptions.OneOf("--fail-on", "The level that fails.", "error", "error", "warning", "never");
        var unknown = RunbookOptions.OneOf("--unknown", "What it means when a change or a date cannot be seen.", "warn",
            "warn", "fail");
        var today = RunbookOptions.Today();
        var summary = new Option<string?>("--summary")
        {
            Description = "Append a Markdown summary to this file.",
            HelpName = "FILE"
        };
        var report = new Option<string?>("--report")
        {
            Description = "Write the JSON report to this file.",
            HelpName = "FILE"
        };
        var outputs = new Option<string?>(
            "--outputs")
        {
            Description = "Append verdict, stale-count and report-path as GitHub's step outputs.",
            HelpName = "FILE"
        };
        var baseline = RunbookOptions.Baseline();
        var timeout = RunbookOptions.Timeout();
        var command = new VerbCommand(
            "check",
            "Judge the runbooks: their metadata, their age, and whether this change touches what they cover.",
            "githubops runbooks check",
            "githubops runbooks check --base origin/main",
            "githubops runbooks check docs/runbooks/roll-back.md --format json")
        {
            paths, root, since, format, failOn, unknown, baseline, today, summary, report, outputs, timeout,
        };
        command.SetAction((result, cancellation) => Task.FromResult(RunbookOptions.Within(result.GetValue(timeout), limit =>
        {
            var day = RunbookOptions.ReadToday(result.GetValue(today), surroundings);
            var folder = RunbookOptions.ReadRoot(result.GetValue(root), surroundings);
            var request = ActionsEvent.Read(string.IsNullOrEmpty(result.GetValue(since))
                ? null : result.GetValue(since), surroundings);
            var question = new SurveyQuestion(folder, result.GetValue(paths) ?? [])
            {
                Baseline = RunbookOptions.ReadBaseline(result.GetValue(baseline), folder),
            };
            var survey = RunbookSurvey.Gather(question, request, day, surroundings, limit);
            var verdict = RunbookVerdict.Of(survey, result.GetValue(failOn)!, result.GetValue(unknown)!);
            CheckOutput.Write(verdict, surroundings, new(
                result.GetValue(format)!, result.GetValue(summary), result.GetValue(report), result.GetValue(outputs)));
            return verdict.ExitCode;
        }, cancellation)));
        return command;
    }
}

/// <summary>The report and what it means for the caller.</summary>
/// <param name="Survey">What was gathered.</param>
/// <param name="Report">What the rules say.</param>
/// <param name="Word">One word for programs: pass, fail, unknown or error. What cannot be seen is never called a
/// pass.</param>
/// <param name="ExitCode">The same for the shell; with <c>--fail-on never</c> only errors of the call are not
/// 0.</param>
internal sealed record RunbookVerdict(RunbookSurvey Survey, RunbookReport Report, string Word, int ExitCode)
{
    public static RunbookVerdict Of(RunbookSurvey survey, string failOn, string unknown)
    {
        var report = RunbookChecker.Check(survey.Facts);
        if (survey.PolicyProblems.Length > 0) return new(survey, report, "error", ExitCodes.Usage);
        var isBlind = survey.Facts.Touch is RunbookTouch.Unknown;
        var fails = report.AtLeast(failOn == "warning" ? ProblemLevel.Warning : ProblemLevel.Error).Any() ||
            (unknown == "fail" && (isBlind || report.UnknownCount > 0));
        var word = fails ? "fail" : isBlind ? "unknown" : "pass";
        return new(survey, report, word, fails && failOn != "never" ? ExitCodes.Findings : ExitCodes.Pass);
    }
}
