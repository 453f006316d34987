using System.Collections.Immutable;
using System.CommandLine;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary><c>githubops check</c>: every mistake of the configuration, with its line and what to write instead.</summary>
internal sealed class ConfigCheckVerb : Verb
{
    public override Command Build(Surroundings surroundings)
    {
        var options = new ConfigOptions();
        var format = RunbookOptions.OneOf("--format", "How to print.", "text", "text", "json", "annotations", "sarif");
        var failOn = RunbookOptions.OneOf("--fail-on", "The level that fails.", "error", "error", "warning", "never");
        var today = RunbookOptions.Today();
        var away = new Option<string[]>("--away")
        {
            Description = "People who are away for the next seven days.",
            HelpName = "LOGIN",
            AllowMultipleArgumentsPerToken = true,
        };
        var before = new Option<string?>("--before")
        {
            Description = "A checkout of the state before the change: rewording a form's option that a rule asks for fails.",
            HelpName = "DIR",
        };
        var asked = new Option<bool>("--github")
        {
            Description = "Ask GitHub too who can be assigned and which labels there are (GH_TOKEN or GITHUB_TOKEN).",
        };
        var github = new GitHubOptions();
        var timeout = RunbookOptions.Timeout();
        var command = new VerbCommand(
            "check",
            "Judge .github/ops.yml, OWNERS, issue forms and runbooks: every mistake with its line and the remedy.",
            "githubops check",
            "githubops check --org ../.github --format sarif > ops.sarif",
            "githubops check --config draft.yml --fail-on warning",
            "git worktree add ../base origin/main && githubops check --before ../base",
            "githubops check --github --repo acme/widgets")
        {
            format, failOn, before, today, away, asked, github.ApiUrl, timeout,
        };
        options.AddTo(command);
        command.SetAction((result, cancellation) => RunbookOptions.WithinAsync(result.GetValue(timeout), async limit =>
        {
            var isAsked = result.GetValue(asked);
            var place = isAsked
                ? await options.ReadNamedAsync(result, surroundings, limit) : options.Read(result, surroundings);
            using var api = isAsked
                ? await github.Read(result, surroundings).AsReaderAsync(place.Repo, limit) : null;
            ImmutableHashSet<Login>? absent = result.GetValue(away) is { Length: > 0 } names
                ? [.. names.Select(name => new Login(name.TrimStart('@')))] : null;
            var day = RunbookOptions.ReadToday(result.GetValue(today), surroundings);
            var old = result.GetValue(before) is { Length: > 0 } folder
                ? RunbookOptions.ReadFolder(folder, "--before", surroundings) : null;
            var report = await Task.Run(() => ConfigSurvey.CheckAsync(
                place, old, day, absent, api is null ? null : new RepositoryQuestions(api, place.Repo), limit), limit)
                .WaitAsync(limit);
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
            Remedy: "`--github` asks GitHub; `--away` names who is away.");
    }
}
