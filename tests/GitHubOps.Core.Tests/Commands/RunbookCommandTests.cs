using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>People say in comments of a runbook that it holds, that it works, or that it does not.</summary>
[TestClass]
public class RunbookCommandTests
{
    private const string Path = "docs/runbooks/roll-back.md";

    private static readonly LocalDate Today = new(2026, 10, 30);

    [TestMethod]
    public void A_drill_is_kept_with_who_when_and_where_and_is_the_newest_review()
    {
        var story = Opened().Comments("chidi", "/drill roll-back.md ok in the staging gallery");
        Answer(story).ShouldBe(true);
        var said = Kept(story).ShouldNotBeNull();
        (said.Path, said.Kind, said.By, said.Number, said.Said).ShouldBe(
            (Path, EvidenceKind.Drilled, new Login("chidi"), 12, "in the staging gallery"));
        said.At.ShouldBe(story.Now);
        story.State!.History.ShouldContain(line => line.Text == $"chidi followed `{Path}`: it works");

        AgeOf("2026-01-05", said).State.ShouldBe(RunbookAgeState.Fresh);
        AgeOf("2026-01-05").State.ShouldBe(RunbookAgeState.Overdue);
    }

    [TestMethod]
    [DataRow("roll-back.md")]
    [DataRow("roll-back")]
    [DataRow("ROLL-BACK.md")]
    [DataRow("docs/runbooks/roll-back.md")]
    [DataRow("./docs/runbooks/roll-back.md")]
    [DataRow("")]
    public void A_runbook_is_named_by_its_path_its_file_or_nothing_where_it_is_the_only_one(string name) =>
        Kept(Opened().Comments("ana", $"/runbook verified {name}")).ShouldNotBeNull().Path.ShouldBe(Path);

    [TestMethod]
    [DataRow("visitor", "/drill roll-back.md ok", "that is for the runbook's owners")]
    [DataRow("ivo", "/runbook verified roll-back.md",
        "that is for the runbook's owners, its assignee, whoever is on call, triagers")]
    [DataRow("ana", "/drill roll-bakc.md ok", "there is no runbook `roll-bakc.md`; is `roll-back.md` meant?")]
    [DataRow("ana", "/drill roll-back.md", "name the runbook and how it went")]
    [DataRow("ana", "/drill roll-back.md well", "say `ok` or `failed`")]
    [DataRow("ana", "/runbook", "say what became of the runbook")]
    [DataRow("ana", "/runbook waive roll-back.md", "say until when")]
    [DataRow("ana", "/runbook waive roll-back.md until soon because we wait", "say until when")]
    [DataRow("ana", "/runbook waive roll-back.md until 2026-11-20", "a reason begins with `because`")]
    [DataRow("ana", "/runbook waive roll-back.md until 2026-10-30 because we wait", "that day is over")]
    [DataRow("ana", "/runbook waive roll-back.md until 2026-12-01 because we wait", "at most 30 days")]
    public void What_cannot_be_done_is_refused_with_the_reason(string who, string line, string reason)
    {
        var story = Opened().Comments(who, line);
        Answer(story).ShouldBe(false);
        Kept(story).ShouldBeNull();
        story.Comment!.ShouldContain(reason);
    }

    [TestMethod]
    public void A_triager_may_say_that_it_is_wrong_and_not_that_it_holds()
    {
        var story = Opened("\"@ivo\"");
        story.SenderRole = RepoRole.Triage;
        Kept(story.Comments("ben", "/runbook wrong roll-back.md step 3 @all `x`")).ShouldNotBeNull()
            .ShouldSatisfyAllConditions(
            said => said.Kind.ShouldBe(EvidenceKind.Wrong),
            said => said.Said.ShouldBe("step 3 @all x", "it stands in a code span and cannot leave it"));
        story.Comments("ben", "/runbook verified roll-back.md");
        story.Comment!.ShouldContain("that is for an owner of `roll-back.md`: ivo");
    }

