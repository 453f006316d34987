using System.Collections.Immutable;
using System.CommandLine;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary><c>githubops doctor</c>: what a repository lacks, asked of its files and of GitHub.</summary>
internal sealed class DoctorVerb : Verb
{
    private readonly ConfigOptions options = new();
    private readonly GitHubOptions github = new();
    private readonly Option<string> format = RunbookOptions.OneOf("--format", "How to print.", "text", "text", "json");
    private readonly Option<string> failOn =
        RunbookOptions.OneOf("--fail-on", "The level that fails.", "error", "error", "warning", "never");

    private readonly Option<bool> fix = new("--fix")
    {
        Description = "Propose what files can mend as one pull request, and write nothing else. Asks before.",
    };

    private readonly Option<bool> yes = new("--yes") { Description = "With --fix: do not ask." };

    public override Command Build(Surroundings surroundings)
    {
        var timeout = RunbookOptions.Timeout();
        var command = new VerbCommand(
            "doctor",
            "Ask GitHub what a repository lacks: labels, forms, people who can be assigned; with the App's key also " +
                "its "
                + "installation, permissions, events and webhook. Changes nothing without --fix.",
            "githubops doctor",
            "githubops doctor --repo acme/widgets --fail-on warning",
            "githubops doctor --app-id Iv23abc --private-key app.pem --format json",
            "githubops doctor --repo acme/widgets --fix")
        {
            options.Root, options.Org, options.Repo, github.ApiUrl, github.AppId, github.Key, fix, yes, format, failOn,
            timeout,
        };
        command.SetAction((result, cancellation) => RunbookOptions.WithinAsync(
            result.GetValue(timeout), limit => RunAsync(result, surroundings, limit), cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken ct)
    {
        var fixes = result.GetValue(fix);
        if (!fixes && result.GetValue(yes)) throw new UsageException("--yes answers --fix: give both");
        if (fixes && result.GetValue(format) == "json" && !result.GetValue(yes))
            throw new UsageException("--format json cannot ask: add --yes");
        if (fixes && !string.IsNullOrEmpty(result.GetValue(options.Root)))
            throw new UsageException("--fix proposes to the default branch as it is at GitHub: leave out --root");
        var place = options.ReadNamed(result, surroundings, ct);
        var door = github.Read(result, surroundings);
        if (fixes && !door.HasToken)
            throw new UsageException(
                "--fix writes in your name: set GH_TOKEN or GITHUB_TOKEN (contents and pull requests: write)");
        var question = new DoctorQuestion(
            place, fixes || options.IsElsewhere(result, place, ct), fixes)
        {
            HasOrgFolder = !string.IsNullOrEmpty(result.GetValue(options.Org)),
        };
        using var api = await door.AsReaderAsync(place.Repo, ct);
        var facts = await DoctorSurvey.AskAsync(question, door, api, surroundings, ct);
        var problems = DoctorChecks.Run(facts).AddRange(Unasked(door));
        if (fixes) await FixAsync(result, facts, problems, api, surroundings, ct);
        else await ProblemOutput.WriteAsync("doctor", problems, result.GetValue(format)!, surroundings);
        return ProblemOutput.ExitCode(problems, result.GetValue(failOn)!);
    }

    private async Task FixAsync(
        ParseResult result, DoctorFacts facts, ImmutableArray<Problem> problems, GitHubApi api,
        Surroundings surroundings,
        CancellationToken ct)
    {
        var plan = DoctorFix.Plan(facts);
        var (repo, into) = (facts.Repo, facts.Hosted.DefaultBranch);
        var fixing = new DoctorFixing(plan, new PullProposal(api, repo, into), repo, into);
        if (result.GetValue(format) == "json")
        {
            var done = await fixing.RunAsync(_ => Task.CompletedTask, () => Task.FromResult(true), ct);
            await surroundings.Out.WriteAsync(ProblemJson.Of("doctor", problems, json => fixing.Write(json, done)));
            return;
        }

        await ProblemOutput.WriteAsync("doctor", problems, "text", surroundings);
        var outcome = await fixing.RunAsync(
            surroundings.Out.WriteAsync, () => AgreeAsync(result.GetValue(yes), surroundings, ct), ct);
        await surroundings.Out.WriteAsync($"fix: {outcome.Words}\n");
    }

    private static async Task<bool> AgreeAsync(bool isAgreed, Surroundings surroundings, CancellationToken ct)
    {
        if (isAgreed) return true;
        await surroundings.Out.WriteAsync("Go on? [y/N] ");
        await surroundings.Out.FlushAsync(ct);
        var answer = await surroundings.In.ReadLineAsync(ct);
        if (answer is null)
            await surroundings.Out.WriteAsync("\n(nobody answers here: --yes goes on without asking)\n");
        return answer?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static IEnumerable<Problem> Unasked(GitHubDoor door)
    {
        if (!door.HasApp)
            yield return new Problem("doctor/unasked", ProblemLevel.Notice,
                "not asked: the App's installation, permissions, events and webhook",
                Remedy: "Give --app-id and --private-key.");
    }
}
