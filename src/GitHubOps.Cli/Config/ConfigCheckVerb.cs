using System.CommandLine;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// <c>githubops check</c>: every mistake of the configuration, with its line and what to write instead.
/// </summary>
internal sealed class ConfigCheckVerb : Verb
{
    public override Command Build(Surroundings surroundings)
    {
        var options = new ConfigCheckOptions();
        var format = RunbookOptions.OneOf("--format", "How to print.", "text", "text", "json", "annotations", "sarif");
        var failOn = RunbookOptions.OneOf("--fail-on", "The level that fails.", "error", "error", "warning", "never");
        var timeout = RunbookOptions.Timeout();
        var command = new VerbCommand(
            "check",
            "Judge .github/ops.yml, OWNERS, issue forms and runbooks: every mistake with its line and the remedy.",
            "githubops check",
            "githubops check --org ../.github --format sarif > ops.sarif",
            "githubops check --config draft.yml --fail-on warning",
            "git worktree add ../base origin/main && githubops check --before ../base --history backup",
            "githubops check --github --repo acme/widgets")
        {
            format, failOn, timeout,
        };
        options.AddTo(command);
        command.SetAction((result, cancellation) => RunbookOptions.WithinAsync(result.GetValue(timeout), async limit =>
        {
            var place = options.PlaceOf(result, surroundings, limit);
            using var api = await options.OpenAsync(result, place, surroundings, limit);
            var question = options.Read(result, place, api, surroundings);
            var report = await Task.Run(() => ConfigSurvey.CheckAsync(place, question, limit), limit).WaitAsync(limit);
            var problems = report.Problems.AddRange(Unasked(report));
            await ProblemOutput.WriteAsync("config", problems, result.GetValue(format)!, surroundings);
            return ProblemOutput.ExitCode(problems, result.GetValue(failOn)!);
        }, cancellation));
        return command;
    }

    private static IEnumerable<Problem> Unasked(ConfigReport report)
    {
        if (report.Unasked.IsEmpty) yield break;
        yield return new Problem("config/unasked", ProblemLevel.Notice,
            $"not asked: {string.Join(", ", report.Unasked)}",
            Remedy: "`--github` asks GitHub, `--away` names who is away, `--history` brings what happened.");
    }
}
