namespace GitHubOps.Simulation;

/// <summary>
/// And not against what somebody did by hand since they said so, unless the news of it had not been decided when we
/// wrote.
/// </summary>
internal sealed class ClosedOnTheirWordAlone : Invariant
{
    public override string Sentence =>
        "We close and reopen an issue only where somebody said so, and nobody did otherwise since";

    public override string? Find(World world) => OnEachIssue(world, issue =>
    {
        foreach (var (kind, other, word) in (ReadOnlySpan<(string, string, string)>)[("closed", "reopened", "/close"),
            ("reopened", "closed", "/reopen")])
            foreach (var ours in issue.Timeline.Where(
                entry => entry.Kind == kind && entry.Actor == world.GitHub.App.Bot))
                if (Wrong(world, issue, ours, other, word) is { } found) return found;
        return null;
    });

    private static string? Wrong(World world, SandboxIssue issue, SandboxIssueEvent ours, string other, string word)
    {
        var said =
            issue.Comments.Where(comment => comment.Author != world.GitHub.App.Bot && comment.CreatedAt <= ours.At &&
            comment.Body.Contains(word, StringComparison.Ordinal)).ToList();
        if (said.Count == 0) return $"we {ours.Kind} it and nobody had said so";
        var theirs = issue.Timeline.LastOrDefault(
            entry => entry.Id < ours.Id && entry.Kind == other && entry.Actor != world.GitHub.App.Bot);
        if (theirs is null || said.Exists(comment => comment.CreatedAt >= theirs.At - TimeSpan.FromSeconds(1)))
            return null;
        var told = world.Knowledge.Find($"issues.{other}", issue.Id, "", theirs.At);
        return told is not null
            && world.Ledger.WasDecidedBeforeLastWrite(told.Delivery, issue, ours.Kind == "closed" ? "close" : "reopen")
            ? $"{theirs.Actor} {theirs.Kind} it after that was said, and we {ours.Kind} it" : null;
    }
}
