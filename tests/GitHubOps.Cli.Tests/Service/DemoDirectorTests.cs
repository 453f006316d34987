using System.Collections.Immutable;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Cli.Tests;

/// <summary>The script is played by people on GitHub; the clock moves when everybody is quiet.</summary>
[TestClass]
public class DemoDirectorTests
{
    private const string Repo = "acme/dashboard-factory";
    private static readonly Instant Start = Instant.FromUtc(2026, 10, 30, 15, 0);

    [TestMethod]
    public async Task A_tiny_script_is_played_by_people_at_their_moments()
    {
        var page = new DemoPage(Repo, "America/Los_Angeles");
        var told = new List<string>();
        await PlayAsync(told, _ => Task.FromResult(ServiceGlance.Quiet),
            page.Opens("10-30 09:00", "petra-lindqvist", "one", "Tiles are empty", "All of them."),
            page.Says("10-30 09:30", "ana", "one", "Here too."),
            page.Gives("10-30 09:31", "ana", "one", "ben"),
            page.Closes("10-30 10:00", "ben", "one"));
        told.ShouldBe(
        [
            "16:00 petra-lindqvist opened dashboard-factory#1: Tiles are empty",
            "16:30 ana answered on dashboard-factory#1",
            "16:31 ana gave dashboard-factory#1 to ben",
            "17:00 ben closed dashboard-factory#1 as completed",
        ]);
    }

    [TestMethod]
    public async Task The_clock_stops_at_every_due_moment_of_the_service()
    {
        var page = new DemoPage(Repo, "America/Los_Angeles");
        var due = new Queue<Instant>([Start + Duration.FromMinutes(7), Start + Duration.FromMinutes(50)]);
        var stops = new List<Instant>();
        DemoTime? time = null;
        await PlayAsync([], _ =>
        {
            var now = Instant.FromDateTimeOffset(time!.GetUtcNow());
            stops.Add(now);
            while (due.TryPeek(out var next) && next <= now) due.Dequeue();
            return Task.FromResult(new ServiceGlance(false, due.TryPeek(out var first) ? first : null, ""));
        }, given => time = given, page.Opens("10-30 09:00", "petra-lindqvist", "one", "Tiles are empty", "All."));
        stops.Distinct().ShouldBe(
            new[] { 0, 7, 50, 60, 180 }.Select(minutes => Start + Duration.FromMinutes(minutes)));
    }

    [TestMethod]
    public async Task Every_form_of_the_script_can_be_filled_in_and_every_hand_may_do_what_it_does()
    {
        var told = new List<string>();
        await PlayAsync(told, _ => Task.FromResult(ServiceGlance.Quiet), _ => { }, DemoScript.Full, withLabels: true);
        told.Count.ShouldBe(DemoScript.Full.Acts.Length);
    }

    [TestMethod]
    public void The_script_has_thirty_issues_in_three_repositories_and_needs_no_command()
    {
        var opened = DemoScript.Full.Acts.Select(a => a.Deed).OfType<DemoDeed.Open>().ToList();
        opened.Count.ShouldBeGreaterThanOrEqualTo(30);
        opened.Select(o => o.Repository).Distinct().Order().ShouldBe(DemoScript.Repositories);
        DemoScript.Full.Acts.Select(a => a.Deed).OfType<DemoDeed.Comment>().ShouldAllBe(c => !c.Text.StartsWith('/'));
    }

    private static Task PlayAsync(
        List<string> told, Func<CancellationToken, Task<ServiceGlance>> glance, params DemoAct[] acts) =>
        PlayAsync(told, glance, _ => { }, acts);

    private static Task PlayAsync(
        List<string> told,
        Func<CancellationToken, Task<ServiceGlance>> glance,
        Action<DemoTime> given,
        params DemoAct[] acts)
    {
        var script = new DemoScript(Start, Start + Duration.FromHours(3), [.. acts]);
        return PlayAsync(told, glance, given, script, withLabels: false);
    }

    private static async Task PlayAsync(
        List<string> told,
        Func<CancellationToken, Task<ServiceGlance>> glance,
        Action<DemoTime> given,
        DemoScript script,
        bool withLabels)
    {
        var time = new DemoTime(script.Start.ToDateTimeOffset());
        given(time);
        var examples = ExampleRepositories.Embedded();
        await using var sandbox = await GitHubSandbox.StartAsync(new SandboxOptions { Time = time });
        var owner = examples.Plant(sandbox, DemoScript.Contributors);
        if (withLabels) await MakeLabelsAsync(owner);
        var director = new DemoDirector(sandbox, examples, time, glance, () => { }, change =>
        {
            told.Add($"{change.At.InUtc():HH:mm} {change.Text}");
            return Task.CompletedTask;
        });
        await director.PlayAsync(script, CancellationToken.None);
    }

    /// <summary>The service would have made them.</summary>
    private static async Task MakeLabelsAsync(SandboxHand owner)
    {
        foreach (var act in DemoScript.Full.Acts)
        {
            if (act.Deed is not DemoDeed.Label label) continue;
            foreach (var repository in DemoScript.Repositories)
            {
                try
                {
                    await owner.CreateLabelAsync(repository, label.Name);
                }
                catch (SandboxRefusedException)
                {
                    // It is there already.
                }
            }
        }
    }
}
