using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>A section of a live file is in dry-run: what it would do is told, and nothing of it can be felt.</summary>
[TestClass]
public class SectionTrialTests
{
    [TestMethod]
    public void Whom_it_would_assign_is_told_and_nobody_is()
    {
        var story = With("assign").Opens("contributor", "Revenue tile shows nothing", Story.TemplateBug());

        story.Assignees.ShouldBeEmpty();
        story.Comment!.ShouldStartWith("Nobody has this yet.");
        Would(story).OfType<Effect.Assign>().ShouldHaveSingleItem().Person.ShouldBe(Live().Assigned());
        Would(story).OfType<Effect.PutComment>().ShouldHaveSingleItem().Body.ShouldContain("has this.");
        Would(story).OfType<Effect.AddLabel>().ShouldBeEmpty("labels are live and are told once");
        story.Labels.ShouldContain("sev/s2");
    }

    [TestMethod]
    public void A_promise_in_dry_run_is_not_made_but_its_lateness_is_told_when_it_would_be_late()
    {
        var story = With("sla").Opens("contributor", "Revenue tile shows nothing", Story.TemplateBug());
        story.Comment!.ShouldNotContain("You will hear from a person");
        story.State!.Clocks.ShouldBeEmpty();
        story.Alarms.ShouldNotBeEmpty("the dry run is woken");

        story.Waits("2026-11-04T12:00");

        story.Labels.ShouldNotContain("sla/late");
        story.Decided.Select(one => one.Effect).OfType<Effect.Would>().Select(would => would.What)
            .ShouldContain(new Effect.AddLabel("sla/late"));
        story.Decided.ShouldContain(one => one.Effect is Effect.Would && one.RuleId == "escalation");
        story.Comment!.ShouldNotContain("missed it");
    }

    [TestMethod]
    public void An_escalation_in_dry_run_takes_the_issue_from_nobody()
    {
        var story = With("escalate").Opens("contributor", "Revenue tile shows nothing", Story.TemplateBug());
        var holder = story.Assignees;
        story.Waits("2026-11-04T12:00");

        story.Assignees.ShouldBe(holder);
        story.Labels.ShouldContain("sla/late", Case.Sensitive, "the target is live");
        story.State!.HadIt.ShouldHaveSingleItem();
        var handedOn = story.Decided.Select(one => one.Effect).OfType<Effect.Would>().Select(would => would.What)
            .OfType<Effect.Assign>().Select(assign => assign.Person.Value).ToList();
        handedOn.ShouldNotBeEmpty();
        handedOn.ShouldNotContain(holder);
    }

    [TestMethod]
    public void Turns_of_a_dry_run_are_counted_by_themselves()
    {
        var story = With("assign");
        var people = new List<Login>();
        var onShift = Live().Assigned();
        for (var issue = 0; issue < 3; issue++)
        {
            (story.State, story.Issue) = (null, null!);
            story.Alarms.Clear();
            story.Opens(onShift.Value, "Revenue tile shows nothing", Story.TemplateBug());
            people.Add(story.State!.Trial!.Assignee!.Value);
        }

        story.Ledgers.Keys.ShouldBe(["triage in dry-run"]);
        people.Distinct().Count().ShouldBe(3, "turns are taken in the dry run as they would be");
        story.PutsOn("ana", "area/pipeline");
        story.Assignees.ShouldBeEmpty("an area's new owner is a matter of `assign`, too");
    }

    [TestMethod]
    public void What_becomes_live_or_loses_its_dry_run_leaves_nothing_behind()
    {
        var story = With("assign").Opens("contributor", "Revenue tile shows nothing", Story.TemplateBug());
        story.State!.Trial.ShouldNotBeNull().Assignee.ShouldNotBeNull();
        story.Policy = story.Policy with { Trial = null };
        story.Comments("ana", "Looking.");
        story.State!.Trial.ShouldBeNull();
        story.Assignees.ShouldBeEmpty();
    }

    [TestMethod]
    public void What_people_do_while_all_is_paused_is_known_to_the_dry_run_afterwards()
    {
        var story = With("sla").Opens("contributor", "Revenue tile shows nothing", Story.TemplateBug());
        var live = story.Policy;
        story.Policy = live with { Mode = Mode.Paused };
        story.PutsOn("ana", "area/publishing");
        story.Policy = live;
        story.Comments("passerby", "Me too.");
        story.State!.Trial!.Area.ShouldNotBeNull().Value.ShouldBe("publishing");
        story.State.Trial.Trial.ShouldBeNull();
    }

    [TestMethod]
    [DataRow("assign")]
    [DataRow("sla")]
    [DataRow("escalate")]
    public void In_any_life_of_an_issue_a_dry_run_changes_nothing_that_can_be_seen(string section) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(TriagePropertyTests.Lives(), life =>
        {
            var tried = With(section);
            var without = new Story(tried.Policy with { Trial = null });
            foreach (var story in (Story[])[tried, without])
            {
                story.Opens("contributor", "It does not work", TriagePropertyTests.Bodies[life[0].What % 9]);
                foreach (var (act, who, what) in life)
                    TriagePropertyTests.Act(story, act, TriagePropertyTests.People[who], what);
            }

            tried.Labels.ShouldBe(without.Labels);
            tried.Assignees.ShouldBe(without.Assignees);
            tried.Comment.ShouldBe(without.Comment);
            IssueStateJson.Write(tried.State! with { Trial = null }).ShouldBe(IssueStateJson.Write(without.State!));
            return true;
        }));

    private static Story With(string section)
    {
        var input = Examples.Read("dashboard-factory");
        var ops = input.Files.Single(file => file.Path == PolicyFiles.Ops);
        var text = ops.Text.Contains($"\n{section}:\n", StringComparison.Ordinal)
            ? ops.Text.Replace($"\n{section}:\n", $"\n{section}:\n  mode: dry-run\n", StringComparison.Ordinal)
            : $"{ops.Text}\n{section}: {{ mode: dry-run }}\n";
        return new Story(Examples.Policy(input with { Files = input.Files.Replace(ops, ops with { Text = text }) }));
    }

    private static Story Live() =>
        Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing", Story.TemplateBug());

    private static IEnumerable<Effect> Would(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.Would>().Select(would => would.What);
}

file static class Assignments
{
    public static Login Assigned(this Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.Assign>().Single().Person;
}