    [TestMethod]
    public void A_report_breaks_it_at_once_whatever_its_date_until_somebody_says_that_it_works_or_reviews_the_file()
    {
        var wrong = Kept(Opened().Comments("chidi", "/runbook wrong roll-back.md step 3")).ShouldNotBeNull();
        AgeOf("2026-10-29", wrong).State.ShouldBe(RunbookAgeState.Broken);
        var works = wrong with { Kind = EvidenceKind.Drilled, At = wrong.At + Duration.FromHours(1) };
        AgeOf("2026-10-29", wrong, works).State.ShouldBe(RunbookAgeState.Fresh);
        AgeOf("2026-10-29", works, wrong with { At = works.At + Duration.FromHours(1) }).State.ShouldBe(
            RunbookAgeState.Broken);
        AgeOf("2026-10-30", wrong).State.ShouldBe(RunbookAgeState.Fresh, "the file was reviewed anew");
        RunbookChecker.Check(Facts("2026-10-29", wrong)).Findings
            .Single(one => one.Problem.Code == "RB026").Problem.Text.ShouldBe(
                "was reported wrong by chidi on 2026-10-30 (in `#12`): `step 3`");
    }

    [TestMethod]
    public void A_waiver_holds_until_its_day_and_is_given_once_for_a_review()
    {
        var story = Opened(reviewed: "2026-01-05").Comments("ana",
            "/runbook waive roll-back.md until 2026-11-20 because we replace it");
        var waived = Kept(story).ShouldNotBeNull();
        LevelOf("2026-01-05", waived).ShouldBe(ProblemLevel.Warning);
        LevelOf("2026-01-05").ShouldBe(ProblemLevel.Error);
        LevelOf("2026-01-06", waived).ShouldBe(ProblemLevel.Error, "it was of another review");
        LevelOf("2026-01-05", waived with { Until = Today }).ShouldBe(ProblemLevel.Error, "it is over");

        story.Runbooks = story.Runbooks! with { Said = [waived] };
        story.Comments("ana", "/runbook waive roll-back.md until 2026-11-25 because we replace it later");
        Answer(story).ShouldBe(false);
        story.Comment!.ShouldContain("it was put off before");
    }

    [TestMethod]
    public void Who_only_reads_the_same_words_over_changed_code_reviews_for_half_the_time()
    {
        var story = Opened();
        var card = story.Runbooks!.Cards[0];
        var review = new RunbookReview("@ben", new LocalDate(2026, 9, 1), ReviewKind.Read, 1)
        {
            Seen = card.Seen.SetItem("publish/**", "g:other"), Text = card.Text,
        };
        story.Runbooks = new([card with { Runbook = card.Runbook with { Review = review } }], []);
        Kept(story.Comments("chidi", "/runbook verified")).ShouldNotBeNull().Holds.ShouldBe(ReviewHold.Half);
        Kept(story.Comments("chidi", "/drill roll-back ok")).ShouldNotBeNull().Holds.ShouldBe(ReviewHold.Full);
    }

    [TestMethod]
    public void Of_a_teams_runbook_speaks_who_may_write()
    {
        var story = Opened("\"@acme/crew\"");
        story.SenderRole = RepoRole.Read;
        Answer(story.Comments("visitor", "/drill roll-back.md ok")).ShouldBe(false);
        story.SenderRole = RepoRole.Write;
        Answer(story.Comments("visitor", "/drill roll-back.md ok")).ShouldBe(true);
    }

    private static Story Opened(string owner = "factory-team", string reviewed = "2026-10-29")
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "It stays empty", Story.TemplateBug())
            .At("2026-10-30T16:05");
        story.Runbooks = new([Examples.RunbookOf(story.Policy, owner, reviewed)], []);
        return story;
    }

    private static bool? Answer(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.React>().SingleOrDefault()?.Agrees;

    private static RunbookEvidence? Kept(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.KeepEvidence>().SingleOrDefault()?.Said;

    private static RunbookAge AgeOf(string reviewed, params RunbookEvidence[] said) =>
        RunbookChecker.Check(Facts(reviewed, said)).Facts.Runbooks.Single().Age;

    private static ProblemLevel LevelOf(string reviewed, params RunbookEvidence[] said) =>
        RunbookChecker.Check(Facts(reviewed, said)).Findings.Single(one => one.Problem.Code == "RB020").Problem.Level;

    private static RunbookFacts Facts(string reviewed, params RunbookEvidence[] said) =>
        new(Today, RunbookPolicy.Default with { GateOnTouch = true })
        {
            Runbooks = [new(Examples.RunbookText("factory-team", reviewed), null)],
            Touch = new RunbookTouch.Known(["publish/a.cs"], ""),
            Evidence = [.. said],
        };
}
