using System.CommandLine;
using GitHubOps.Core;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Cli;

/// <summary><c>githubops replay</c>: what an operating model would have done with what happened.</summary>
internal sealed class ReplayVerb : Verb
{
    public override Command Build(Surroundings surroundings)
    {
        var config = new Option<string>("--config")
        { Description = "The ops.yml to try.", HelpName = "FILE", Required = true };
        var against = new Option<string?>("--against")
        { Description = "Another ops.yml, taken as the one in force: only what differs is shown.", HelpName = "FILE" };
        var history = new Option<string>("--history")
        {
            Description =
                "Stored deliveries (.json files, .jsonl), exported issues with timelines (a .json file each), or the " +
                "service's store (sqlite:PATH).",
            HelpName = "PATH",
            Required = true,
        };
        var root = new Option<string?>("--root")
        {
            Description = "The checkout with OWNERS, aliases and issue forms (default: the one around --config).",
            HelpName = "DIR",
        };
        var org = new Option<string?>("--org")
        {
            Description = "The checkout of OWNER/.github, for `extends: org` (default: `.github` beside the root).",
            HelpName = "DIR",
        };
        var repo = new Option<string?>("--repo")
        { Description = "The repository (default: the one the history is of).", HelpName = "OWNER/NAME" };
        var since = new Option<string?>("--since")
        { Description = "Only issues opened on this day (UTC) or later.", HelpName = "YYYY-MM-DD" };
        var format = RunbookOptions.OneOf("--format", "How to print.", "text", "text", "json");
        var fail = new Option<bool>("--fail-on-change")
        { Description = "Exit with 1 when any issue would have gone otherwise (with --against)." };
        var command = new VerbCommand(
            "replay",
            "Try an operating model on what happened: what it would have done with each issue, when, and which line " +
            "of the file decided. Nothing is asked of GitHub, nothing is written.",
            "githubops replay --config .github/ops.yml --history backup/acme/app",
            "githubops replay --config new.yml --against .github/ops.yml --history deliveries.jsonl --root .",
            "githubops replay --config new.yml --against .github/ops.yml --history issues --format json")
        {
            config, against, history, root, org, repo, since, format, fail,
        };
        command.SetAction(result =>
        {
            var wanted = new ReplayCall(
                result.GetValue(config)!, result.GetValue(against), result.GetValue(history)!, result.GetValue(root),
                result.GetValue(org), ReadRepo(result.GetValue(repo)), ReadSince(result.GetValue(since)));
            var report = ReplayReport.Make(wanted, surroundings.Folder);
            var text = result.GetValue(format) == "json" ? ReplayJson.Of(report) : ReplayText.Of(report);
            surroundings.Out.Write(surroundings.OnActions && result.GetValue(format) != "json"
                ? WorkflowCommands.Quoted(text) : text);
            if (report.IsBroken) return ExitCodes.Usage;
            return result.GetValue(fail) && report.Comparison?.Changes.IsEmpty == false
                ? ExitCodes.Findings : ExitCodes.Pass;
        });
        return command;
    }

    private static RepoName? ReadRepo(string? text) =>
        text is null ? null
        : RepoName.TryParse(text, out var repo) ? repo
        : throw new UsageException("--repo must be OWNER/NAME");

    private static Instant? ReadSince(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var read = LocalDatePattern.Iso.Parse(text);
        return read.Success ? read.Value.AtMidnight().InUtc().ToInstant()
            : throw new UsageException("--since must be a date like 2026-09-01");
    }
}

/// <summary>What a person asked to be replayed.</summary>
internal sealed record ReplayCall(
    string Config, string? Against, string History, string? Root, string? Org, RepoName? Repo, Instant? Since);
