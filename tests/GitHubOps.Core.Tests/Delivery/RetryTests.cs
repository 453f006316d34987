using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

[TestClass]
public class RetryTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 2, 17, 0);
    private static readonly RetryPolicy Policy = RetryPolicy.GitHub;

    [TestMethod]
    public void The_first_wait_lies_between_half_and_the_whole_of_the_first_step()
    {
        Policy.Delay(1, 0).ShouldBe(Duration.FromSeconds(1));
        Policy.Delay(1, 0.5).ShouldBe(Duration.FromSeconds(1.5));
        Policy.Delay(3, 0).ShouldBe(Duration.FromSeconds(4));
    }

    [TestMethod]
    public void Waits_grow_until_the_cap_and_never_pass_it()
    {
        var before = Duration.Zero;
        for (var attempt = 1; attempt <= 100; attempt++)
        {
            var delay = Policy.Delay(attempt, 0.25);
            delay.ShouldBeGreaterThanOrEqualTo(before);
            delay.ShouldBeLessThanOrEqualTo(Policy.Cap);
            before = delay;
        }

        before.ShouldBe(Policy.Cap * 0.625);
    }

    [TestMethod]
    [DataRow(10_000)]
    [DataRow(int.MaxValue)]
    public void A_huge_attempt_waits_for_the_cap(int attempt) => Policy.Delay(attempt, 1).ShouldBe(Policy.Cap);

    [TestMethod]
    public void Any_attempt_and_fraction_give_a_wait_within_bounds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<int, double>((attempt, fraction) =>
        {
            var delay = Policy.Delay(attempt, fraction);
            return delay >= Policy.First / 2 && delay <= Policy.Cap;
        }));

    [TestMethod]
    [DataRow("60", 60)]
    [DataRow(" 60 ", 60)]
    [DataRow("0", 1)]
    [DataRow("-5", 1)]
    [DataRow("1.5", 1.5)]
    [DataRow("3600", 3600)]
    [DataRow("3601", 3600)]
    [DataRow("99999999999999999999999999999999", 3600)]
    [DataRow("999999999999999999999999999999999999999999999999999999999999999999999999999999999999999", 3600)]
    [DataRow("Mon, 02 Nov 2026 17:02:00 GMT", 120)]
    [DataRow("Monday, 02-Nov-26 17:02:00 GMT", 120)]
    [DataRow("Mon Nov  2 17:02:00 2026", 120)]
    [DataRow("Mon, 02 Nov 2026 16:00:00 GMT", 1)]
    [DataRow("Fri, 31 Dec 9999 23:59:59 GMT", 3600)]
    public void Retry_after_is_bounded(string header, double seconds) =>
        RetryAfter.Parse(header, Now).ShouldBe(Duration.FromSeconds(seconds));

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("   ")]
    [DataRow("soon")]
    [DataRow("1e9")]
    [DataRow("-")]
    [DataRow("Mon, 99 Nov 2026 17:02:00 GMT")]
    public void What_cannot_be_read_leaves_the_wait_to_the_caller(string? header) =>
        RetryAfter.Parse(header, Now).ShouldBeNull();

    [TestMethod]
    public void No_header_makes_it_throw_or_leave_the_bounds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<string>(header =>
            RetryAfter.Parse(header, Now) is not { } wait
                || (wait >= RetryAfter.Shortest && wait <= RetryAfter.Longest)));
}
