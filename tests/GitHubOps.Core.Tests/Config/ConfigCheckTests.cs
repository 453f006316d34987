using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>Each check with what it finds and with the nearest thing that it must not find.</summary>
[TestClass]
public class ConfigCheckTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 12, 0);

    private const string Base = """
        version: 1
        extends: org
        mode: live
        areas:
          app:     { paths: [src/**], words: [crash] }
          unknown: { owners: repo-leads }
        rotations:
          triage: { of: repo-leads, every: 1w, starts: Mon 10:00, calendar: west }
        assign: { new: triage, triaged: area owner }
        intake: { bug.yml: { type: bug }, blank: { type: unsorted } }
        """;

    private const string Moving = "\nsla: { respond: { s1: 1h }, retroactive: true }\n";

    private const string Rules = """

        severity_rules:
          - s2: { impact: It does not start }
          - s3: { type: bug }
          - s4: otherwise
        """;

    private static readonly RepoFile Owners = new("OWNERS", "approvers: [ana, mei]\n");

    private static readonly RepoFile Form = new(".github/ISSUE_TEMPLATE/bug.yml", """
        name: A fault
        description: It does not work
        body:
          - type: dropdown
            id: impact
            attributes: { label: Impact, options: [It does not start, It is ugly] }
        """);

    public static IEnumerable<TestDataRow<Case>> Cases => All.Select(one =>
        new TestDataRow<Case>(one) { DisplayName = one.Name });

    private static readonly Case[] All =
    [
        new("a member cannot be assigned", "config/unassignable", "rotations.triage")
        {
            Learn = facts => facts with { Unassignable = [facts.Policy.Rotations["triage"].Members[0]] },
        },
        new("somebody else cannot be assigned", "config/unassignable", null)
        {
            Learn = facts => facts with { Unassignable = [new Login("stranger")] },
        },
        new("of an area's owners only one can be assigned", "config/owners", "areas.app")
        {
            Learn = facts => facts with { Unassignable = [.. facts.Policy.Areas[0].Owners.Skip(1)] },
        },
        new("of an area's owners two can be assigned", "config/owners", null)
        {
            Learn = facts => facts with { Unassignable = [new Login("stranger")] },
        },
        new("all are away", "config/rotation-away", "rotations.triage")
        {
            Learn = facts => facts with { Away = [.. facts.Policy.Rotations["triage"].Members] },
        },
        new("all but one are away", "config/rotation-away", null)
        {
            Learn = facts => facts with { Away = [.. facts.Policy.Rotations["triage"].Members.Skip(1)] },
        },
        new("a rule below a wider one", "config/unreachable",
            "this rule is never reached: the one at .github/ops.yml:12")
        {
            More =
                "\nseverity_rules:\n  - s2: { type: bug }\n  - s1: { type: bug, label: outage }\n  - s4: otherwise\n",
        },
        new("words that another rule holds already", "config/unreachable", "this rule is never reached")
        {
            More =
                "\nseverity_rules:\n  - s2: { words: [lost, leaked] }\n  - s1: { words: [Leaked] }\n  - s4: " +
                    "otherwise\n",
        },
        new("a rule above a wider one", "config/unreachable", null)
        {
            More =
                "\nseverity_rules:\n  - s1: { type: bug, label: outage }\n  - s2: { type: bug }\n  - s4: otherwise\n",
        },
        new("an option that no rule mentions", "config/form", "`It is ugly`") { More = Rules },
        new("a field that no rule reads", "config/form", null)
        {
            More = "\nseverity_rules:\n  - s3: { type: bug }\n  - s4: otherwise\n",
        },
        new("an option that was reworded under a rule", "config/form-drift", "now reads `It does not start`")
        {
            More = "\nseverity_rules:\n  - s2: { impact: It will not start }\n  - s4: otherwise\n",
            Learn = facts => facts with { Before = Offering("It will not start", facts.Input) },
        },
        new("a form that stayed as it was", "config/form-drift", null)
        {
            More = Rules, Learn = facts => facts with { Before = facts.Input },
        },
        new("holidays that end in twenty days", "config/calendar-ends", "`calendars.mine` is 2026-12-10")
        {
            More = "\ncalendars:\n  mine: { tz: UTC, hours: Mon-Fri 09:00-17:00, holidays: .github/days.ics }\n",
            Files = [Holiday("20261210")],
        },
        new("holidays that end in forty days", "config/calendar-ends", null)
        {
            More = "\ncalendars:\n  mine: { tz: UTC, hours: Mon-Fri 09:00-17:00, holidays: .github/days.ics }\n",
            Files = [Holiday("20261230")],
        },
        new("special days that end before the holidays do", "config/calendar-ends", null)
        {
            More =
                "\ncalendars:\n  mine: { tz: UTC, hours: Mon-Fri 09:00-17:00, holidays: .github/days.ics, special: { " +
                    "2026-12-01: closed } }\n",
            Files = [Holiday("20261230")],
        },
        new("special days that end in eleven days", "config/calendar-ends",
            "the last special day of `calendars.mine` is 2026-12-01")
        {
            More = "\ncalendars:\n  mine: { tz: UTC, hours: Mon-Fri 09:00-17:00, special: { 2026-12-01: closed } }\n",
        },
        new("days that were looked up for thirty days", "config/calendar-ends", null)
        {
            More =
                "\ncalendars:\n  mine: { tz: UTC, hours: Mon-Fri 09:00-17:00, holidays: [2026-12-10], until: " +
                    "2026-12-20 }\n",
        },
        new("days that were looked up for twenty-nine days", "config/calendar-ends",
            "looked up of `calendars.mine` is 2026-12-19")
        {
            More =
                "\ncalendars:\n  mine: { tz: UTC, hours: Mon-Fri 09:00-17:00, holidays: [2027-12-10], until: " +
                    "2026-12-19 }\n",
        },
        new("a past that is moved among other changes", "config/retroactive", "together with other changes")
        {
            More = Moving,
            Learn = facts =>
                facts with { Before = Examples.With(Base + "\nmanners: { bulk_stop: 10 }\n", Owners, Form) },
        },
        new("a past that is moved by new owners", "config/retroactive", "together with other changes")
        {
            More = Moving,
            Learn = facts =>
                facts with { Before = Examples.With(Base, new RepoFile("OWNERS", "approvers: [ana]\n"), Form) },
        },
        new("a past that is moved alone", "config/retroactive", null)
        {
            More = Moving,
            Learn = facts =>
                facts with { Before = Examples.With(Base + "\nsla: { respond: { s1: 2h } }\n", Owners, Form) },
        },
        new("a past that was moved before", "config/retroactive", "stands there since before")
        {
            More = Moving, Learn = facts => facts with { Before = facts.Input },
        },
        new("one label in two cases", "config/labels", "`Waiting/Reporter` and `waiting/reporter`")
        {
            More = "\nsla: { pauses_on: [waiting/reporter, Waiting/Reporter] }\n",
        },
        new("two labels", "config/labels", null)
        {
            More = "\nsla: { pauses_on: [waiting/reporter, waiting/reporters] }\n",
        },
        new("a label that nobody can put on", "config/missing-label", "the label `outage` does not exist in acme/app")
        {
            More = "\nseverity_rules:\n  - s1: { label: outage }\n  - s4: otherwise\n",
            Learn = facts => facts with { Labels = ["bug"] },
        },
        new("a label that is there in other letters, and one that the service makes", "config/missing-label", null)
        {
            More = "\nsla: { pauses_on: [waiting/reporter] }\n" +
                "severity_rules:\n  - s1: { label: outage }\n  - s4: otherwise\n",
            Learn = facts =>
                facts with { Labels = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "Outage") },
        },
        new("a change that many issues feel", "config/bulk-stop",
            "touches 21 open issues, and `manners.bulk_stop` is 20")
        {
            Learn = facts => facts with { OpenChanged = 21 },
        },
        new("a change that some issues feel", "config/bulk-stop", null)
        {
            Learn = facts => facts with { OpenChanged = 20 },
        },
        new("clock time for people with office hours", "config/closed-hours", "is open Mon-Fri 09:00-17:00")
        {
            More = "\nsla: { respond: { s1: 1h } }\n",
        },
        new("business time for people with office hours", "config/closed-hours", null)
        {
            More = "\nsla: { respond: { s1: 1bh }, triage: { s1: 2bh }, fix: { s1: 1bd } }\n",
        },
        new("a host who is away", "config/ritual-host", "is away when `rituals.look` is due")
        {
            More = "\nrituals:\n  look: { when: Tue 15:00, host: triage, agenda: [late] }\n",
            Learn = facts => facts with { Away = [RotationSchedule.At(facts.Policy.Rotations["triage"], Now)!.Person] },
        },
        new("a host who is there", "config/ritual-host", null)
        {
            More = "\nrituals:\n  look: { when: Tue 15:00, host: triage, agenda: [late] }\n",
            Learn = facts => facts with { Away = [new Login("stranger")] },
        },
        new("more people than there are", "config/go", "`releases.big` needs 40 to say go")
        {
            More = "\nreleases:\n  big: { every: 2w on Thu, captain: triage, go: { ask: repo-leads, need: 40 } }\n",
        },
        new("as many people as there are", "config/go", null)
        {
            More = "\nreleases:\n  big: { every: 2w on Thu, captain: triage, go: { ask: repo-leads, need: 1 } }\n",
        },
        new("an alias with a person's name", "config/alias-shadow", "the alias `ana`")
        {
            Files = [new RepoFile("OWNERS_ALIASES", "aliases:\n  ana: [ben, dee]\n")],
        },
        new("an alias with a name of its own", "config/alias-shadow", null)
        {
            Files = [new RepoFile("OWNERS_ALIASES", "aliases:\n  crew: [ben, dee]\n")],
        },
        new("a workflow that is not there", "config/signal-workflow", "Did you mean `Nightly evals`?")
        {
            More = Signal("Nightly eval"), Learn = facts => facts with { Workflows = ["Nightly evals"] },
        },
        new("a workflow that is there", "config/signal-workflow", null)
        {
            More = Signal("Nightly evals"), Learn = facts => facts with { Workflows = ["Nightly evals"] },
        },
        new("an area without a runbook", "config/covers", "no runbook covers anything of `areas.app`")
        {
            Learn = facts => facts with { Runbooks = Runbooks("docs/**") },
        },
        new("an area with a runbook", "config/covers",
            null) { Learn = facts => facts with { Runbooks = Runbooks("src/**") } },
        new("a cover that covers nothing", "RB030", "`old/**`")
        {
            Learn = facts => facts with { Runbooks = Runbooks("old/**") }
        },
        new("a runbook without an owner", "RB010", "the runbook has no owner")
        {
            Learn = facts => facts with { Runbooks = Runbooks("src/**") },
        },
        new("a runbook that nobody ever reviewed", "config/runbook", "has never been reviewed")
        {
            Learn = facts => facts with { Runbooks = Runbooks("src/**") },
        },
    ];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void A_check_finds_its_mistake_and_nothing_like_it(Case one)
    {
        var input = Examples.With(Base + one.More, [Owners, Form, .. one.Files]);
        var report = ConfigChecker.Check(input, Now, one.Learn);
        report.Policy.ShouldNotBeNull(string.Join('\n', report.Problems));
        var found = report.Problems.Where(problem => problem.Code == one.Code).ToList();
        if (one.Says is null)
        {
            found.ShouldBeEmpty();
            return;
        }

        found.ShouldContain(problem => $"{problem}".Contains(one.Says, StringComparison.Ordinal),
            string.Join('\n', report.Problems));
        found.ShouldAllBe(problem => problem.File != null && problem.Line > 0 && problem.Remedy != null);
    }

    [TestMethod]
    public void Somebody_who_cannot_be_assigned_is_told_once_with_all_places()
    {
        var input = Examples.Read("dashboard-factory");
        var report = ConfigChecker.Check(input, Now, facts => facts with { Unassignable = [new Login("ana")] });
        var told = report.Problems.Where(problem => problem.Code == "config/unassignable").ShouldHaveSingleItem();
        told.Line.ShouldBeGreaterThan(0);
        told.Text.ShouldStartWith(
            "`ana` cannot be assigned in acme/dashboard-factory: not for `rotations.release`, nor for");
    }

    [TestMethod]
    public void Every_check_of_the_list_is_seen_to_find_something()
    {
        var found = All.Where(one => one.Says is not null).Select(one => one.Code).ToHashSet();
        ConfigChecks.All.Select(check => check.Code).ShouldBeSubsetOf(found);
        ConfigChecks.All.ShouldAllBe(check => check.Help.Length > 20);
    }

    /// <summary>The files as they were when the form offered another wording.</summary>
    private static PolicyInput Offering(string option, PolicyInput now) => now with
    {
        Files = now.Files.Replace(
            Form, Form with { Text = Form.Text.Replace("It does not start", option, StringComparison.Ordinal) }),
    };

    private static RepoFile Holiday(string day) => new(".github/days.ics",
        $"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:{day}\nSUMMARY:A day\nEND:VEVENT\nEND:VCALENDAR\n");

    private static string Signal(string workflow) =>
        $"\nsignals:\n  evals: {{ from: workflow {workflow}, one_issue_per: [suite], opens_when: drop over 2, " +
        "closes_when: 2 good runs, owner: triage }\n";

    private static RunbookFacts Runbooks(string covers) => new(new LocalDate(2026, 11, 20), RunbookPolicy.Default)
    {
        Tree = new RepoTree([new("src/a.cs", "100644", "1"), new("docs/a.md", "100644", "2")]),
        Runbooks =
        [
            new RunbookCase(RunbookReader.Read("docs/runbooks/a.md", System.Text.Encoding.UTF8.GetBytes(
                $"---\nrunbook: {{ covers: [\"{covers}\"] }}\n---\n# A\n")), null),
        ],
    };

    /// <param name="Name">In words.</param>
    /// <param name="Code">The code that is looked for.</param>
    /// <param name="Says">A part of the problem; null: there must be none of that code.</param>
    public sealed record Case(string Name, string Code, string? Says)
    {
        public string More { get; init; } = "";

        public ImmutableArray<RepoFile> Files { get; init; } = [];

        public Func<CheckFacts, CheckFacts>? Learn { get; init; }
    }
}
