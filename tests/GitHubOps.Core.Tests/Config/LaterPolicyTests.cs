using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>Sections that nothing obeys yet are read to the last value.</summary>
[TestClass]
public class LaterPolicyTests
{
    [TestMethod]
    public void A_release_holds_its_train_its_captain_and_who_says_go()
    {
        var releases = Later("ide-extension").Releases;

        var stable = releases["stable"];
        stable.Every.ShouldBe(new Cadence(new RotationLength(4, RotationUnit.Weeks), IsoDayOfWeek.Wednesday));
        stable.Captain.ShouldBe("release");
        stable.Freeze.ShouldBe(new Target(3, TargetUnit.BusinessDays));
        stable.Soak.ShouldBe(new ReleaseSoak(new Target(7, TargetUnit.ClockDays), "preview"));
        stable.Runbook.ShouldBe("release-stable.md");
        stable.Go!.Ask.ShouldBe("ide-leads");
        stable.Go.Need.ShouldBe(2);
        stable.Go.BlockedBy.ShouldBe(["sev/s1", "sev/s2", "regression"]);
        releases["preview"].IsAutomatic.ShouldBeTrue();
        releases["preview"].BlockedBy.ShouldBe(["sev/s1"]);
        Later("dashboard-factory").Releases["gallery"].SilenceMeans.ShouldBe("slip");
    }

    [TestMethod]
    public void A_ritual_holds_its_moment_its_host_and_its_agenda()
    {
        var rituals = Later("dashboard-factory").Rituals;

        rituals["weekly-triage"].When.ShouldBe(
            new RecurringMoment(null, IsoDayOfWeek.Tuesday, new LocalTime(15, 0), null));
        rituals["backlog-comb"].When.OfMonth.ShouldBe(1);
        rituals["monthly-checkin"].When.Zone!.Id.ShouldBe("UTC");
        rituals["monthly-checkin"].Opens.ShouldBe(new RitualIssue(new RepoName("acme", "ops"), "Ops check-in"));
        rituals["weekly-triage"].Agenda.ShouldBe(["untriaged", "late", "patterns", "decisions-due"]);
        rituals["weekly-triage"].Host.ShouldBe("triage");
    }

    [TestMethod]
    public void A_signal_holds_where_it_comes_from_and_when_it_opens_and_closes()
    {
        var later = Later("mcp-analyst-agent");

        var evals = later.Signals["eval-regression"];
        evals.From.ShouldBe(new SignalSource(IsWorkflow: true, "Nightly evals"));
        evals.Reads.ShouldBe("eval-report.json");
        evals.OneIssuePer.ShouldBe(["suite", "metric"]);
        evals.OpensWhen.ShouldBe("drop over 2, 2 runs running");
        evals.ClosesWhen.ShouldBe("2 good runs");
        evals.FlakyWhen.ShouldBe("opened 3 in 14d");
        evals.Owner.ShouldBe("suite");
        later.Signals["tool-failure"].From.ShouldBe(new SignalSource(IsWorkflow: false, "tool-failure"));
        later.Chores["rotate-cached-profiles"].LateAfter.ShouldBe(new Target(5, TargetUnit.ClockDays));
        later.Changes.Length.ShouldBe(3);
        later.Changes[0].Needs.ShouldBe(["decision", "deprecate-tool.md", "note to clients"]);
        later.Changes[0].Label.ShouldBe("breaking");
    }

    [TestMethod]
    public void Everything_else_of_the_examples_is_carried_along()
    {
        var ide = Later("ide-extension");

        ide.Upstream.Select(rule => (rule.Repo.ToString(), rule.Host, rule.Words.Length))
            .ShouldBe([("microsoft/vscode", null, 2), ("getcursor/cursor", "Cursor", 0)]);
        ide.Features.ShouldBe(new FeaturesPolicy(AskVotes: true, 10, Expire: null));
        ide.Incidents.ShouldBe(new IncidentsPolicy("incident", "oncall", new Target(1, TargetUnit.ClockHours),
            new Target(5, TargetUnit.BusinessDays)));
        ide.Decisions.ShouldBe(
            new DecisionsPolicy("docs/decisions", "ide-leads", new Target(5, TargetUnit.BusinessDays)));
        ide.Support!.Questions!.Category.ShouldBe("Help");
        ide.Support.Answers["cursor-setup"].ShouldBe("docs/cursor.md");
        ide.Newcomers!.Buddy.ShouldBe("triage");
        ide.Newcomers.Take!.Labels.ShouldBe(["good first issue", "help wanted"]);
        ide.Roadmap!.Overdue.ShouldBe(new EscalationStep(EscalationKind.AddTo, "monthly-checkin"));
        ide.CommonIssues!.OpenParentIn.ShouldBe(new RepoName("acme", "ops"));
        ide.Feedback!.Partners.ShouldBe(new PartnersFile(new RepoName("acme", "ops-private"), "partners.yml"));
        ide.Feedback.Themes.ShouldBe(["deployment", "billing", "connectivity", "launch"]);
        ide.Feedback.Sla!.Decide.ShouldBe(new Target(5, TargetUnit.BusinessDays));
        ide.Feedback.Pattern!.Same.ShouldBe(["theme", "fingerprint"]);
        ide.Feedback.Digest!.When.Day.ShouldBe(IsoDayOfWeek.Friday);
    }

    [TestMethod]
    public void What_the_organisation_names_is_for_repositories_that_have_it()
    {
        const string ops = "version: 1\nextends: org\nmode: live\nareas: { unknown: { owners: repo-leads } }\n";

        Examples.Policy(Examples.With(ops)).Later.Rituals["weekly-triage"].Host.ShouldBeNull(
            "there is no such rotation here");
        PolicyReader.Read(Examples.With($"{ops}rituals: {{ weekly-triage: {{ host: triage }} }}\n")).Problems
            .ShouldContain(problem => problem.Code == ProblemCodes.Undefined && problem.Line == 5);
    }

    [TestMethod]
    public void The_list_of_sections_says_which_are_obeyed()
    {
        OpsSection.All.Where(section => section.IsActive).Select(section => section.Key).ShouldContain("sla");
        OpsSection.All.Where(section => !section.IsActive).Select(section => section.Key).ShouldContain("releases");
        OpsSection.All.ShouldAllBe(section => section.Says.EndsWith('.'));
    }

    private static LaterPolicy Later(string name) => Examples.Policy(Examples.Read(name)).Later;
}
