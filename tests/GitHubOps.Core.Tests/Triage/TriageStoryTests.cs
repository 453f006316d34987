namespace GitHubOps.Core.Tests;

/// <summary>The situations that the product is for, in the example repositories.</summary>
[TestClass]
public class TriageStoryTests
{
    [TestMethod]
    public void A_template_bug_with_its_area_answered_has_everything_at_once()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        story.Labels.ShouldBe("area/dashboards sev/s2 type/bug waiting/triage");
        story.Assignees.ShouldBe("ana");
        story.CommentFacts!.DueAt.ShouldBe(Story.Time("2026-11-02T12:00", Story.West));
        story.CommentFacts.State.ShouldBe("running");
        story.CommentFacts.DecidedBy.ShouldBe(["area-from-form", "type-from-intake", "severity-rules", "assign-new"]);
        story.Writes.OfType<Effect.PutComment>().Count().ShouldBe(1);
        story.Clock(Metric.Route).State.ShouldBe(ClockState.Met);
    }

    [TestMethod]
    public void A_blank_issue_without_a_sure_rule_is_unknown_and_the_route_promise_runs()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "It does not work", "Help, please.");
        story.Labels.ShouldBe("area/unknown sev/s4 type/unsorted waiting/triage");
        story.Assignees.ShouldBe("ana");
        story.Comment!.ShouldContain("Its area is not known yet.");
        story.Clock(Metric.Route).State.ShouldBe(ClockState.Running);
        story.PutsOn("ben", "area/pipeline").Clock(Metric.Route).State.ShouldBe(ClockState.Met);
    }

    [TestMethod]
    public void Whoever_is_away_full_or_the_author_is_passed_over_with_the_reason()
    {
        var story = Story.In("dashboard-factory");
        story.Away.Add(new Login("ana"));
        story.Load[new Login("ben")] = 6;
        story.Opens("chidi", "Revenue tile shows nothing", Story.TemplateBug());
        story.Assignees.ShouldBe("dee");
        story.State!.Assignee!.Because.ShouldContain("ana is away");
        story.State.Assignee.Because.ShouldContain("ben has 6 open issues, at most 6");
        story.State.Assignee.Because.ShouldContain("chidi opened it");
        story.Ledgers["triage"].TakenBy(new Login("dee")).ShouldBe(1);
    }

    [TestMethod]
    public void When_nobody_of_the_rotation_is_left_the_area_lead_gets_it_then_the_owners_of_unknown()
    {
        var story = Story.In("ide-extension");
        foreach (var one in (string[])["ivo", "jun", "kat", "lea"]) story.Load[new Login(one)] = 8;
        story.Opens("contributor", "It flickers", Bug("preview", "It only looks wrong"));
        story.Assignees.ShouldBe(story.Policy.Areas.Single(area => area.Name == "preview").Lead!.Value.ToString());

        var unknown = Story.In("ide-extension");
        foreach (var one in (string[])["ivo", "jun", "kat", "lea"]) unknown.Load[new Login(one)] = 8;
        unknown.Opens("contributor", "It flickers", "Somewhere.");
        unknown.Policy.UnknownOwners.ShouldContain(new Login(unknown.Assignees));
    }

    [TestMethod]
    public void When_nobody_at_all_can_get_it_the_gap_is_said()
    {
        var story = Story.In("dashboard-factory");
        foreach (var one in (string[])["ana", "ben", "chidi", "dee"]) story.Unassignable.Add(new Login(one));
        story.Opens("contributor", "Revenue tile shows nothing", Story.TemplateBug());
        story.Assignees.ShouldBe("");
        story.Comment!.ShouldStartWith("Nobody has this yet. You will hear from a person by");
        story.Last.ShouldContain(
            one => one.Effect is Effect.LeaveAlone
                && one.Because.StartsWith("nobody can be assigned (ana cannot be assigned here"));
    }

    [TestMethod]
    public void A_persons_area_replaces_ours_its_owner_gets_it_and_nothing_changes_it_back()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        story.PutsOn("ben", "area/publishing");
        story.Labels.ShouldBe("area/publishing sev/s2 type/bug waiting/triage");
        story.Policy.Areas.Single(area => area.Name == "publishing").Owners.ShouldContain(new Login(story.Assignees));
        var owner = story.Assignees;
        story.Edits("contributor", Story.TemplateBug("quickstarts"));
        story.Labels.ShouldBe("area/publishing sev/s2 type/bug waiting/triage");
        story.Assignees.ShouldBe(owner);
    }

    [TestMethod]
    [DataRow("2026-10-30T16:00", "2026-11-02T12:00", "a change of the clocks lies in between")]
    [DataRow("2026-10-23T16:00", "2026-10-26T12:00", "an ordinary weekend")]
    [DataRow("2026-05-22T16:00", "2026-05-26T12:00", "Monday is Memorial Day")]
    public void Four_business_hours_from_Friday_four_end_on_the_next_open_day_at_noon(
        string opened, string due, string why)
    {
        var story = Story.In("dashboard-factory").At(opened).Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        story.CommentFacts!.DueAt.ShouldBe(Story.Time(due, Story.West), why);
        story.Comment!.ShouldContain("12:00 (Los Angeles)**");
    }

    [TestMethod]
    public void A_bug_without_version_host_and_logs_waits_for_its_reporter_until_they_are_there()
    {
        var story = Story.In("ide-extension").At("2026-11-03T09:00", "Europe/Vienna")
            .Opens("contributor", "Panel stays empty", Bug("preview", "Something does not work, but I can go on"));
        story.Labels.ShouldBe("area/preview sev/s3 type/bug waiting/reporter");
        story.Comment!.ShouldStartWith(
            "Three things are missing before we can look: **extension version**, **host**, **logs**.\n");
        story.State!.Clocks.Where(clock => !clock.IsOver).ShouldAllBe(clock => clock.State == ClockState.Paused);
        story.Alarms.ShouldBeEmpty();

        story.At("2026-11-03T11:00", "Europe/Vienna")
            .Edits("contributor", Bug("preview", "Something does not work, but I can go on", version: "1.4.2"));
        story.Labels.ShouldContain("waiting/reporter");
        story.Comment!.ShouldStartWith("Two things are missing before we can look: **host**, **logs**.");

        story.At("2026-11-03T13:00", "Europe/Vienna").Comments("contributor", "VS Code, and there are no logs.");
        story.Labels.ShouldBe("area/preview sev/s3 type/bug waiting/triage");
        story.Clock(Metric.Respond).State.ShouldBe(ClockState.Running);
        story.Alarms.ShouldNotBeEmpty();
        story.CommentFacts!.State.ShouldBe("running");
    }

    [TestMethod]
    public void Neither_others_nor_bots_nor_words_from_before_end_the_waiting_for_the_reporter()
    {
        var story = Story.In("ide-extension").Opens("contributor", "Panel stays empty",
            Bug("preview", "It only looks wrong"));
        story.Comments("passerby", "Same here, 1.4.2 in Cursor.").Labels.ShouldContain("waiting/reporter");
        story.Comments("helper[bot]", "1.4.2").Labels.ShouldContain("waiting/reporter");
        story.Decide(
            story.Commented("contributor", "early words", story.Issue.CreatedAt - NodaTime.Duration.FromSeconds(5)));
        story.Labels.ShouldContain("waiting/reporter");
    }

    [TestMethod]
    public void What_a_person_waits_the_reporter_for_pauses_and_taking_the_label_off_goes_on()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        story.PutsOn("ana", "waiting/reporter");
        story.Labels.ShouldBe("area/dashboards sev/s2 type/bug waiting/reporter");
        story.Clock(Metric.Respond).State.ShouldBe(ClockState.Paused);
        story.TakesOff("ana", "waiting/reporter");
        story.Labels.ShouldBe("area/dashboards sev/s2 type/bug waiting/triage");
        story.Clock(Metric.Respond).State.ShouldBe(ClockState.Running);
    }

    [TestMethod]
    public void The_publics_answer_never_sets_an_outage_by_itself()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Wrong sums",
            Story.TemplateBug(impact: "Published numbers are wrong"));
        story.Labels.ShouldContain("sev/s2");
        story.State!.Proposed!.Value.ShouldBe(Severity.S1);
        story.PutsOn("ana", "sev/s1");
        story.Labels.ShouldBe("area/dashboards sev/s1 type/bug waiting/owner");
        story.State!.Proposed.ShouldBeNull();
        story.State.TriagedAt.ShouldNotBeNull();
    }

    [TestMethod]
    public void Whoever_may_write_to_the_repository_sets_an_outage_by_the_form()
    {
        var story = Story.In("dashboard-factory");
        story.SenderRole = RepoRole.Write;
        story.Opens("partner", "Wrong sums", Story.TemplateBug(impact: "Published numbers are wrong"));
        story.Labels.ShouldContain("sev/s1");
        story.State!.Proposed.ShouldBeNull();
    }

    [TestMethod]
    public void Alarming_words_of_the_public_only_propose()
    {
        var story = Story.In("ide-extension").Opens("contributor", "Help", "It lost my file!");
        story.Labels.ShouldContain("sev/s4");
        story.State!.Proposed!.Value.ShouldBe(Severity.S1);
        Story.In("ide-extension").Opens("contributor", "Help", "It lost my files!").State!.Proposed.ShouldBeNull();
    }

    [TestMethod]
    public void A_raised_severity_goes_to_those_on_call()
    {
        var story = Story.In("ide-extension").At("2026-11-04T12:00", "Europe/Vienna").Opens("contributor",
            "It flickers", "Somewhere.");
        story.State!.AssignedFrom.ShouldBe("triage");
        story.PutsOn("ivo", "sev/s1");
        story.State!.AssignedFrom.ShouldBe("oncall");
        story.Assignees.ShouldBe(RotationSchedule.At(story.Policy.Rotations["oncall"], story.Now)!.Person.ToString());
        story.Clock(Metric.Respond).Target.ToString().ShouldBe("1h");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void An_outage_that_a_person_confirms_stays_with_those_on_call_although_it_is_triaged_by_that(
        bool exchangesTheLabel)
    {
        var story = Story.In("ide-extension").At("2026-10-29T03:00", "Europe/Vienna")
            .Opens("contributor", "Editor gone",
                Bug("preview", "The editor crashes or loses my work", "1.4.2", "VS Code", "x"));
        story.State!.Proposed!.Value.ShouldBe(Severity.S1);
        if (exchangesTheLabel) story.TakesOff("lea", "sev/s2");
        story.PutsOn("lea", "sev/s1");
        story.State!.TriagedAt.ShouldNotBeNull();
        story.State.AssignedFrom.ShouldBe("oncall");
    }

    [TestMethod]
    public void An_outage_in_the_night_climbs_from_on_call_to_backup_to_lead_to_pager_each_step_once()
    {
        var story = Story.In("ide-extension").At("2026-11-04T03:00", "Europe/Vienna");
        story.SenderRole = RepoRole.Write;
        story.Opens("partner", "Editor gone",
            Bug("preview", "The editor crashes or loses my work", "1.4.2", "VS Code", "x"));
        var oncall = story.Policy.Rotations["oncall"];
        story.Labels.ShouldContain("sev/s1");
        story.Assignees.ShouldBe(RotationSchedule.At(oncall, story.Now)!.Person.ToString());
        story.CommentFacts!.DueAt.ShouldBe(Story.Time("2026-11-04T04:00", "Europe/Vienna"));

        story.Waits("2026-11-04T03:31", "Europe/Vienna");
        story.Assignees.ShouldBe(RotationSchedule.BackupAt(oncall, story.Now).ToString());
        story.Waits("2026-11-04T04:01", "Europe/Vienna");
        story.Assignees.ShouldBe(story.Policy.Areas.Single(area => area.Name == "preview").Lead.ToString());
        story.Labels.ShouldContain("sla/late");
        story.Waits("2026-11-04T04:31", "Europe/Vienna");
        var page = story.Last.Select(one => one.Effect).OfType<Effect.Tell>()
            .Single(tell => tell.Channel == "ide-leads");
        (page.How, page.Step, page.Severity).ShouldBe(
            (EscalationKind.Page, new AlarmKey(Metric.Respond, 1, 150), Severity.S1));
        page.NotBefore.ShouldBe(page.ReachedAt, "clock time: nobody waits for office hours");
        page.DueAt.ShouldBe(Story.Time("2026-11-04T04:00", "Europe/Vienna"));
        var done = story.State!.StepsDone;
        story.Rings(new AlarmKey(Metric.Respond, 1, 50)).Rings(new AlarmKey(Metric.Respond, 1, 150));
        story.State!.StepsDone.ShouldBe(done);
        story.Last.ShouldBeEmpty();
    }

    [TestMethod]
    public void A_missed_answer_is_said_with_a_new_time_and_goes_with_the_answer()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        story.Waits("2026-11-02T12:00");
        story.Labels.ShouldNotContain("sla/late");
        story.State!.History.ShouldContain(line => line.Text == "75 % of the time for the answer used");
        story.Waits("2026-11-02T12:01");
        story.Labels.ShouldBe("area/dashboards sev/s2 sla/late type/bug waiting/triage");

        // The new week's shift is ben's since Monday ten o'clock; his backup is the next in order.
        story.Assignees.ShouldBe("chidi");
        story.CommentFacts!.State.ShouldBe("late");
        story.CommentFacts.DueAt.ShouldBe(
            Story.Time("2026-11-02T16:00", Story.West) + NodaTime.Duration.FromSeconds(1));
        story.At("2026-11-02T14:00").Comments("chidi", "I see it too; looking.");
        story.Labels.ShouldBe("area/dashboards sev/s2 type/bug waiting/triage");
        story.Clock(Metric.Respond).State.ShouldBe(ClockState.Missed);
        story.CommentFacts!.State.ShouldBe("answered");
    }

    [TestMethod]
    public void An_alarm_that_rings_while_the_clock_is_paused_or_stopped_does_nothing()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        story.PutsOn("ana", "waiting/reporter").At("2026-11-04T12:00");
        story.Rings(new AlarmKey(Metric.Respond, 1, 100)).Last.ShouldBeEmpty();
        story.TakesOff("ana", "waiting/reporter").Comments("ana", "Thank you.").At("2026-11-09T12:00");
        story.Rings(new AlarmKey(Metric.Respond, 1, 100)).Last.ShouldBeEmpty();
        story.State!.StepsDone.ShouldBeEmpty();
    }

    [TestMethod]
    public void An_alarm_that_rings_too_early_is_set_again()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        var key = new AlarmKey(Metric.Respond, 1, 75);
        var at = story.Alarms[key];
        story.Rings(key);
        story.Alarms[key].ShouldBe(at);
        story.State!.StepsDone.ShouldBeEmpty();
    }

    [TestMethod]
    public void A_chosen_assignee_is_kept_and_a_step_adds_its_person_beside()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        story.Assigns("dee", "dee");
        story.Assignees.ShouldBe("dee");
        story.Waits("2026-11-02T12:01");
        story.Assignees.ShouldStartWith("dee ");
        story.Issue.Assignees.Length.ShouldBe(2);
    }

    [TestMethod]
    public void Whoever_a_person_takes_away_nobody_replaces()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        story.Unassigns("dee", "ana").PutsOn("dee", "area/publishing").Edits("contributor", "other words");
        story.Assignees.ShouldBe("");
    }

    [TestMethod]
    public void GitHubs_refusal_gives_the_next_and_costs_one_turn()
    {
        var story = Story.In("dashboard-factory");
        story.Away.Add(new Login("ana"));
        story.Opens("contributor", "Revenue tile shows nothing", Story.TemplateBug());
        var first = new Login(story.Assignees);
        story.GitHubRefuses(first.Value);
        story.Assignees.ShouldNotBeEmpty();
        story.Assignees.ShouldNotBe(first.Value);
        story.Ledgers["triage"].TakenBy(first).ShouldBe(0);
        story.Ledgers["triage"].TakenBy(new Login(story.Assignees)).ShouldBe(1);
    }

    [TestMethod]
    public void Closing_as_completed_keeps_the_fix_promise_and_reopening_goes_on()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        story.At("2026-11-03T12:00").Closes("ana");
        story.Clock(Metric.Fix).State.ShouldBe(ClockState.Met);
        story.Clock(Metric.Respond).State.ShouldBe(ClockState.Cancelled);
        story.Alarms.ShouldBeEmpty();
        story.Labels.ShouldBe("area/dashboards sev/s2 type/bug");
        story.CommentFacts!.State.ShouldBe("closed");
        story.At("2026-11-05T12:00").Reopens("contributor");
        story.Clock(Metric.Fix).State.ShouldBe(ClockState.Running);
        story.Clock(Metric.Respond).State.ShouldBe(ClockState.Running);
        story.Labels.ShouldBe("area/dashboards sev/s2 type/bug waiting/triage");
        story.Alarms.ShouldNotBeEmpty();
    }

    [TestMethod]
    [DataRow(CloseReason.NotPlanned)]
    [DataRow(CloseReason.Duplicate)]
    public void Closing_otherwise_judges_nobody(CloseReason reason)
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        story.Closes("ana", reason).State!.Clocks.Where(clock => clock.Metric != Metric.Route)
            .ShouldAllBe(clock => clock.State == ClockState.Cancelled);
    }

    [TestMethod]
    public void An_answer_counts_when_a_member_gives_it_in_words()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        story.Comments("passerby", "me too").Comments("contributor", "and again")
            .Comments("ben", "/ack\n\n/area publishing")
            .Comments("helper[bot]", "ok").Clock(Metric.Respond).State.ShouldBe(ClockState.Running);
        story.Comments("ben", "Looking.").Clock(Metric.Respond).State.ShouldBe(ClockState.Met);
        story.CommentFacts!.State.ShouldBe("answered");
    }

    [TestMethod]
    public void The_earliest_answer_counts_when_two_arrive_the_wrong_way_round()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        var early = Story.Time("2026-11-02T11:00", Story.West);
        story.At("2026-11-02T14:00").Comments("ben", "Looking.").Clock(Metric.Respond).State.ShouldBe(
            ClockState.Missed);
        story.Decide(story.Commented("ana", "On it.", early));
        story.Clock(Metric.Respond).State.ShouldBe(ClockState.Met);
        story.Clock(Metric.Respond).StoppedAt.ShouldBe(early);
    }

    [TestMethod]
    public void The_last_missing_choice_of_a_person_is_the_triage_and_gives_it_to_an_owner()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "It does not work", "Help, please.");
        story.PutsOn("ana", "type/bug").Labels.ShouldContain("waiting/triage");
        story.PutsOn("ana", "area/pipeline");
        story.Labels.ShouldBe("area/pipeline sev/s3 type/bug waiting/owner");
        story.Clock(Metric.Triage).State.ShouldBe(ClockState.Met);
        story.Policy.Areas.Single(area => area.Name == "pipeline").Owners.ShouldContain(new Login(story.Assignees));
    }

    internal static string Bug(string area, string impact, string version = "_No response_",
        string host = "_No response_", string logs = "_No response_") =>
        Story.Form("Part", area, "Impact", impact, "Extension version", version, "Host", host, "What happened?",
            "It broke.", "Logs",
            logs.StartsWith('_') ? logs : $"```shell\n{logs}\n```");
}
