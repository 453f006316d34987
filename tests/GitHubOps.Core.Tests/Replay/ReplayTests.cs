using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>A maintainer asks what another operating model would have done with what happened.</summary>
[TestClass]
public class ReplayTests
{
    private static readonly PolicyInput Factory = Examples.Read("dashboard-factory");

    [TestMethod]
    public void The_policy_that_was_in_force_decides_again_what_it_decided_then()
    {
        var story = Story.In("dashboard-factory");
        story.At("2026-10-30T10:00").Opens("contributor", "The template stays empty", Story.TemplateBug())
            .PutsOn("ana", "area/publishing")
            .Waits("2026-11-02T11:00")
            .Comments("ben", "We are looking.")
            .PutsOn("ana", "sev/s1")
            .Waits("2026-11-06T11:00")
            .Assigns("ana", "dee")
            .Closes("dee")
            .Reopens("contributor")
            .Waits("2026-11-20T11:00");
        var history = new ReplayHistory
        {
            Events = [.. story.Happened.Where(one => one is not AlarmRang)],
            Bot = Story.Bot,
            End = story.Now,
            Settle = Duration.Zero,
        };
        var issue = Replay.Run(history, [new ReplayPolicy(story.Policy, null)]).Issues.ShouldHaveSingleItem();
        issue.Steps.Select(step => step.Decision).ShouldBe(story.Decided);
        IssueStateJson.Write(issue.State! with { Seen = story.State!.Seen })
            .ShouldBe(IssueStateJson.Write(story.State!));
    }

    [TestMethod]
    public void An_alarm_rings_between_two_events_at_its_time()
    {
        var past = new Past().Opens(1, "2026-11-02T10:00", "contributor", "It stays empty", Story.TemplateBug())
            .Closes(1, "2026-11-12T10:00", "ana");
        var run = Run(past, "2026-11-12T12:00", Factory);
        var steps = run.Issues.Single().Steps;
        var late = steps.First(step => step.Decision.Effect is Effect.AddLabel { Label: "sla/late" });
        late.At.ShouldBe(Story.Time("2026-11-02T14:00", Story.West) + Duration.FromSeconds(1),
            "the first instant that is more than four business hours after ten");
        steps.Select(step => step.At).ShouldBeInOrder();
        run.Alarms.ShouldBeGreaterThan(2);
        run.Issues.Single().Missed.ShouldBeGreaterThan(0);
    }

    [TestMethod]
    public void Time_passes_until_the_end_and_no_further()
    {
        var past = new Past().Opens(1, "2026-11-02T10:00", "contributor", "It stays empty", Story.TemplateBug());
        Run(past, "2026-11-02T14:00", Factory).Missed.ShouldBe(0);
        Run(past, "2026-11-02T14:01", Factory).Missed.ShouldBe(1);
    }

    [TestMethod]
    public void Turns_and_open_issues_are_shared_over_the_issues()
    {
        var past = new Past();
        for (var number = 1; number <= 8; number++)
            past.Opens(number, $"2026-11-02T10:{number:00}", "contributor", "It stays empty", Story.TemplateBug());
        var run = Run(past, "2026-11-02T12:00", Factory);
        run.Loads.Max(load => load.MostAtOnce).ShouldBe(6, "at_most: 6 of the triage rotation");
        run.Loads.Sum(load => load.Given).ShouldBe(8);
        run.Issues.Select(issue => issue.Last(ReplayAspect.Assignee)).Distinct().Count().ShouldBeGreaterThan(1);
    }

    [TestMethod]
    public void What_our_App_really_did_then_is_not_there()
    {
        var past =
            new Past().Opens(1, "2026-11-02T10:00", "contributor", "A wish", "about the renderer and its fixture")
            .PutsOn(1, "2026-11-02T10:01", Story.Bot.Login.Value, "area/docs-of-then")
            .Assigns(1, "2026-11-02T10:01", Story.Bot.Login.Value, "mei");
        var issue = Run(past, "2026-11-02T10:30", Factory).Issues.Single();
        issue.State!.Seen.Labels.ShouldNotContain("area/docs-of-then");
        issue.State.Seen.Assignees.ShouldNotContain(new Login("mei"));
        issue.State.Seen.Assignees.Length.ShouldBe(1);
    }

    [TestMethod]
    public void Who_takes_off_what_only_our_App_of_then_had_put_on_says_nothing_about_this_policy()
    {
        var past =
            new Past().Opens(1, "2026-11-02T10:00", "contributor", "A wish", "about the renderer and its fixture")
            .PutsOn(1, "2026-11-02T10:01", Story.Bot.Login.Value, "area/dashboards")
            .TakesOff(1, "2026-11-02T10:05", "ana", "area/dashboards");
        var state = Run(past, "2026-11-02T10:30", Factory).Issues.Single().State!;
        state.Area!.Value.ShouldBe("pipeline");
        state.RemovedByPerson.ShouldBeEmpty();
    }

