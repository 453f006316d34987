using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>The hour's contents, dealt out so that nobody who matters waits and nobody waits for ever.</summary>
[TestClass]
public class ContentBudgetTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 2, 17, 0);

    [TestMethod]
    public void Whatever_comes_no_hour_has_more_than_GitHub_takes_and_each_kind_keeps_its_part()
    {
        var wishes = Gen.ArrayOf(Gen.Choose(0, 9).Zip(Gen.Choose(0, 3)), 700).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(wishes, drawn =>
        {
            var (spent, now) = (new List<SpentContent>(), Start);
            foreach (var (gap, kind) in drawn.Select(wish => (wish.Item1, wish.Item2)))
            {
                var isUrgent = kind == 0;
                now += Duration.FromSeconds(gap);
                var next = ContentBudget.Next(Recent(spent, now), now);
                now = isUrgent ? next.Urgent : next.Others;
                spent.Add(new SpentContent(now, isUrgent));
                if (Recent(spent, now).Count > ContentBudget.PerHourMax) return false;
            }

            return true;
        }));
    }

    [TestMethod]
    public void A_flood_of_others_never_makes_the_most_severe_wait()
    {
        var spent = Spend(isUrgent: false, 1000);
        spent.Count.ShouldBe(ContentBudget.PerHourMax - ContentBudget.KeptForUrgent);
        var now = spent[^1].At;
        for (var n = 0; n < ContentBudget.KeptForUrgent; n++)
        {
            ContentBudget.Next(spent, now).Urgent.ShouldBe(now);
            spent.Add(new SpentContent(now, IsUrgent: true));
        }

        ContentBudget.Next(spent, now).Urgent.ShouldBe(Start + ContentBudget.Hour);
    }

    [TestMethod]
    public void A_flood_of_the_most_severe_leaves_the_others_a_part_of_each_hour()
    {
        var spent = Spend(isUrgent: true, 1000);
        var now = spent[^1].At;
        for (var n = 0; n < ContentBudget.KeptForOthers; n++)
        {
            ContentBudget.Next(spent, now).Others.ShouldBe(now);
            spent.Add(new SpentContent(now, IsUrgent: false));
        }

        spent.Count.ShouldBe(ContentBudget.PerHourMax);
        ContentBudget.Next(spent, now).Others.ShouldBeGreaterThan(now);
    }

    [TestMethod]
    public void A_clock_that_goes_back_holds_nobody_for_longer_than_the_hour()
    {
        var spent = Spend(isUrgent: false, 1000);
        var next = ContentBudget.Next(spent, Start - Duration.FromHours(5));
        next.Others.ShouldBeLessThanOrEqualTo(Start - Duration.FromHours(4));
    }

    /// <summary>One a second, as long as it may.</summary>
    private static List<SpentContent> Spend(bool isUrgent, int wishes)
    {
        var spent = new List<SpentContent>();
        for (var n = 0; n < wishes; n++)
        {
            var now = Start + Duration.FromSeconds(n);
            var next = ContentBudget.Next(spent, now);
            if ((isUrgent ? next.Urgent : next.Others) <= now) spent.Add(new SpentContent(now, isUrgent));
        }

        return spent;
    }

    private static List<SpentContent> Recent(List<SpentContent> spent, Instant now) =>
        [.. spent.Where(one => one.At > now - ContentBudget.Hour)];
}
