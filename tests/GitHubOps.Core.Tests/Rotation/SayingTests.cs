using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>What people say of themselves, and what follows from it in whatever order it became known.</summary>
[TestClass]
public class SayingTests
{
    private static readonly Login Ben = new("ben");
    private static readonly Login Dee = new("dee");

    private static Instant Day(int day) => Instant.FromUtc(2026, 11, 1, 0, 0) + Duration.FromDays(day);

    private static Saying Away(Login who, int said, int from, int to) =>
        new(who, SayingKind.Away, Day(said), Day(from), Day(to));

    [TestMethod]
    public void Back_ends_what_lasts_and_leaves_what_is_to_come()
    {
        Sayings.Absences([Away(Ben, 0, 1, 10), Away(Ben, 0, 40, 50), new(Ben, SayingKind.Back, Day(3))])
            .ShouldBe([new Absence(Ben, Day(1), Day(3)), new Absence(Ben, Day(40), Day(50))]);
    }

    [TestMethod]
    public void Back_of_somebody_who_is_there_takes_back_what_is_to_come()
    {
        Sayings.Absences(
            [Away(Ben, 0, 40, 50), Away(Dee, 0, 40, 50), new(Ben, SayingKind.Back, Day(3)), Away(Ben, 4, 60, 61)])
            .ShouldBe([new Absence(Ben, Day(60), Day(61)), new Absence(Dee, Day(40), Day(50))]);
    }

    [TestMethod]
    public void Who_was_muted_is_asked_of_the_time()
    {
        Saying[] said = [new(Ben, SayingKind.Mute, Day(1)), new(Ben, SayingKind.Unmute, Day(5)),
            new(Dee, SayingKind.Mute, Day(2))];
        Sayings.MutedAt(said, Day(0)).ShouldBeEmpty();
        Sayings.MutedAt(said, Day(3)).ShouldBe([Ben, Dee], ignoreOrder: true);
        Sayings.MutedAt(said, Day(6)).ShouldBe([Dee]);
    }

    [TestMethod]
    public void The_order_in_which_it_became_known_changes_nothing()
    {
        var saying = from person in Gen.Elements(Ben, Dee)
                     from kind in Gen.Elements(Enum.GetValues<SayingKind>())
                     from said in Gen.Choose(0, 12)
                     from @from in Gen.Choose(0, 15)
                     from days in Gen.Choose(1, 6)
                     select kind == SayingKind.Away ? Away(person, said, @from, @from + days)
                         : new Saying(person, kind, Day(said));
        var lists =
            Gen.ListOf(saying).SelectMany(list => Gen.Shuffle(list.ToArray()).Select(shuffled => (list, shuffled)));
        TimeGen.Check(lists, pair =>
        {
            var told = Sayings.Absences(pair.list);
            Sayings.Absences(pair.shuffled).ShouldBe(told);
            told.ShouldAllBe(away => away.From < away.To);
            Sayings.MutedAt(pair.shuffled, Day(7)).ShouldBe(Sayings.MutedAt(pair.list, Day(7)), ignoreOrder: true);
        });
    }

    [TestMethod]
    [DataRow("2026-12-20..2027-01-05", "2026-12-20..2027-01-05")]
    [DataRow("12-20..01-05", "2026-12-20..2027-01-05")]
    [DataRow("2026-11-03..07", "2026-11-03..2026-11-07")]
    [DataRow("2026-12-20..01-05", "2026-12-20..2027-01-05")]
    [DataRow("11-02", "2026-11-02")]
    [DataRow("10-30..11-02", "2026-10-30..2026-11-02")]
    [DataRow("10-30..11-01", "2027-10-30..2027-11-01")]
    [DataRow("02-29", "2028-02-29")]
    [DataRow("2026-11-03..01", null)]
    [DataRow("2026-11-03..2026-11-01", null)]
    [DataRow("1-2", null)]
    [DataRow("2026-13-01", null)]
    [DataRow("9999-01-01..9999-12-31", null)]
    [DataRow("..", null)]
    [DataRow("a..b..c", null)]
    public void Days_are_read_as_people_write_them(string text, string? days) =>
        (DateSpan.TryParse(text, new LocalDate(2026, 11, 2))?.ToString()).ShouldBe(days);
}
