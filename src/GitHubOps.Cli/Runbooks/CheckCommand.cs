using System.CommandLine;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// <c>githubops runbooks check</c>: the gate. Red where a change touches code under an overdue runbook, where a runbook
/// of the change is broken, and where a review is only a date.
/// </summary>
internal sealed class CheckCommand
{
    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Runbooks or folders (default: all of the policy).", Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> root = RunbookOptions.Root();

    private readonly Option<string?> since = new("--base")
    {
        Description = "Judge the change since this revision (default: GitHub's event; none by hand).", HelpName = "REV",
    };

    private readonly Option<string> format = RunbookOptions.OneOf("--format", "How to print.", "text", "text", "json",
        "annotations", "sarif");

    private readonly Option<string> failOn = RunbookOptions.OneOf("--fail-on", "The level that fails.", "error",
        "error",
        "warning", "never");

    private readonly Option<string> unknown = RunbookOptions.OneOf("--unknown",
        "What it means when a change or a date cannot be seen.", "warn", "warn", "fail");

    private readonly Option<string?> baseline = RunbookOptions.Baseline();
    private readonly Option<string?> today = RunbookOptions.Today();

    private readonly Option<string?> summary = new("--summary")
    {
        Description = "Append a Markdown summary to this file.", HelpName = "FILE",
    };

    private readonly Option<string?> report = new("--report")
    {
        Description = "Write the JSON report to this file.", HelpName = "FILE",
    };

    private readonly Option<string?> outputs = new("--outputs")
    {
        Description = "Append verdict, stale-count and report-path as GitHub's step outputs.", HelpName = "FILE",
    };

    private readonly Option<int> timeout = RunbookOptions.Timeout();

    private readonly Option<bool> asked = new("--github")
    {
        Description = "Ask GitHub too whether it knows the owners (GH_TOKEN or GITHUB_TOKEN; GITHUB_REPOSITORY).",
    };

    private readonly GitHubOptions github = new();
    private readonly Surroundings surroundings;

    private CheckCommand(Surroundings surroundings) => this.surroundings = surroundings;

    public static Command Build(Surroundings surroundings)
    {
        var check = new CheckCommand(surroundings);
        var command = new VerbCommand(
            "check",
            "Judge the runbooks: their metadata, their age, and whether this change touches what they cover.",
            "githubops runbooks check",
            "githubops runbooks check --base origin/main",
            "githubops runbooks check docs/runbooks/roll-back.md --format json")
        {
            check.paths, check.root, check.since, check.format, check.failOn, check.unknown, check.baseline,
            check.today,
            check.summary, check.report, check.outputs, check.timeout, check.asked, check.github.ApiUrl,
        };
        command.SetAction((result, cancellation) => result.GetValue(check.asked)
            ? RunbookOptions.WithinAsync(result.GetValue(check.timeout), limit => check.AskAsync(result, limit),
                cancellation)
            : Task.FromResult(RunbookOptions.Within(
                result.GetValue(check.timeout), limit => check.Judge(result, check.Survey(result, limit)),
                cancellation)));
        return command;
    }

    private async Task<int> AskAsync(ParseResult result, CancellationToken cancellation)
    {
        var repo = surroundings.Setting("GITHUB_REPOSITORY")?.Split('/') is [var owner, var name]
            ? new RepoName(owner, name)
            : throw new UsageException(
                "--github needs to know which repository this is: set GITHUB_REPOSITORY to OWNER/NAME");
        using var api = await github.Read(result, surroundings).AsReaderAsync(repo, cancellation);
        var survey = Survey(result, cancellation);
        var folder = RunbookOptions.ReadRoot(result.GetValue(root), surroundings);
        var owners = await new HostedOwnersSurvey(api, repo).AskAsync(
            survey.Facts, new RepoFiles(GitRepository.RootOf(folder) ?? folder), cancellation);
        return Judge(result, survey with { Facts = survey.Facts with { HostedOwners = owners } });
    }

    private RunbookSurvey Survey(ParseResult result, CancellationToken cancellation)
    {
        var day = RunbookOptions.ReadToday(result.GetValue(today), surroundings);
        var folder = RunbookOptions.ReadRoot(result.GetValue(root), surroundings);
        var revision = result.GetValue(since);
        var request = ActionsEvent.Read(string.IsNullOrEmpty(revision) ? null : revision, surroundings);
        var question = new SurveyQuestion(folder, result.GetValue(paths) ?? [])
        {
            Baseline = RunbookOptions.ReadBaseline(result.GetValue(baseline), folder),
        };
        return RunbookSurvey.Gather(question, request, day, surroundings, cancellation);
    }

    private int Judge(ParseResult result, RunbookSurvey survey)
    {
        var verdict = RunbookVerdict.Of(survey, result.GetValue(failOn)!, result.GetValue(unknown)!);
        CheckOutput.Write(verdict, surroundings, new(
            result.GetValue(format)!, result.GetValue(summary), result.GetValue(report), result.GetValue(outputs)));
        return verdict.ExitCode;
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
