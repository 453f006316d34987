using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>
/// What people do is final, what they are asked for is asked once, and who is on it wakes nobody else.
/// </summary>
[TestClass]
public class ChoiceRoadTests
{
    private const string Extension = "acme/ide-extension";

    private static readonly Duration AMinute = Duration.FromMinutes(1);

    [TestMethod]
    public async Task An_area_that_a_person_chose_brings_its_owner_and_no_later_run_changes_it_back()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        issue.LabelNames.ShouldContain("area/publishing");
        var before = issue.AssigneeLogins.ToList();
        await road.GitHub.As("ana").AddLabelAsync(issue, "area/pipeline");
        await road.RunAsync(AMinute);
        issue.LabelNames.Where(name => name.StartsWith("area/", StringComparison.Ordinal)).ShouldBe(["area/pipeline"]);
        var owner = issue.AssigneeLogins.ShouldHaveSingleItem();
        await road.GitHub.As("contributor").EditIssueAsync(issue, "The weekly template",
            "### Area\n\npublishing\n\nIn publish/gallery.py and the review queue.");
        await road.RunAsync(Duration.FromHours(26));
        issue.LabelNames.Where(name => name.StartsWith("area/", StringComparison.Ordinal)).ShouldBe(["area/pipeline"]);
        before.Count.ShouldBe(1);
        owner.ShouldNotBeNullOrEmpty();
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task What_is_missing_is_asked_for_and_the_clock_stands_still_until_it_is_there(bool byEdit)
    {
        await using var road = await Road.BeginAsync();
        var answers = new Dictionary<string, string>
        {
            ["area"] = "preview", ["impact"] = "Something does not work, but I can go on",
            ["what-happened"] = "It stays empty.",
        };
        var issue = await road.GitHub.As("contributor").OpenFormAsync(Extension, "bug.yml", "It stays empty", answers);
        await road.RunAsync(AMinute);
        issue.LabelNames.ShouldContain("waiting/reporter");
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body
            .ShouldContain("Three things are missing before we can look: **extension version**, **host**, **logs**.");
        await road.RunAsync(Duration.FromDays(5));
        issue.LabelNames.ShouldNotContain("sla/late", "the clock stood still");
        var contributor = road.GitHub.As("contributor");
        if (byEdit)
            await contributor.EditIssueAsync(issue,
                body: issue.Body!.Replace("### Extension version\n\n_No response_", "### Extension version\n\n1.4.2",
                    StringComparison.Ordinal)
                .Replace("### Host\n\n_No response_", "### Host\n\nCursor", StringComparison.Ordinal)
                .Replace("### Logs\n\n_No response_", "### Logs\n\n```shell\nit crashed\n```",
                    StringComparison.Ordinal));
        else await contributor.CommentAsync(issue, "Version 1.4.2, in Cursor; the logs say that it crashed.");
        await road.RunAsync(AMinute);
        issue.LabelNames.ShouldNotContain("waiting/reporter");
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body.ShouldContain(
            "You will hear from a person by");
        await road.RunAsync(Duration.FromDays(7));
        issue.LabelNames.ShouldContain("sla/late", "it runs again");
    }

    [TestMethod]
    public async Task Who_is_on_it_is_relieved_of_every_further_step_of_the_answer()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        var has = issue.AssigneeLogins.ShouldHaveSingleItem();
        await road.GitHub.As(has).CommentAsync(issue, "/ack");
        await road.RunAsync(Duration.FromHours(5));
        issue.AssigneeLogins.ShouldBe([has]);
        issue.LabelNames.ShouldNotContain("sla/late");
        (await road.Store.JournalAsync(new IssueId(issue.Id))).ShouldNotContain(row => row.Rule == "escalation" &&
            row.Because.Contains("answer", StringComparison.Ordinal));
    }
}
