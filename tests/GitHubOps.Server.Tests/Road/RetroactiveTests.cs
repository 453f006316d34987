using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Hours are changed while promises are running.</summary>
[TestClass]
public class RetroactiveTests
{
    private const string Hours = "calendars: { west: { hours: Mon-Fri 12:00-20:00 } }\n\n";

    [TestMethod]
    public async Task Hours_that_are_to_hold_for_the_past_are_told_of_and_then_counted_back_once()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(57));
        (await CommentAsync(road, issue)).ShouldContain("14:0",
            customMessage: "four hours from three minutes past ten");
        var changed = Changed(road.Ops(), "retroactive: true");
        var pull = await road.ProposeAsync(changed);
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(pull.HeadSha, "ops/config").Conclusion.ShouldBe("success");
        var text = road.Run(pull.HeadSha, "ops/replay").Text.ShouldNotBeNull();
        text.ShouldContain("Running promises that move");
        text.ShouldContain("| respond | 2026-11-02 22:03 | 2026-11-03 00:00 |");

        await road.GitHub.As("ana").PushFileAsync(Road.Repo, PolicyFiles.Ops, changed);
        await road.RunAsync(Duration.FromMinutes(2));
        (await CommentAsync(road, issue)).ShouldContain("16:00", customMessage: "four hours from noon");
        await road.RestartAsync();
        await road.RunAsync(Duration.FromHours(3));
        (await CommentAsync(road, issue)).ShouldContain("16:00");

        // The key stays, and the hours go back: what has passed by now, from noon to two, stays counted.
        await road.GitHub.As("ana").PushFileAsync(Road.Repo, PolicyFiles.Ops,
            changed.Replace("12:00-20:00", "09:00-17:00", StringComparison.Ordinal));
        await road.RunAsync(Duration.FromMinutes(2));
        (await CommentAsync(road, issue)).ShouldContain("16:00");
    }

    [TestMethod]
    public async Task With_other_changes_it_fails_the_check_and_is_not_obeyed()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(57));
        var changed = Changed(road.Ops(), "retroactive: true") + "\nmanners: { bulk_stop: 9 }\n";
        var pull = await road.ProposeAsync(changed);
        await road.RunAsync(Duration.FromSeconds(30));
        var run = road.Run(pull.HeadSha, "ops/config");
        run.Conclusion.ShouldBe("failure");
        run.Annotations.ShouldContain(one => one.Contains("together with other changes", StringComparison.Ordinal));

        await road.GitHub.As("ana").PushFileAsync(Road.Repo, PolicyFiles.Ops, changed);
        await road.RunAsync(Duration.FromMinutes(2));
        (await CommentAsync(road, issue)).ShouldContain("15:0",
            customMessage: "one hour has passed, three are left from noon");
    }

    private static string Changed(string ops, string more)
    {
        ops.ShouldContain("\nsla:\n");
        return Hours + ops.Replace("\nsla:\n", $"\nsla:\n  {more}\n", StringComparison.Ordinal);
    }

    private static async Task<string> CommentAsync(Road road, Sandbox.SandboxIssue issue) =>
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body;
}