    [TestMethod]
    public void A_persons_choice_stays_in_the_replay_too()
    {
        var past = new Past().Opens(1, "2026-11-02T10:00", "contributor", "It stays empty", Story.TemplateBug())
            .PutsOn(1, "2026-11-02T10:05", "ana", "sev/s4")
            .Assigns(1, "2026-11-02T10:06", "ana", "chidi");
        var state = Run(past, "2026-11-20T10:00", Factory).Issues.Single().State!;
        state.Severity!.Value.ShouldBe(Severity.S4);
        state.Assignee!.Value.ShouldBe(new Login("chidi"));
    }

    [TestMethod]
    public void An_issue_that_was_opened_before_the_history_is_left_out_and_counted()
    {
        var past = new Past().Opens(1, "2026-11-02T10:00", "contributor", "Old", "")
            .Comments(1, "2026-11-03T10:00", "ben", "yes");
        past.Events.RemoveAt(0);
        var run = Run(past, "2026-11-04T10:00", Factory);
        run.Issues.ShouldBeEmpty();
        run.LeftOut.ShouldBe(1);
    }

    [TestMethod]
    public void The_same_facts_give_the_same_answer_in_whatever_order_they_come()
    {
        var past = Weeks();
        var one = Run(past, "2026-12-20T10:00", Factory);
        past.Events.Reverse();
        var other = Run(past, "2026-12-20T10:00", Factory);
        other.Issues.Select(issue => issue.Steps.ToList()).ShouldBe(one.Issues.Select(issue => issue.Steps.ToList()));
        other.Loads.ShouldBe(one.Loads);
    }

    [TestMethod]
    public void A_difference_names_the_rule_and_the_line_on_both_sides()
    {
        var past = new Past().Opens(1, "2026-11-02T10:00", "contributor", "It stays empty", Story.TemplateBug())
            .Opens(2, "2026-11-02T10:10", "contributor", "The tile is green", "and should not be");
        var changed = Changed("  - s2: { impact: Template does not load }\n",
            "  - s1: { label: outage }\n  - s3: { impact: Template does not load }\n");
        var change = Compare(past, "2026-11-02T12:00", changed).Changes.ShouldHaveSingleItem();
        change.Ref.Number.ShouldBe(1);
        var (before, after) = change.Aspects.Single(one => one.Aspect == ReplayAspect.Severity).Parting;
        before!.Value.ShouldBe("s2");
        before.RuleId.ShouldBe("severity-rules");
        LineOf(Factory, before.Origin).ShouldContain("s2: { impact: Template does not load }");
        after!.Value.ShouldBe("s3");
        LineOf(changed, after.Origin).ShouldContain("s3: { impact: Template does not load }");
        change.Aspects.ShouldContain(one => one.Aspect == ReplayAspect.Respond, "another severity is another target");
    }

    [TestMethod]
    public void Each_value_names_its_line()
    {
        var past = new Past().Opens(1, "2026-11-02T10:00", "contributor", "It stays empty", Story.TemplateBug())
            .Opens(2, "2026-11-02T10:10", "contributor", "The chart is green", "and should not be");
        var run = Run(past, "2026-11-30T12:00", Factory);
        Lines(run.Issues[0], ReplayAspect.Area).ShouldBe(["dashboards:  { paths"]);
        Lines(run.Issues[1], ReplayAspect.Area).ShouldBe(["dashboards:  { paths"]);
        Lines(run.Issues[0], ReplayAspect.Type).ShouldBe(["template-bug.yml: { type: bug }"]);
        Lines(run.Issues[1], ReplayAspect.Type).ShouldBe(["blank: { type: unsorted }"]);
        Lines(run.Issues[0], ReplayAspect.Assignee).ShouldBe(
            ["new: triage", "100%: assign backup", "150%: assign area lead"], ignoreOrder: false);
        run.Issues[0].Of(ReplayAspect.Respond).Single().Origin!.Value.File.ShouldBe("acme/.github/ops/org.yml");

        IEnumerable<string> Lines(ReplayedIssue issue, ReplayAspect aspect) =>
            issue.Of(aspect).Select(value => LineOf(Factory, value.Origin).Trim()).Select(line =>
                line[..Math.Min(line.Length,
                    line.IndexOf("  #", StringComparison.Ordinal) is > 0 and var at ? at : line.Length)]
                    .TrimEnd())
                    .Select(line => line.StartsWith("dashboards", StringComparison.Ordinal) ? line[..20] : line);
    }

