using FsCheck;
using FsCheck.Fluent;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>GitHub's demands on our pace, and what happens when it limits us.</summary>
[TestClass]
public sealed class PaceTests
{
    private static readonly InstallationId One = new(1);
    private static readonly InstallationId Two = new(2);

    private readonly TestTime time = new();
    private readonly GitHubClock clock;
    private readonly InstallationPace pace;

    public PaceTests()
    {
        clock = new GitHubClock(time);
        pace = new InstallationPace(clock);
    }

    [TestMethod]
    public void A_second_lies_between_two_writes_of_one_installation()
    {
        Write(One).ShouldBeNull();
        Write(Two).ShouldBeNull();
        var held = Write(One).ShouldNotBeNull();
        (held.Kind, held.Until).ShouldBe((LimitKind.OwnPace, clock.Now + Duration.FromSeconds(1)));
        time.Pass(TimeSpan.FromMilliseconds(999));
        Write(One).ShouldNotBeNull();
        time.Pass(TimeSpan.FromMilliseconds(1));
        Write(One).ShouldBeNull();
    }

    [TestMethod]
    public void Two_writes_of_one_installation_are_never_under_way_at_once()
    {
        pace.BeginWrite(One, 0).ShouldBeNull();
        time.Pass(TimeSpan.FromSeconds(30));
        pace.BeginWrite(One, 0).ShouldNotBeNull();
        pace.EndWrite(One);
        time.Pass(TimeSpan.FromSeconds(1));
        pace.BeginWrite(One, 0).ShouldBeNull();
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(1)]
    public void A_clock_that_is_set_neither_shortens_nor_lengthens_the_second(int hours)
    {
        Write(One).ShouldBeNull();
        time.Set(TimeSpan.FromHours(hours));
        Write(One).ShouldNotBeNull().Until.ShouldBe(clock.Now + Duration.FromSeconds(1));
        time.Pass(TimeSpan.FromSeconds(1));
        Write(One).ShouldBeNull();
    }

    [TestMethod]
    public void In_any_flood_no_minute_has_more_than_80_contents_and_no_hour_more_than_500()
    {
        // Steps in milliseconds between wishes to write; whoever is held back comes when told.
        var steps = Gen.ArrayOf(Gen.Choose(0, 4000), 40).Two().ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(steps, drawn =>
        {
            var (world, own) = (new TestTime(), new List<Instant>());
            var hers = new InstallationPace(new GitHubClock(world));
            foreach (var step in Enumerable.Repeat(drawn.Item1.Concat(drawn.Item2), 10).SelectMany(s => s))
            {
                world.Pass(TimeSpan.FromMilliseconds(step));
                while (hers.BeginWrite(One, 1) is { } held)
                {
                    (held.Until > world.Now()).ShouldBeTrue();
                    world.Pass((held.Until - world.Now()).ToTimeSpan());
                }

                hers.EndWrite(One);
                own.Add(world.Now());
            }

            return Most(own, Duration.FromMinutes(1)) <= 80 && Most(own, Duration.FromHours(1)) <= 500
                && own.Zip(own.Skip(1)).All(p => p.Second - p.First >= Duration.FromSeconds(1));
        }));
    }

    [TestMethod]
    public void A_flood_uses_what_GitHub_allows()
    {
        var written = 0;
        var end = time.GetUtcNow().AddHours(1);
        while (time.GetUtcNow() < end && written <= 500)
        {
            if (pace.BeginWrite(One, 1) is { } held)
            {
                time.Pass((held.Until - clock.Now).ToTimeSpan());
                continue;
            }

            pace.EndWrite(One);
            written++;
        }

        written.ShouldBe(500);
    }

    [TestMethod]
    public void A_told_limit_gets_a_second_on_top_and_a_fraction_of_its_own()
    {
        var told = new GitHubFailure.RateLimited(clock.Now + Duration.FromMinutes(5), LimitKind.Primary);
        var (first, second) = (pace.Block(One, told), pace.Block(Two, told));
        first.Until.ShouldBeInRange(told.Until + Duration.FromSeconds(1), told.Until + Duration.FromSeconds(2));
        second.Until.ShouldNotBe(first.Until);
        pace.Blocked(One).ShouldNotBeNull().Kind.ShouldBe(LimitKind.Primary);
        time.Pass(TimeSpan.FromMinutes(6));
        pace.Blocked(One).ShouldBeNull();
    }

    [TestMethod]
    public void A_guess_doubles_up_to_an_hour_and_starts_small_again_after_peace()
    {
        List<int> Waits(int count) => [.. Enumerable.Range(0, count).Select(_ =>
        {
            var begun = clock.Now;
            var limit = pace.Block(One,
                new GitHubFailure.RateLimited(begun + Duration.FromSeconds(60), LimitKind.Secondary, IsTold: false));
            time.Pass((limit.Until - begun).ToTimeSpan());
            return (int)(limit.Until - begun).TotalMinutes;
        })];

        Waits(8).ShouldBe([1, 2, 4, 8, 16, 32, 60, 60]);
        pace.Calm(One);
        Waits(1).ShouldBe([1]);
    }

    [TestMethod]
    public void A_block_outlives_the_process()
    {
        pace.Block(One, new GitHubFailure.RateLimited(clock.Now + Duration.FromMinutes(5), LimitKind.Secondary));
        var next = new InstallationPace(clock);
        next.Import(pace.Export());
        next.Blocked(One).ShouldBe(pace.Blocked(One));
        next.Blocked(Two).ShouldBeNull();

        // An older word does not shorten it.
        next.Import([new PaceState(One, clock.Now + Duration.FromSeconds(1), LimitKind.Primary, 0)]);
        next.Blocked(One).ShouldBe(pace.Blocked(One));
    }

    [TestMethod]
    public async Task While_an_installation_is_limited_nothing_is_sent_and_others_go_on()
    {
        using var rig = new Rig();
        rig.GitHub.On("GET /repos/acme/kit/issues/7",
            r => r.Bearer == "ghs_stub1" ? Limited(rig) : StubGitHub.Make(200, Rig.IssueJson()));
        var limit = (await rig.Calls.GetIssueAsync(7, default)).Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
        for (var i = 0; i < 5; i++)
            (await rig.Calls.GetIssueAsync(7,
                default)).Failure.ShouldBeOfType<GitHubFailure.RateLimited>().Until.ShouldBe(limit.Until);
        rig.GitHub.Lines.Count().ShouldBe(1);

        (await rig.Access.Client.In(Two, Rig.Kit).GetIssueAsync(7, default)).IsOk.ShouldBeTrue();
        rig.Time.Pass((limit.Until - rig.Now).ToTimeSpan());
        await rig.Calls.GetIssueAsync(7, default);
        rig.GitHub.Lines.Count().ShouldBe(3);
    }

    private static HttpResponseMessage Limited(Rig rig) =>
        StubGitHub.Make(403, """{"message":"API rate limit exceeded"}""",
        ("X-RateLimit-Remaining", "0"),
            ("X-RateLimit-Reset", rig.Time.GetUtcNow().AddMinutes(7).ToUnixTimeSeconds().ToString()));

    private GitHubFailure.RateLimited? Write(InstallationId installation)
    {
        var held = pace.BeginWrite(installation, 0);
        if (held is null) pace.EndWrite(installation);
        return held;
    }

    private static int Most(List<Instant> times, Duration window) =>
        times.Max(end => times.Count(t => t > end - window && t <= end));
}
