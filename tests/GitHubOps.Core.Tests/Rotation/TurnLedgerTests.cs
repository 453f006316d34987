using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using static GitHubOps.Core.Tests.Rotations;

namespace GitHubOps.Core.Tests;

/// <summary>Issues are given by turn, and nobody may feel cheated.</summary>
[TestClass]
public class TurnLedgerTests
{
    private static readonly Login[] People = [.. "ana ben chidi dee ivo".Split(' ').Select(n => new Login(n))];

    private static (TurnLedger Ledger, Login Person) Next(TurnLedger ledger, IReadOnlyList<Login> eligible)
    {
        var person = ledger.Choose(eligible).ShouldNotBeNull();
        return (ledger.Take(person, eligible), person);
    }

    private static (TurnLedger Ledger, Login[] People) Next(TurnLedger ledger, int turns, params Login[] eligible)
    {
        var people = new Login[turns];
        for (var i = 0; i < turns; i++) (ledger, people[i]) = Next(ledger, eligible);
        return (ledger, people);
    }

    [TestMethod]
    public void Nobody_gets_a_second_turn_before_everybody_had_one() =>
        Next(TurnLedger.Empty, 6, Ana, Ben, Chidi).People.ShouldBe([Ana, Ben, Chidi, Ana, Ben, Chidi]);

    [TestMethod]
    public void Those_who_were_eligible_throughout_are_never_more_than_one_turn_apart() =>
        TimeGen.Check(Sequences(), sequence =>
        {
            // Ana and Ben can always; the others come and go.
            var ledger = TurnLedger.Empty;
            foreach (var others in sequence)
            {
                (ledger, _) = Next(ledger, [Ana, Ben, .. others]);
                Math.Abs(ledger.TakenBy(Ana) - ledger.TakenBy(Ben)).ShouldBeLessThanOrEqualTo(1);
            }
        });

    [TestMethod]
    public void Who_comes_back_is_neither_flooded_nor_spared() =>
        TimeGen.Check(Sequences(), sequence =>
        {
            var ledger = TurnLedger.Empty;
            foreach (var others in sequence) (ledger, _) = Next(ledger, [Ana, Ben, .. others]);
            // From now on everybody can: in every further stretch nobody gets two turns more than another.
            var before = People.ToDictionary(p => p, ledger.TakenBy);
            for (var i = 0; i < 40; i++)
            {
                (ledger, _) = Next(ledger, People);
                var gained = People.Select(p => ledger.TakenBy(p) - before[p]).ToArray();
                (gained.Max() - gained.Min()).ShouldBeLessThanOrEqualTo(2);
            }
        });

    [TestMethod]
    public void A_newcomer_starts_level_with_those_who_are_there()
    {
        var (ledger, _) = Next(TurnLedger.Empty, 20, Ana, Ben);
        Next(ledger, 9, Ana, Ben, Dee).People.GroupBy(p => p).Select(g => g.Count()).ShouldBe([3, 3, 3]);
    }

    [TestMethod]
    public void Coming_back_from_leave_is_starting_level()
    {
        var (ledger, _) = Next(TurnLedger.Empty, 3, Ana, Ben, Chidi);
        (ledger, _) = Next(ledger, 20, Ana, Ben);
        Next(ledger, 6, Ana, Ben, Chidi).People.Count(p => p == Chidi).ShouldBe(2);
    }

    [TestMethod]
    public void Everybody_away_and_others_back_goes_on_from_the_level_of_before()
    {
        var (ledger, _) = Next(TurnLedger.Empty, 10, Ana);
        (ledger, var people) = Next(ledger, 4, Ben, Chidi);
        people.ShouldBe([Ben, Chidi, Ben, Chidi]);
        Next(ledger, 6, Ana, Ben, Chidi).People.GroupBy(p => p).Select(g => g.Count()).ShouldBe([2, 2, 2]);
    }

    [TestMethod]
    public void Skipping_somebody_moves_no_one_else()
    {
        var (ledger, _) = Next(TurnLedger.Empty, 1, Ana, Ben, Chidi);
        (ledger, var person) = Next(ledger, [Ana, Chidi]);
        person.ShouldBe(Chidi);
        Next(ledger, 3, Ana, Ben, Chidi).People.ShouldBe([Ben, Ana, Chidi]);
    }

    [TestMethod]
    public void Taking_the_last_one_out_of_the_roster_does_not_reset_the_order()
    {
        var (ledger, people) = Next(TurnLedger.Empty, 2, Ana, Ben, Chidi);
        people[^1].ShouldBe(Ben);
        Next(ledger, 2, Ana, Chidi).People.ShouldBe([Chidi, Ana]);
    }

    [TestMethod]
    public void The_same_question_gets_the_same_answer_and_asking_changes_nothing() =>
        TimeGen.Check(Sequences(), sequence =>
        {
            var (one, other) = (TurnLedger.Empty, TurnLedger.Empty);
            foreach (var others in sequence)
            {
                one.Choose([Ana, .. others]).ShouldBe(one.Choose([Ana, .. others]));
                (one, var first) = Next(one, [Ana, .. others]);
                (other, var second) = Next(other, [Ana, .. others]);
                first.ShouldBe(second);
            }

            one.ShouldBe(other);
            JsonSerializer.Deserialize<TurnLedger>(JsonSerializer.Serialize(one)).ShouldBe(one);
        });

    [TestMethod]
    public void A_turn_by_hand_counts_and_a_turn_given_back_does_not()
    {
        var (ledger, _) = Next(TurnLedger.Empty, 3, Ana, Ben, Chidi);
        Next(ledger.Take(Ana), 2, Ana, Ben, Chidi).People.ShouldBe([Ben, Chidi]);
        (ledger, _) = Next(ledger, [Ana, Ben, Chidi]);
        ledger.TakenBy(Ana).ShouldBe(2);
        ledger.GiveBack(Ana).Choose([Ana]).ShouldBe(Ana);
        ledger.GiveBack(Ana).TakenBy(Ana).ShouldBe(1);
        TurnLedger.Empty.GiveBack(Ana).ShouldBe(TurnLedger.Empty);
    }

    [TestMethod]
    public void Nobody_eligible_is_nobody_chosen() => TurnLedger.Empty.Choose([]).ShouldBeNull();

    private static Gen<Login[][]> Sequences() =>
        Gen.SubListOf(People[2..]).Select(s => s.ToArray()).ArrayOf(40);
}
