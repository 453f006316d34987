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
        var timeout = RunbookOptions.Timeout();
        var command = new VerbCommand(
            "check",
            "Judge .github/ops.yml, OWNERS, issue forms and runbooks: every mistake with its line and the remedy.",
            "githubops check",
            "githubops check --org ../.github --format sarif > ops.sarif",
            "githubops check --config draft.yml --fail-on warning",
            "git worktree add ../base origin/main && githubops check --before ../base")
        {
            format, failOn, before, today, away, timeout,
        };
        options.AddTo(command);
        command.SetAction((result, cancellation) => RunbookOptions.WithinAsync(result.GetValue(timeout), async limit =>
        {
            var place = options.Read(result, surroundings);
            ImmutableHashSet<Login> absent =
                [.. (result.GetValue(away) ?? []).Select(name => new Login(name.TrimStart('@')))];
            var day = RunbookOptions.ReadToday(result.GetValue(today), surroundings);
            var old = result.GetValue(before) is { Length: > 0 } folder
                ? RunbookOptions.ReadFolder(folder, "--before", surroundings) : null;
            var report = await Task.Run(() => ConfigSurvey.Check(place, old, day, absent), limit).WaitAsync(limit);
            await ProblemOutput.WriteAsync("config", report.Problems, result.GetValue(format)!, surroundings);
            return ProblemOutput.ExitCode(report.Problems, result.GetValue(failOn)!);
        }, cancellation));
        return command;
    }
}
