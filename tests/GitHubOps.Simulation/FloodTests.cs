namespace GitHubOps.Simulation;

/// <summary>An import of ten thousand issues within an hour.</summary>
[TestClass]
public class FloodTests
{
    private const int Hour = 3600;
    private const int Issues = 10_000;

    [TestMethod]
    public void Ten_thousand_issues_in_an_hour_keep_GitHubs_pace_and_the_most_severe_does_not_wait()
    {
        using var flood = new Flood();
        var severe = new List<SandboxIssue>();
        var opened = 0;
        flood.Run(Hour, second =>
        {
            for (; opened < (long)Issues * (second + 1) / Hour; opened++) flood.Open("visitor", $"Imported {opened}");
            if (second is 60 or (Hour / 2)) severe.Add(flood.OpenSevere());
        });
        severe.Add(flood.OpenSevere());
        flood.Run(60);

        flood.GitHub.Ledger.PaceViolations.ShouldBeEmpty();
        var contents = flood.GitHub.Ledger.Requests.Where(request => request.Contents > 0).Select(request => request.At).ToList();
        contents.Count.ShouldBeInRange(ContentBudget.PerHourMax - ContentBudget.KeptForUrgent, ContentBudget.PerHourMax + 10);
        foreach (var issue in severe)
            (issue.Comments.Single().CreatedAt - issue.CreatedAt).ShouldBeLessThan(TimeSpan.FromSeconds(20), issue.ToString());

        // What is not written yet is decided, and its promises run from its opening.
        foreach (var issue in flood.GitHub.World.Repository(Town.Repo).Issues.Values.Where(issue => issue.Number % 100 == 0))
        {
            var state = flood.StateOf(issue);
            state.Clocks.ShouldNotBeEmpty();
            state.Clocks.ShouldAllBe(clock => clock.StartedAt == Instant.FromDateTimeOffset(issue.CreatedAt));
        }
    }
}
