namespace GitHubOps.Simulation;

/// <summary>
/// An import at ten thousand issues an hour: some minutes of it, or as many issues as <c>GITHUBOPS_FLOOD</c> says.
/// </summary>
[TestClass]
public class FloodTests
{
    private const int IssuesPerHour = 10_000;
    private const int IssuesByDefault = 1_500;

    [TestMethod]
    public void A_flood_keeps_GitHubs_pace_and_the_most_severe_does_not_wait()
    {
        var issues = int.TryParse(Environment.GetEnvironmentVariable("GITHUBOPS_FLOOD"), out var asked)
            ? asked : IssuesByDefault;
        var seconds = (int)(issues * 3600L / IssuesPerHour);
        using var flood = new Flood();
        var severe = new List<SandboxIssue>();
        var opened = 0;
        flood.Run(seconds, second =>
        {
            for (; opened < (long)issues * (second + 1) / seconds; opened++)
                flood.Open("visitor", $"Imported {opened}");
            if (second == 60 || second == seconds / 2) severe.Add(flood.OpenSevere());
        });
        severe.Add(flood.OpenSevere());
        flood.Run(60);

        flood.GitHub.Ledger.PaceViolations.ShouldBeEmpty();
        var contents = flood.GitHub.Ledger.Requests.Where(request => request.Contents > 0).Select(request => request.At)
            .ToList();
        contents.Count.ShouldBeInRange(ContentBudget.PerHourMax - ContentBudget.KeptForUrgent,
            ContentBudget.PerHourMax + 10);
        foreach (var issue in severe)
            (issue.Comments.Single().CreatedAt - issue.CreatedAt).ShouldBeLessThan(TimeSpan.FromSeconds(20),
                issue.ToString());

        // What is not written yet is decided, and its promises run from its opening.
        foreach (var issue in flood.GitHub.World.Repository(Town.Repo).Issues.Values.Where(
            issue => issue.Number % 100 == 0))
        {
            var state = flood.StateOf(issue);
            state.Clocks.ShouldNotBeEmpty();
            state.Clocks.ShouldAllBe(clock => clock.StartedAt == Instant.FromDateTimeOffset(issue.CreatedAt));
        }
    }
}
