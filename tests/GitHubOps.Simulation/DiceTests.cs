namespace GitHubOps.Simulation;

[TestClass]
public class DiceTests
{
    [TestMethod]
    public void The_same_seed_rolls_the_same_for_ever()
    {
        var dice = new Dice(42);
        ulong[] rolled = [dice.Next(), dice.Next(), dice.Next()];
        rolled.ShouldBe([1546998764402558742UL, 6990951692964543102UL, 12544586762248559009UL]);
    }

    [TestMethod]
    public void Every_side_comes_up_about_as_often_as_the_others()
    {
        var dice = new Dice(7);
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++) counts[dice.Below(6)]++;
        counts.ShouldAllBe(count => count > 9_500 && count < 10_500);
    }

    [TestMethod]
    public void A_ratio_comes_true_as_often_as_it_says_and_none_never()
    {
        var dice = new Dice(9);
        Enumerable.Range(0, 30_000).Count(_ => dice.Chance(new Ratio(1, 3))).ShouldBeInRange(9_600, 10_400);
        Enumerable.Range(0, 1000).ShouldAllBe(_ => !dice.Chance(Ratio.Never));
    }

    [TestMethod]
    public void A_weight_of_nothing_is_never_drawn()
    {
        var dice = new Dice(1);
        Enumerable.Range(0, 1000).Select(_ => dice.Weighted([0, 3, 1])).ShouldNotContain(0);
    }
}
