using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Whoever has the store can say of everything on an issue where it comes from.</summary>
[TestClass]
public class WhyRoadTests
{
    [TestMethod]
    public async Task Every_label_the_assignee_and_each_time_say_whence_they_come()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        await road.GitHub.As("ben").CommentAsync(issue, "/sev s3 because it can wait");
        await road.GitHub.As("chidi").AddLabelAsync(issue, "type/feature");
        await road.RunAsync(Duration.FromMinutes(1));
        var known = SqliteProvenance.Read(road.DatabasePath,
            new IssueRef(new RepoName("ACME", "dashboard-factory"), issue.Number))!;
        var facts = Provenance.Tell(known.State, known.Journal, known.Files, PolicyReader.Read(known.Files!).Policy);

        var area = facts.Single(fact => fact.What == "label area/publishing");
        (area.ByPerson, area.Rule).ShouldBe((false, "area-from-form"));
        area.Place!.Value.ToString().ShouldStartWith(".github/ops.yml:");
        area.Told!.Happened.ShouldBe("issues");
        area.Told.Revision.ShouldNotBeEmpty();
        facts.Single(fact => fact.What == "label sev/s3").ShouldSatisfyAllConditions(
            fact => fact.ByPerson.ShouldBeTrue(), fact => fact.Rule.ShouldBe("command-sev"),
            fact => fact.Because.ShouldContain("ben said so"), fact => fact.Told!.Happened.ShouldBe("issue_comment"));
        facts.Single(fact => fact.What == "label type/feature").ShouldSatisfyAllConditions(
            fact => fact.ByPerson.ShouldBeTrue(), fact => fact.Rule.ShouldBe("person"),
            fact => fact.Told.ShouldBeNull());
        facts.ShouldContain(
            fact => fact.What.StartsWith("assignee ", StringComparison.Ordinal) && fact.Rule == "assign-new"
                && fact.Place != null);
        facts.ShouldContain(fact => fact.What.StartsWith("respond ", StringComparison.Ordinal) && fact.Place != null);

        // Nothing that GitHub shows is left out.
        foreach (var label in issue.LabelNames) facts.ShouldContain(fact => fact.What == $"label {label}");
        foreach (var person in issue.AssigneeLogins) facts.ShouldContain(fact => fact.What == $"assignee {person}");
    }

    [TestMethod]
    public async Task Of_what_is_not_known_nothing_is_said()
    {
        await using var road = await Road.BeginAsync();
        SqliteProvenance.Read(road.DatabasePath, new IssueRef(new RepoName("acme", "dashboard-factory"), 4711))
            .ShouldBeNull();
        Should.Throw<IOException>(
            () => SqliteProvenance.Read(road.DatabasePath + ".none", new IssueRef(new RepoName("a", "b"), 1)));
    }
}
