using System.CommandLine;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary><c>githubops doctor</c>: what a repository lacks, asked of its files and of GitHub.</summary>
internal sealed class DoctorVerb : Verb
{
    public override Command Build(Surroundings surroundings)
    {
        var options = new ConfigOptions();
        var github = new GitHubOptions();
        var format = RunbookOptions.OneOf("--format", "How to print.", "text", "text", "json");
        var failOn = RunbookOptions.OneOf("--fail-on", "The level that fails.", "error", "error", "warning", "never");
        var timeout = RunbookOptions.Timeout();
        var command = new VerbCommand(
            "doctor",
            "Ask GitHub what a repository lacks: labels, forms, people who can be assigned; with the App's key also its "
                + "installation, permissions, events and webhook. Changes nothing.",
            "githubops doctor",
            "githubops doctor --root ../widgets --repo acme/widgets --fail-on warning",
            "githubops doctor --app-id Iv23abc --private-key app.pem --format json")
        {
            options.Root, options.Org, options.Repo, github.ApiUrl, github.AppId, github.Key, format, failOn, timeout,
        };
        command.SetAction((result, cancellation) => RunbookOptions.WithinAsync(result.GetValue(timeout), async limit =>
        {
            var place = await options.ReadNamedAsync(result, surroundings, limit);
            var door = github.Read(result, surroundings);
            var facts = await DoctorSurvey.AskAsync(place, door, surroundings, limit);
            var problems = DoctorChecks.Run(facts).AddRange(Unasked(door));
            await ProblemOutput.WriteAsync("doctor", problems, result.GetValue(format)!, surroundings);
            return ProblemOutput.ExitCode(problems, result.GetValue(failOn)!);
        }, cancellation));
        return command;
    }

    private static IEnumerable<Problem> Unasked(GitHubDoor door)
    {
        if (!door.HasApp)
            yield return new Problem("doctor/unasked", ProblemLevel.Notice,
                "not asked: the App's installation, permissions, events and webhook",
                Remedy: "Give --app-id and --private-key.");
    }
}
