namespace GitHubOps.Core.Tests;

/// <summary>What commands do on an issue, and to whom they say no.</summary>
[TestClass]
public class CommandStoryTests
{
    private static Story Opened() =>
        Story.In("dashboard-factory").Opens("contributor", "It stays empty", Story.TemplateBug())
            .At("2026-10-30T16:05");

    private static bool? Answer(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.React>().SingleOrDefault()?.Agrees;

    [TestMethod]
    public void A_triager_moves_it_to_another_area_whose_owner_gets_it()
    {
        var story = Opened().Comments("ben", "/area publishing");
        Answer(story).ShouldBe(true);
        story.Labels.ShouldContain("area/publishing");
        story.Labels.ShouldNotContain("area/dashboards");
        story.State!.Area.ShouldBe(new Chosen<string>("publishing", true, "command-area", "ben said so"));
        story.Policy.Areas.Single(area => area.Name == "publishing").Owners.ShouldContain(
            story.Issue.Assignees.ShouldHaveSingleItem());
    }

    [TestMethod]
    public void The_author_may_move_it_once()
    {
        var story = Opened().Comments("contributor", "/area publishing");
        Answer(story).ShouldBe(true);
        story.Comments("contributor", "/area pipeline");
        Answer(story).ShouldBe(false);
        story.Labels.ShouldContain("area/publishing");
        story.Comment!.ShouldContain("`/area pipeline`: the author may move it once, and has (contributor)");
    }

    [TestMethod]
    public void Who_may_not_is_told_who_may_and_nothing_changes()
    {
        var story = Opened();
        var (labels, comment) = (story.Labels, story.Comment!);
        story.Comments("visitor", "/sev s3\n/assign");
        Answer(story).ShouldBe(false);
        story.Labels.ShouldBe(labels);
        story.Comment!.ShouldStartWith(comment);
        story.Comment!.ShouldContain(
            "`/sev s3`: that is for whoever is on call, triagers, the owners of its area (visitor)");
    }

    [TestMethod]
    public void GitHubs_permission_counts_at_that_moment()
    {
        var story = Opened();
        story.SenderRole = RepoRole.Triage;
        Answer(story.Comments("visitor", "/sev s3 because it can wait")).ShouldBe(true);
        story.SenderRole = RepoRole.Read;
        Answer(story.Comments("visitor", "/sev s4 because it can wait")).ShouldBe(false);
        story.State!.Severity!.Value.ShouldBe(Severity.S3);
    }

    [TestMethod]
    public void Going_down_needs_a_reason_and_the_reason_is_shown_as_code()
    {
        var story = Opened();
        Answer(story.Comments("ben", "/sev s4")).ShouldBe(false);
        Answer(story.Comments("ben", "/sev s4 because @visitor said `so` #12")).ShouldBe(true);
        story.Comment!.ShouldContain("because ben said so: `@visitor said so #12`.");
        story.Labels.ShouldContain("sev/s4");
    }

    [TestMethod]
    public void A_command_takes_the_place_of_a_persons_label()
    {
        var story = Opened().PutsOn("chidi", "sev/s3").Comments("ben", "/sev s2");
        story.Labels.ShouldContain("sev/s2");
        story.Labels.ShouldNotContain("sev/s3");
        story.PutsOn("chidi", "sev/s3");
        story.State!.Severity!.Value.ShouldBe(Severity.S3, "the latest choice of a person counts");
        story.Labels.ShouldNotContain("sev/s2");
    }

    [TestMethod]
    public void An_outage_is_called_by_who_is_on_call_or_owns_the_area_alone()
    {
        var story = Opened();
        story.SenderRole = RepoRole.Write;
        Answer(story.Comments("visitor", "/sev s1 because all is down")).ShouldBe(false);
        var owner = story.Policy.Areas.Single(area => area.Name == "dashboards").Owners[0].Value;
        Answer(story.Comments(owner, "/sev s1 because all is down")).ShouldBe(true);
        story.State!.Severity!.Value.ShouldBe(Severity.S1);
    }

    [TestMethod]
    public void Accepting_keeps_the_promise_of_triage_and_gives_it_to_the_owner()
    {
        var story = Opened().Comments("ben", "/accept");
        Answer(story).ShouldBe(true);
        story.Clock(Metric.Triage).Outcome.ShouldBe(ClockOutcome.Met);
        story.Labels.ShouldContain("waiting/owner");
        story.Policy.Areas.Single(area => area.Name == "dashboards").Owners.ShouldContain(
            story.Issue.Assignees.ShouldHaveSingleItem());
        Answer(story.Comments("ben", "/accept")).ShouldBe(false);
    }

    [TestMethod]
    public void The_holes_of_a_blank_issue_are_filled_by_commands()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Hm", "Something.").Comments("ben",
            "/area dashboards\n/type bug\n/sev s3");
        story.State!.TriagedAt.ShouldNotBeNull();
        story.Labels.ShouldContain("waiting/owner");
    }

    [TestMethod]
    public void What_is_asked_for_stands_in_the_comment_as_plain_words_until_the_author_says_that_it_is_there()
    {
        var story = Opened().Comments("ben", "/ask version, www.example.com/@all");
        story.Comment!.ShouldContain("**version**, **www example com all**");
        story.Labels.ShouldContain("waiting/reporter");
        story.Clock(Metric.Fix).State.ShouldBe(ClockState.Paused);
        Answer(story.Comments("visitor", "/info")).ShouldBe(false);
        Answer(story.Comments("contributor", "/info")).ShouldBe(true);
        story.Labels.ShouldNotContain("waiting/reporter");
        story.Clock(Metric.Fix).State.ShouldBe(ClockState.Running);
    }

    [TestMethod]
    public void Who_is_named_gets_it_and_whom_a_rule_had_chosen_does_not_keep_it()
    {
        var story = Opened().Comments("ben", "/assign @dee");
        story.Assignees.ShouldBe("dee");
        story.State!.Assignee!.ByPerson.ShouldBeTrue();
        Answer(story.Comments("visitor", "/assign")).ShouldBe(false);
        Answer(story.Comments("ben", "/assign one two")).ShouldBe(false);
        Answer(story.Comments("ben", "/assign ../../x")).ShouldBe(false);
        story.Assignees.ShouldBe("dee");
    }

    [TestMethod]
    public void Whom_GitHub_does_not_assign_is_told_and_nobody_takes_their_place_unasked()
    {
        var story = Opened().Comments("ben", "/assign nobody-here").GitHubRefuses("nobody-here");
        story.State!.Assignee.ShouldBeNull();
        story.Assignees.ShouldBe("");
        story.Comment!.ShouldContain("GitHub did not assign `nobody-here`");
    }

    [TestMethod]
    public void Who_gives_it_up_leaves_it_empty_and_who_hands_it_back_gives_it_to_the_next()
    {
        var story = Opened();
        var first = story.Assignees;
        Answer(story.Comments(first, "/reroll because I broke it")).ShouldBe(true);
        story.Assignees.ShouldNotBe(first);
        story.Assignees.ShouldNotBeEmpty();
        Answer(story.Comments(first, "/reroll")).ShouldBe(false);
        var second = story.Assignees;
        Answer(story.Comments(second, "/unassign")).ShouldBe(true);
        story.Assignees.ShouldBe("");
        story.Waits("2026-11-20T12:00");
        story.State!.RemovedByPerson.ShouldContain(TakenAway.Assignee);
    }

    [TestMethod]
    public void Who_is_on_it_ends_the_promise_of_an_answer_and_its_steps()
    {
        var story = Opened();
        Answer(story.Comments(story.Assignees, "/ack")).ShouldBe(true);
        story.Clock(Metric.Respond).Outcome.ShouldBe(ClockOutcome.Met);
        story.Alarms.Keys.ShouldNotContain(key => key.Metric == Metric.Respond);
        Answer(story.Comments(story.Assignees, "/ack")).ShouldBe(false);
    }

    [TestMethod]
    public void After_a_wish_for_silence_only_that_is_answered()
    {
        var story = Opened().Comments("contributor", "/quiet");
        story.Writes.ShouldBe([new Effect.React(story.State!.CommandsRun[0].Comment, "IC", true)]);
        story.PutsOn("ben", "area/publishing");
        story.Writes.ShouldBeEmpty();
    }

    [TestMethod]
    public void Reasons_are_shown_to_everybody_and_follow_what_changes()
    {
        var story = Opened().Comments("visitor", "/why");
        Answer(story).ShouldBe(true);
        story.Comment!.ShouldContain("<details><summary>Why</summary>");
        story.Comment!.ShouldContain("- area `dashboards`: *Area* says \"dashboards\" (`area-from-form`)");
        story.Comments("ben", "/area publishing");
        story.Comment!.ShouldContain("- area `publishing`: ben said so (`command-area`)");
    }

    [TestMethod]
    public void Help_lists_what_whoever_asks_may_do()
    {
        var story = Opened().Comments("visitor", "/help");
        story.Comment!.ShouldContain("visitor may use `/help` · `/why` · ");
        story.Comment!.ShouldNotContain("`/type NAME`");
        story.Comments("ben", "/help");
        story.Comment!.ShouldContain("ben may use `/help` · `/why` · `/area NAME` · `/type NAME`");
    }

    [TestMethod]
    public void A_word_that_nobody_knows_is_passed_over_unless_a_triager_wrote_it()
    {
        var story = Opened().Comments("visitor", "/lgtm");
        story.Last.ShouldBeEmpty();
        story.Comments("ben", "/acept");
        Answer(story).ShouldBe(false);
        story.Comment!.ShouldContain("`/acept`: nobody knows that command; is `/accept` meant? (ben)");
        Answer(story.Comments("visitor", "/parent 12")).ShouldBe(false);
        story.Comment!.ShouldContain("`/parent 12`: it is not available yet (visitor)");
        Answer(story.Comments("ben", "/transfer ide-extension")).ShouldBe(false);
        story.Comment!.ShouldContain("`/transfer ide-extension`: GitHub lets people alone move issues, no App");
    }

    [TestMethod]
    public void News_of_a_comment_that_come_twice_run_nothing_twice()
    {
        var story = Opened();
        var comment = story.Commented("ben", "/area publishing", story.Now);
        story.Decide(comment);
        story.PutsOn("ben", "area/pipeline");
        story.Decide(comment);
        story.Labels.ShouldContain("area/pipeline");
        story.Decide(
            new CommentEdited(comment.Comment with { Body = "/area publishing\n/type bug" }, "/area publishing")
            {
                Delivery = new DeliveryId("edit"), Sender = comment.Sender, OccurredAt = story.Now, Repo = story.Repo,
                Issue = story.Issue,
            });
        story.Labels.ShouldContain("area/pipeline");
        story.State!.Type!.RuleId.ShouldBe("command-type");
    }

    [TestMethod]
    public void Who_edits_the_comment_of_somebody_else_says_nothing()
    {
        var story = Opened();
        var comment = story.Commented("visitor", "hello", story.Now);
        story.Decide(new CommentEdited(comment.Comment with { Body = "/type bug" }, "hello")
        {
            Delivery = new DeliveryId("edit"), Sender = Story.Person("ben"), OccurredAt = story.Now, Repo = story.Repo,
            Issue = story.Issue,
        });
        story.Last.ShouldBeEmpty();
    }

    [TestMethod]
    public void A_command_that_comes_late_does_not_undo_what_a_person_has_chosen_since()
    {
        var story = Opened();
        var late = story.Commented("ben", "/area pipeline\n/unassign", story.Now);
        story.PutsOn("chidi", "area/publishing").Assigns("chidi", "dee");
        story.Decide(late);
        Answer(story).ShouldBe(false);
        story.Labels.ShouldContain("area/publishing");
        story.Assignees.ShouldContain("dee");
        story.Comment!.ShouldContain("`/area pipeline`: somebody has chosen otherwise since it was written");
    }

    [TestMethod]
    public void On_a_closed_issue_nothing_is_moved()
    {
        var story = Opened().Closes("ben").Comments("ben", "/area publishing");
        Answer(story).ShouldBe(false);
        Answer(story.Comments("visitor", "/why")).ShouldBe(true);
    }
}