    [TestMethod]
    public void Agreement_is_measured_against_what_people_chose_in_the_end()
    {
        var past = new Past()
            .Opens(1, "2026-11-02T10:00", "contributor", "It stays empty", Story.TemplateBug())
            .PutsOn(1, "2026-11-02T10:20", "ana", "sev/s3")
            .Opens(2, "2026-11-02T11:00", "contributor", "It stays empty", Story.TemplateBug())
            .PutsOn(2, "2026-11-02T11:20", "ana", "sev/s2")
            .PutsOn(2, "2026-11-02T11:30", "ana", "area/pipeline")
            .Opens(3, "2026-11-02T12:00", "contributor", "Nobody looked", "at it");
        var changed = Changed("- s2: { impact: Template does not load }", "- s3: { impact: Template does not load }");
        var comparison = Compare(past, "2026-11-02T13:00", changed);
        comparison.Agreement(comparison.Before!, ReplayAspect.Severity).ShouldBe(new ReplayAgreement(1, 2));
        comparison.Agreement(comparison.After, ReplayAspect.Severity).ShouldBe(new ReplayAgreement(1, 2));
        comparison.Agreement(comparison.After, ReplayAspect.Area).ShouldBe(new ReplayAgreement(0, 1));
        comparison.OpenChanged.ShouldBe(2);
    }

    [TestMethod]
    public void The_same_policy_changes_nothing()
    {
        var comparison = Compare(Weeks(), "2026-12-20T10:00", Factory);
        comparison.Changes.ShouldBeEmpty();
        comparison.Before!.Missed.ShouldBe(comparison.After.Missed);
    }

    [TestMethod]
    public void The_bot_of_then_is_known_by_the_comments_it_wrote()
    {
        var mark = CommentMarker.Render(new byte[32], Past.Repo.Id, 1, new CommentFacts(null, "running", []), "Hello");
        var past = new Past().Opens(1, "2026-11-02T10:00", "contributor", "Old", "")
            .Comments(1, "2026-11-02T10:01", "contributor", mark)
            .Comments(1, "2026-11-02T10:02", "ops[bot]", mark);
        ReplayHistory.FindBot(past.Events).Login.Value.ShouldBe("ops[bot]");
        ReplayHistory.FindBot([]).ShouldBe(ReplayHistory.NoBot);
    }

    private static Past Weeks()
    {
        var past = new Past();
        for (var day = 2; day < 30; day++)
        {
            past.Opens(day, $"2026-11-{day:00}T10:00", "contributor", $"Template {day}", Story.TemplateBug());
            if (day % 3 == 0) past.Comments(day, $"2026-11-{day:00}T12:00", "ben", "We are looking.");
            if (day % 4 == 0) past.PutsOn(day, $"2026-11-{day:00}T13:00", "ana", "area/pipeline");
            if (day % 2 == 0) past.Closes(day, $"2026-12-{day / 2:00}T12:00", "dee");
        }

        return past;
    }

    private static ReplayRun Run(Past past, string end, PolicyInput input)
    {
        var policy = Read(input);
        return Replay.Run(past.Until(end, policy.Policy), [policy]);
    }

    private static ReplayComparison Compare(Past past, string end, PolicyInput changed)
    {
        var (before, after) = (Read(Factory), Read(changed));
        var history = past.Until(end, after.Policy, before.Policy);
        return ReplayComparison.Of(Replay.Run(history, [before]), Replay.Run(history, [after]),
            PeoplesChoice.All(history, [after.Policy, before.Policy]));
    }

    private static ReplayPolicy Read(PolicyInput input)
    {
        var (policy, problems) = ReplayPolicy.Read(input);
        return policy.ShouldNotBeNull(string.Join('\n', problems));
    }

    private static PolicyInput Changed(string old, string now)
    {
        var ops = Factory.Files.Single(file => file.Path == PolicyFiles.Ops);
        ops.Text.ShouldContain(old);
        var text = ops.Text.Replace(old, now, StringComparison.Ordinal);
        return Factory with { Files = Factory.Files.Replace(ops, ops with { Text = text }) };
    }

    private static string LineOf(PolicyInput input, Place? place)
    {
        var at = place.ShouldNotBeNull();
        var file = input.Files.FirstOrDefault(one => one.Path == at.File) ??
            input.OrgFiles.First(one => at.File == $"acme/.github/{one.Path}");
        return file.Text.Split('\n')[at.Line - 1];
    }
}
