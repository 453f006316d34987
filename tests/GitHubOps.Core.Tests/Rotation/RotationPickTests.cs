using static GitHubOps.Core.Tests.Calendars;
using static GitHubOps.Core.Tests.Rotations;

namespace GitHubOps.Core.Tests;

/// <summary>An issue comes in, and somebody gets it, or everybody sees that nobody could.</summary>
[TestClass]
public class RotationPickTests
{
    private static readonly NodaTime.Instant Noon = Pacific("2026-11-04 12:00");

    private static readonly RotationDefinition Triage = Weekly(Ana, Ben, Chidi) with
    {
        Anchor = new RotationAnchor(new NodaTime.LocalDate(2026, 11, 2), Ben),
    };

    [TestMethod]
    public void The_holder_of_the_shift_takes_what_comes_and_it_counts_for_no_turn()
    {
        var pick = RotationPick.Choose(Triage, Noon, TurnLedger.Empty, _ => null);
        (pick.Person, pick.ByTurn, pick.Ledger).ShouldBe((Ben, false, TurnLedger.Empty));
        pick.Because.ShouldBe("ben has the triage shift until Mon 9 Nov, 10:00 (Los Angeles)");
    }

    [TestMethod]
    public void When_the_holder_is_away_the_others_take_turns()
    {
        var first = RotationPick.Choose(Triage, Noon, TurnLedger.Empty, p => p == Ben ? "away until Friday" : null);
        var second = RotationPick.Choose(Triage, Noon, first.Ledger, p => p == Ben ? "away until Friday" : null);
        (first.Person, second.Person, first.ByTurn).ShouldBe((Ana, Chidi, true));
        first.Skipped.ShouldBe([new SkippedPerson(Ben, "away until Friday")]);
        first.Because.ShouldBe("it is ana's turn in triage");
    }

    [TestMethod]
    public void Everybody_who_was_passed_over_is_named_with_the_reason()
    {
        var pick = RotationPick.Choose(Triage, Noon, TurnLedger.Empty, p => $"{p} is busy");
        pick.Person.ShouldBeNull();
        pick.Skipped.Select(s => s.Reason).ShouldBe(["ben is busy", "ana is busy", "chidi is busy"]);
        pick.Because.ShouldBe("nobody is left in triage");
        pick.Ledger.ShouldBe(TurnLedger.Empty);
    }

    [TestMethod]
    public void Without_shifts_it_goes_by_turn()
    {
        var ledger = TurnLedger.Empty;
        var people = new List<Login?>();
        for (var i = 0; i < 4; i++)
        {
            var pick = RotationPick.Choose(ByTurn(Ana, Ben), Noon, ledger, _ => null);
            people.Add(pick.Person);
            ledger = pick.Ledger;
        }

        people.ShouldBe([Ana, Ben, Ana, Ben]);
    }
}
