using NodaTime;

namespace GitHubOps.Core.Tests;

[TestClass]
public class TriageJsonTests
{
    [TestMethod]
    public void A_state_that_an_older_version_wrote_is_read_with_empty_lists()
    {
        var state = IssueStateJson.Read("""
            {"repo":{"id":55001,"name":"acme/dashboard-factory","nodeId":"R_1","isPrivate":false,"isArchived":false,"defaultBranch":"main"},
             "seen":{"id":8800012,"nodeId":"I_12","number":12,"title":"x","body":"","author":{"id":1,"login":"noor","isBot":false},
                     "createdAt":1793401200000,"updatedAt":1793401200000},
             "clocks":[{"metric":"Respond","target":"4bh","calendar":"west","startedAt":1793401200000,"targetTime":14400000}],
             "laterAddition":{"x":1}}
            """);
        state.Seen.Labels.ShouldBeEmpty();
        state.Seen.Assignees.ShouldBeEmpty();
        state.OurLabels.ShouldBeEmpty();
        state.Alarms.ShouldBeEmpty();
        state.Clocks.Single().Pauses.ShouldBeEmpty();
        state.Clocks.Single().Cycle.ShouldBe(1);
        var story = Story.In("dashboard-factory");
        story.State = state;
        story.Issue = state.Seen with { Title = "x" };
        story.PutsOn("ana", "area/publishing").State!.Area!.Value.ShouldBe("publishing");
    }

    [TestMethod]
    public void Every_effect_is_read_as_it_was_written()
    {
        Effect[] effects =
        [
            new Effect.AddLabel("area/x"), new Effect.RemoveLabel("area/y"), new Effect.Assign(new Login("ben")),
            new Effect.Unassign(new Login("ana")), new Effect.LeaveAlone("issue"),
            new Effect.PutComment("body", new CommentFacts(Instant.FromUtc(2026, 11, 2, 20, 0), "late", ["a", "b"])),
            new Effect.PutComment("body", new CommentFacts(null, "paused", [])),
            new Effect.SetAlarm(new AlarmKey(Metric.Fix, 2, 150), Instant.FromUtc(2026, 11, 2, 20, 0)),
            new Effect.ClearAlarm(new AlarmKey(Metric.Route, 1, 75)),
            new Effect.TakeTurn("triage", new Login("ben")) { Eligible = [new Login("ben"), new Login("dee")] },
            new Effect.TakeTurn("area:x", new Login("ben"), Back: true),
            new Effect.Steer(Steering.Stop, new Login("ana")),
            new Effect.KeepEvidence(990, "runbook waive a.md", new RunbookEvidence(
                "docs/a.md", EvidenceKind.Waived, new Login("ana"), Instant.FromUtc(2026, 11, 2, 20, 0), 12)
            {
                Said = "because", Until = new LocalDate(2026, 11, 20), Holds = ReviewHold.Half, Review = "0123",
            }),
            new Effect.KeepEvidence(990, "x",
                new RunbookEvidence("", EvidenceKind.Refused, new Login("ana"), Instant.FromUtc(2026, 11, 2, 20, 0),
                    12)),
            new Effect.React(990, "IC_1", Agrees: false), new Effect.Close(CloseReason.NotPlanned), new Effect.Reopen(),
            new Effect.Follow(new RepoName("acme", "kit"), 3), new Effect.Unfollow(),
            new Effect.Would(new Effect.Assign(new Login("ben"))),
            new Effect.Would(new Effect.PutComment("body", new CommentFacts(null, "paused", []))),
            new Effect.Tell("ops-chat", new AlarmKey(Metric.Respond, 1, 150), EscalationKind.PostTo, "acme/app#1: late")
            {
                Person = new Login("ben"), Severity = Severity.S1, ReachedAt = Instant.FromUtc(2026, 11, 2, 20, 0),
                DueAt = Instant.FromUtc(2026, 11, 2, 19, 0), NotBefore = Instant.FromUtc(2026, 11, 2, 20, 1),
            },
            new Effect.Say(new Saying(new Login("ben"), SayingKind.Away, Instant.FromUtc(2026, 11, 2, 20, 0),
                Instant.FromUtc(2026, 12, 20, 0, 0), Instant.FromUtc(2027, 1, 6, 0, 0))),
            new Effect.Say(new Saying(new Login("ben"), SayingKind.Unmute, Instant.FromUtc(2026, 11, 2, 20, 0))),
            new Effect.AgreeOnSwap("triage",
                new RotationSwap(Instant.FromUtc(2026, 11, 3, 0, 0), Instant.FromUtc(2026, 11, 8, 0, 0),
                new Login("kat"), new Login("ben"), "they agreed")),
            new Effect.ShowGap("triage", "nobody of triage could take it (ana is away)"),
            new Effect.Tell("remind", new AlarmKey(Metric.Fix, 1, 75), EscalationKind.RemindAssignee, "text"),
            new Effect.PutCheck(new string('a', 40), new CheckVerdict
            {
                Name = CheckVerdict.Config, Conclusion = CheckConclusion.ActionRequired, Title = "1 error",
                Summary = "s",
                Text = "t",
                Annotations = [new CheckAnnotation("OWNERS", 3, ProblemLevel.Warning, "config/owners", "m")],
            }, "pull/3/files"),
        ];
        EffectJson.Read(EffectJson.Write(effects)).ShouldBe(effects);
        effects.ShouldAllBe(effect => EffectText.Of(effect).Length > 0);
        typeof(Effect).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Effect)))
            .ShouldBe(effects.Select(effect => effect.GetType()).Distinct(), ignoreOrder: true);
    }

    [TestMethod]
    [DataRow("respond/1/75", true)]
    [DataRow("respond/1", false)]
    [DataRow("respond/x/75", false)]
    [DataRow("nothing/1/75", false)]
    [DataRow("1/1/75", false)]
    [DataRow("respond/1/-75", false)]
    [DataRow(null, false)]
    public void An_alarm_is_read_as_it_prints(string? text, bool isOne)
    {
        AlarmKey.TryParse(text, out var key).ShouldBe(isOne);
        if (isOne) key!.ToString().ShouldBe(text);
    }

    [TestMethod]
    public void A_paused_repository_decides_nothing_and_a_dry_run_the_same_as_a_live_one()
    {
        var live = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        var paused = new Story(live.Policy with { Mode = Mode.Paused }).Opens("contributor",
            "Revenue tile shows nothing", Story.TemplateBug());
        paused.Last.ShouldBeEmpty();
        paused.State.ShouldBeNull();
        var dry = new Story(live.Policy with { Mode = Mode.DryRun }).Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        dry.Last.ShouldBe(live.Last);
    }
}
