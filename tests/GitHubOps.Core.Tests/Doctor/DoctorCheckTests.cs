using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>Each check of <c>doctor</c> with what it finds and with the nearest thing that it must not find.</summary>
[TestClass]
public class DoctorCheckTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 12, 0);

    public static IEnumerable<TestDataRow<Case>> Cases => All.Select(one =>
        new TestDataRow<Case>(one) { DisplayName = one.Name });

    private static readonly Case[] All =
    [
        new("an archived repository", "doctor/repository", "is archived", facts => facts with
        {
            Hosted = facts.Hosted with { IsArchived = true },
        }),
        new("issues that are switched off", "doctor/repository", "switched off", facts => facts with
        {
            Hosted = facts.Hosted with { HasIssues = false },
        }),
        new("an App that is not installed", "doctor/installation", "`ops` is not installed on acme/dashboard-factory",
            facts => In(facts, app => app with { Installation = null })),
        new("an App that is suspended", "doctor/installation", "is suspended in `acme`",
            facts => Installed(facts, here => here with { IsSuspended = true })),
        new("a shared file that the App may not read", "doctor/installation", "may not read acme/.github",
            facts => In(facts, app => app with { SeesOrgFiles = false })),
        new("no shared file is asked for", "doctor/installation", null,
            facts => In(With(facts, ops => ops.Replace("extends: org", "", StringComparison.Ordinal)),
                app => app with { SeesOrgFiles = false })),
        new("a permission that is too small", "doctor/permission", "`issues: write` here (read)",
            facts => Installed(facts, here => here with { Permissions = here.Permissions.SetItem("issues", "read") })),
        new("a permission that is more than is needed", "doctor/permission", null,
            facts =>
                Installed(facts, here => here with { Permissions = here.Permissions.SetItem("contents", "write") })),
        new("a permission that nobody accepted", "doctor/permission", "`members: read` here (none)",
            facts => Installed(facts, here => here with { Permissions = here.Permissions.Remove("members") })),
        new("a person's account, which has no members", "doctor/permission", null, facts => Installed(facts,
            here => here with { IsOrganization = false, Permissions = here.Permissions.Remove("members") })),
        new("an event that is not told", "doctor/event", "`push`",
            facts => Installed(facts, here => here with { Events = here.Events.Remove("push") })),
        new("an event that nobody needs", "doctor/event", null,
            facts => Installed(facts, here => here with { Events = here.Events.Add("star") })),
        new("no address for news", "doctor/webhook", "no webhook address",
            facts => In(facts, app => app with { Webhook = app.Webhook with { Url = null } })),
        new("no secret", "doctor/webhook", "no webhook secret",
            facts => In(facts, app => app with { Webhook = app.Webhook with { HasSecret = false } })),
        new("deliveries as a form", "doctor/webhook", "as a form",
            facts => In(facts, app => app with { Webhook = app.Webhook with { IsJson = false } })),
        new("an unchecked certificate", "doctor/webhook", "does not check the certificate",
            facts => In(facts, app => app with { Webhook = app.Webhook with { ChecksCertificate = false } })),
        new("a dormant webhook", "doctor/webhook", "no delivery for this installation",
            facts => In(facts, app => app with { Deliveries = [] })),
        new("deliveries that all failed", "doctor/webhook",
            "the last 3 deliveries for this installation failed, the newest 2 h ago with status 502",
            facts =>
                In(facts, app => app with { Deliveries = [Seen(2, 502), Seen(3, 0), Seen(4, 502), Seen(5, 202)] })),
        new("two that failed after many that did not", "doctor/webhook", null,
            facts =>
                In(facts, app => app with { Deliveries = [Seen(2, 502), Seen(3, 0), Seen(4, 202), Seen(5, 202)] })),
        new("no file at all", "doctor/configuration", "no `.github/ops.yml`",
            facts => Without(facts, path => path == PolicyFiles.Ops)),
        new("a file that cannot be obeyed", "doctor/configuration", "cannot be obeyed: 1 error",
            facts => With(facts, ops => ops.Replace("mode: live", "mode: alive", StringComparison.Ordinal))),
        new("a file that is not live", "doctor/configuration", "the mode is `dry-run`",
            facts => With(facts, ops => ops.Replace("mode: live", "mode: dry-run", StringComparison.Ordinal))),
        new("somebody who cannot be assigned", "config/unassignable", "cannot be assigned",
            facts => Learning(facts, more => more with { Unassignable = [more.Policy.Areas[0].Owners[0]] })),
        new("nobody who cannot be assigned", "config/unassignable", null,
            facts => Learning(facts, more => more with { Unassignable = [] })),
        new("no owners", "doctor/owners", "no `OWNERS` file",
            facts => Without(facts, path => path.EndsWith("OWNERS", StringComparison.Ordinal))),
        new("no forms", "doctor/forms", "no issue form",
            facts => Without(facts, path => path.StartsWith(PolicyFiles.Forms, StringComparison.Ordinal))),
        new("a form whose label is not there", "doctor/forms", "the label `from a form`", facts => facts with
        {
            Input = facts.Input with { Files = facts.Input.Files.Add(Form("from a form")) },
        }),
        new("a form whose label the service makes", "doctor/forms", null, facts => facts with
        {
            Input = facts.Input with { Files = facts.Input.Files.Add(Form("SEV/s2")) },
            Hosted = facts.Hosted with { Labels = facts.Hosted.Labels.Remove("sev/s2") },
        }),
        new("no words for people", "doctor/operating-model", "there is no `docs/OPERATING_MODEL.md`",
            facts => facts with { OperatingModel = null }),
        new("words of somebody's own", "doctor/operating-model", "is not what the files say",
            facts =>
                facts with { OperatingModel = facts.OperatingModel!.Replace("Who", "Whom", StringComparison.Ordinal) }),
        new("words with the line ends of Windows", "doctor/operating-model", null,
            facts => facts with { OperatingModel = facts.OperatingModel!.ReplaceLineEndings("\r\n") }),
        new("labels to be made", "doctor/labels", "`sev/s2`", facts => facts with
        {
            Hosted = facts.Hosted with { Labels = facts.Hosted.Labels.Remove("sev/s2") },
        }),
        new("issues from before", "doctor/open-issues", "12 open issues: 2 newer than", facts => facts with
        {
            Hosted = facts.Hosted with { OpenIssues = 12 },
        }),
        new("no issues", "doctor/open-issues", null, facts => facts with
        {
            Hosted = facts.Hosted with { OpenIssues = 0 },
        }),
    ];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void A_check_finds_what_is_missing_and_nothing_like_it(Case one)
    {
        var problems = DoctorChecks.Run(one.Change(Well()));
        var found = problems.Where(problem => problem.Code == one.Code).ToList();
        if (one.Says is null) found.ShouldBeEmpty();
        else found.ShouldContain(
            problem => problem.Text.Contains(one.Says, StringComparison.Ordinal), string.Join('\n', problems));
        problems.Where(problem => problem.Level > ProblemLevel.Notice).ShouldAllBe(problem => problem.Remedy != null);
    }

    [TestMethod]
    public void Where_nothing_is_missing_nothing_is_said() => DoctorChecks.Run(Well()).ShouldBeEmpty();

    [TestMethod]
    public void Every_check_of_the_list_is_seen_to_find_something()
    {
        var found = All.Where(one => one.Says is not null).Select(one => one.Code).ToHashSet();
        DoctorChecks.All.Select(check => check.Code).ShouldBeSubsetOf(found);
        DoctorChecks.All.ShouldAllBe(check => check.Help.Length > 20);
    }

    [TestMethod]
    public void Without_the_Apps_key_nothing_is_said_of_the_App()
    {
        var codes = DoctorChecks.Run(Well() with { App = null }).Select(problem => problem.Code);
        codes.ShouldBeEmpty();
    }

    internal static DoctorFacts Well()
    {
        var input = Examples.Read("dashboard-factory");
        var report = ConfigChecker.Check(input, Now);
        report.HasErrors.ShouldBeFalse(string.Join('\n', report.Problems));
        return new DoctorFacts
        {
            Repo = input.Repo,
            Now = Now,
            Input = input,
            Config = report,
            Paths = [.. Examples.Files("docs/examples/acme/dashboard-factory").Select(file => file.Path)],
            OperatingModel = OperatingModel.Write(input, report.Policy!),
            Hosted = new HostedRepository(IsPrivate: false, IsArchived: false, HasIssues: true, "main")
            {
                Labels = RequiredLabels.Of(report.Policy!).Select(label => label.Name)
                    .Concat(report.Policy!.Forms.SelectMany(form => form.Form.Labels))
                    .ToImmutableHashSet(StringComparer.OrdinalIgnoreCase),
            },
            App = new HostedApp("ops")
            {
                SeesOrgFiles = true,
                Installation = new HostedInstallation(
                    IsOrganization: true, IsSuspended: false,
                    AppNeeds.Permissions.ToImmutableDictionary(need => need.Name, need => need.Level),
                    [.. AppNeeds.Events.Select(need => need.Name)])
                {
                    NewerIssues = 2,
                },
                Webhook = new HostedWebhook("https://ops.example.org/api/github/webhooks", true, true, true),
                Deliveries = [Seen(1, 202)],
            },
        };
    }

    private static HostedDelivery Seen(int hoursAgo, int status) => new(Now - Duration.FromHours(hoursAgo), status);

    private static DoctorFacts In(DoctorFacts facts, Func<HostedApp, HostedApp> change) =>
        facts with { App = change(facts.App!) };

    private static DoctorFacts Installed(DoctorFacts facts, Func<HostedInstallation, HostedInstallation> change) =>
        In(facts, app => app with { Installation = change(app.Installation!) });

    private static DoctorFacts Without(DoctorFacts facts, Func<string, bool> path) =>
        Reading(facts, facts.Input with { Files = facts.Input.Files.RemoveAll(file => path(file.Path)) });

    private static DoctorFacts With(DoctorFacts facts, Func<string, string> ops) => Reading(facts, facts.Input with
    {
        Files = [
            .. facts.Input.Files.Select(
                file => file.Path == PolicyFiles.Ops ? file with { Text = ops(file.Text) } : file)],
    });

    private static DoctorFacts Reading(DoctorFacts facts, PolicyInput input) =>
        facts with { Input = input, Config = ConfigChecker.Check(input, Now) };

    private static DoctorFacts Learning(DoctorFacts facts, Func<CheckFacts, CheckFacts> learn) =>
        facts with { Config = ConfigChecker.Check(facts.Input, Now, learn) };

    private static RepoFile Form(string label) => new(".github/ISSUE_TEMPLATE/more.yml",
        $"name: More\ndescription: More\nlabels: [\"{label}\"]\nbody:\n  - type: input\n    attributes: {{ label: More of it }}\n");

    /// <param name="Name">In words.</param>
    /// <param name="Code">The code that is looked for.</param>
    /// <param name="Says">A part of what is said; null: nothing of that code.</param>
    /// <param name="Change">Makes it so of a repository that has everything.</param>
    public sealed record Case(string Name, string Code, string? Says, Func<DoctorFacts, DoctorFacts> Change);
}
