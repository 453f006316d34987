using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>What the service decided is decided again by a replay of the deliveries that it stored.</summary>
[TestClass]
public class ReplayRoadTests
{
    [TestMethod]
    public async Task The_policy_in_force_replayed_over_the_stored_deliveries_decides_exactly_what_the_service_decided()
    {
        await using var road = await Road.BeginAsync();
        var github = road.GitHub;
        var late = await road.OpenFormAsync("Nobody answers this one");
        await road.RunAsync(Duration.FromMinutes(2));
        var answered = await road.OpenFormAsync("This one is answered", "Something looks wrong, but I can work");
        await road.RunAsync(Duration.FromHours(1));
        await github.As("ben").CommentAsync(answered, "We are looking.");
        await github.As("ana").AddLabelAsync(answered, "sev/s1");
        await road.RunAsync(Duration.FromMinutes(2));
        var blank = await github.As("contributor").OpenIssueAsync(Road.Repo, "The chart has no legend", "Of what?");
        await road.RunAsync(Duration.FromHours(3));
        await github.As("dee").AddLabelAsync(blank, "area/pipeline");
        await road.RunAsync(Duration.FromDays(1));
        await github.As("ana").CloseAsync(answered);
        await road.RunAsync(Duration.FromHours(1));

        var policy = ReplayPolicy.Read(Factory()).Policy.ShouldNotBeNull();
        IssueEvent[] events = [.. SqliteHistory.Read(road.DatabasePath).SelectMany(part => part.Events)];
        var history = new ReplayHistory
        {
            Events = [.. events],
            Bot = ReplayHistory.FindBot(events),
            End = road.Now,
            Writers = ReplayHistory.WritersOf([policy.Policy]),
        };
        history.Bot.Login.Value.ShouldBe(github.App.Bot.Login);
        var run = Replay.Run(history, [policy]);
        run.Issues.Length.ShouldBe(3);
        run.Alarms.ShouldBeGreaterThan(3);
        foreach (var (replayed, id) in run.Issues.Zip((long[])[late.Id, answered.Id, blank.Id]))
        {
            // Decision by decision: what, by which rule, and why.
            var journal = await road.Store.JournalAsync(new IssueId(id));
            var decided = journal.Select(row => $"{row.Rule}: {row.Because}: {row.Effect}").ToList();
            replayed.Steps.Select(step => step.Decision)
                .Select(one => $"{one.RuleId}: {one.Because}: {EffectJson.Write([one.Effect])}").ShouldBe(decided);
        }
    }

    private static PolicyInput Factory() => new(
        new RepoName("acme", "dashboard-factory"), "replayed", Files("dashboard-factory", PolicyFiles.IsWanted),
        Files(".github", PolicyFiles.IsWantedOfOrg));

    private static ImmutableArray<RepoFile> Files(string name, Func<string, bool> isWanted) =>
    [
        .. Road.Seed().Repositories.Single(repo => repo.Name == name).Files.Where(file => isWanted(file.Key))
            .Select(file => new RepoFile(file.Key, file.Value)),
    ];
}
