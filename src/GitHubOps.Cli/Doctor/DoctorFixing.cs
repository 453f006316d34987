using System.Collections.Immutable;
using System.Text.Json;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>What came of <c>doctor --fix</c>.</summary>
/// <param name="State">
/// <c>nothing</c> (no file could mend anything), <c>opened</c>, <c>updated</c>, <c>open</c> (with just these files),
/// <c>taken</c> (somebody has pushed to the branch), <c>declined</c>.
/// </param>
internal sealed record FixOutcome(string State, string Words, HubPull? Pull);

/// <summary>
/// Says what one pull request would bring, asks, and opens it or brings the open one up to date. Nothing else is
/// written.
/// </summary>
internal sealed class DoctorFixing(FixPlan plan, PullProposal proposal, RepoName repo, string into)
{
    private ImmutableArray<RepoFile> Wanted => [.. plan.Files.Select(file => file.File)];

    /// <param name="say">Takes lines for people; the question too.</param>
    /// <param name="agree">True: go on.</param>
    /// <param name="ct">Stops it; a stop between two writes leaves a branch that the next run takes up.</param>
    public async Task<FixOutcome> RunAsync(Func<string, Task> say, Func<Task<bool>> agree, CancellationToken ct)
    {
        if (plan.Files.IsEmpty)
            return new FixOutcome("nothing", "nothing is missing that a file could mend: no pull request", null);
        var earlier = await proposal.LookAsync(ct);
        if (earlier is { Tip: not null, IsOurs: false }) return Taken(earlier);
        if (earlier.Pull is { } open && await proposal.HoldsAsync(earlier, Wanted, ct))
            return new FixOutcome("open", $"the pull request is open already, with all of it: {open.HtmlUrl}", open);
        await say(Announcement(earlier));
        if (!await agree()) return new FixOutcome("declined", "nothing was written", null);
        var pull = await proposal.WriteAsync(earlier, Wanted, FixPlan.Title, plan.Body(), ct);
        return earlier.Pull is null
            ? new FixOutcome("opened", $"opened {pull.HtmlUrl}", pull)
            : new FixOutcome("updated", $"brought {pull.HtmlUrl} up to date", pull);
    }

    public void Write(Utf8JsonWriter json, FixOutcome outcome)
    {
        json.WriteStartObject("fix");
        json.WriteString("state", outcome.State);
        json.WriteString("branch", PullProposal.Branch);
        json.WriteString("url", outcome.Pull?.HtmlUrl);
        json.WriteStartArray("files");
        foreach (var file in plan.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.File.Path);
            json.WriteBoolean("new", file.IsNew);
            json.WriteString("why", file.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static FixOutcome Taken(EarlierProposal earlier) => earlier.Pull is { } pull
        ? new FixOutcome("taken",
            $"the pull request is open already and somebody has pushed to it: it stays as it is. {pull.HtmlUrl}", pull)
        : new FixOutcome("taken",
            $"the branch `{PullProposal.Branch}` holds what somebody else has pushed: delete or rename it first", null);

    private string Announcement(EarlierProposal earlier)
    {
        var act = earlier.Pull is { } open
            ? $"would bring {open.HtmlUrl} up to date"
            : $"would open one pull request in {repo}, branch `{PullProposal.Branch}` into `{into}`";
        var width = plan.Files.Max(file => file.File.Path.Length);
        var lines = plan.Files.Select(file =>
            $"  {(file.IsNew ? '+' : '~')} {Problems.ShownPath(file.File.Path).PadRight(width)}  {file.Why}\n");
        var rest = plan.Rest.Where(problem => problem.Level > ProblemLevel.Notice).Select(problem => problem.Code)
            .CountBy(code => code).Select(code => code.Value == 1 ? code.Key : $"{code.Key} ({code.Value})").ToList();
        var others = rest.Count == 0 ? "" : $"no file can mend, so a person must: {string.Join(", ", rest)}\n";
        var labels = plan.Rest.Any(problem => problem.Code == "doctor/labels")
            ? "the service makes the labels itself, once the mode is `live`\n" : "";
        return $"fix: {act}\n{string.Concat(lines)}{others}{labels}";
    }
}
