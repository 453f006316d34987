using System.Collections.Immutable;
using NodaTime;
using static GitHubOps.Core.Tests.Calendars;
using static GitHubOps.Core.Tests.Rotations;

namespace GitHubOps.Core.Tests;

/// <summary>A team lead asks whose week it is, was and will be.</summary>
[TestClass]
public class RotationScheduleTests
{
    [TestMethod]
    public void Week_zero_begins_on_the_first_Monday_of_1970()
    {
        var first = RotationSchedule.At(Weekly(Ana, Ben, Chidi), Pacific("1970-01-05 10:00")).ShouldNotBeNull();
        (first.Index, first.Person, first.From).ShouldBe((0, Ana, Pacific("1970-01-05 10:00")));
        RotationSchedule.At(Weekly(Ana, Ben, Chidi), Pacific("1970-01-05 09:59"))!.Index.ShouldBe(-1);
    }

    [TestMethod]
    public void A_start_on_Tuesday_is_the_Tuesday_after_that_Monday() =>
        RotationSchedule.At(Make("1w", "Tue 10:00", "Europe/Vienna", Ana, Ben), At("1970-01-06 10:00",
            "Europe/Vienna"))!
            .Index.ShouldBe(0);

    [TestMethod]
    public void An_anchor_gives_its_week_to_its_person_and_the_order_goes_on_from_there()
    {
        var rotation = Weekly(Ana, Ben, Chidi) with { Anchor = new RotationAnchor(new LocalDate(2026, 11, 2), Ben) };
        PersonAt(rotation, Pacific("2026-11-02 10:00")).ShouldBe(Ben);
        PersonAt(rotation, Pacific("2026-11-02 09:59")).ShouldBe(Ana);
        PersonAt(rotation, Pacific("2026-11-09 10:00")).ShouldBe(Chidi);
        PersonAt(rotation, Pacific("2026-10-20 10:00")).ShouldBe(Chidi);
    }

    [TestMethod]
    public void Hand_offs_stay_at_ten_when_the_clocks_change()
    {
        var shifts = RotationSchedule.Between(Weekly(Ana, Ben), Pacific("2026-10-26 10:00"),
            Pacific("2026-11-09 10:00")).ToList();
        shifts.Count.ShouldBe(2);
        (shifts[0].To - shifts[0].From).ShouldBe(Duration.FromHours((7 * 24) + 1));
        shifts[1].From.ShouldBe(Pacific("2026-11-02 10:00"));
        shifts[0].Because.ShouldEndWith("has the triage shift until Mon 2 Nov, 10:00 (Los Angeles)");
    }

    [TestMethod]
    public void Monthly_shifts_keep_the_day_or_end_the_month()
    {
        var rotation = Make("1mo", "Sat 09:00", "UTC", Ana, Ben) with
        {
            Anchor = new RotationAnchor(new LocalDate(2026, 1, 31), Ana),
        };
        RotationSchedule.Between(rotation, Utc("2026-01-31 09:00"), Utc("2026-05-01 00:00")).Select(s => s.From)
            .ShouldBe(
            [Utc("2026-01-31 09:00"), Utc("2026-02-28 09:00"), Utc("2026-03-31 09:00"), Utc("2026-04-30 09:00")]);
    }

    [TestMethod]
    public void The_backup_is_the_next_in_order_or_from_its_own_list_but_never_the_holder()
    {
        var at = Pacific("2026-11-04 12:00");
        var holder = PersonAt(Weekly(Ana, Ben), at);
        RotationSchedule.BackupAt(Weekly(Ana, Ben), at).ShouldBe(holder == Ana ? Ben : Ana);
        RotationSchedule.BackupAt(Weekly(Ana), at).ShouldBeNull();
        RotationSchedule.BackupAt(Weekly(Ana) with { Backup = [Ana, Dee] }, at).ShouldBe(Dee);
        RotationSchedule.BackupAt(Weekly(Ana) with { Backup = [Ana] }, at).ShouldBeNull();
        RotationSchedule.ShadowAt(Weekly(Ana) with { Shadow = [Chidi] }, at).ShouldBe(Chidi);
        RotationSchedule.ShadowAt(Weekly(Ana), at).ShouldBeNull();
    }

    [TestMethod]
    public void By_turn_there_is_no_shift_and_nobody_is_on_an_empty_roster()
    {
        RotationSchedule.At(ByTurn(Ana, Ben), Utc("2026-01-01 00:00")).ShouldBeNull();
        RotationSchedule.At(Weekly(), Utc("2026-01-01 00:00")).ShouldBeNull();
        RotationSchedule.Between(Weekly(), Utc("2026-01-01 00:00"), Utc("2026-02-01 00:00")).ShouldBeEmpty();
    }

    [TestMethod]
    public void A_new_roster_waits_for_the_hand_off_and_resumes_after_the_present_holder()
    {
        var anchor = new RotationAnchor(new LocalDate(2026, 11, 2), Ben);
        ImmutableArray<Login> old = [Ana, Ben, Chidi];
        var rotation = Weekly(Dee, Ana, Ben, Chidi) with
        {
            Anchor = anchor,
            Revisions =
            [
                new RosterRevision(Pacific("2026-01-01 00:00"), old),
                new RosterRevision(Pacific("2026-11-11 15:00"), [Ana, Ben, Dee, Chidi]),
            ],
        };
        PersonAt(rotation, Pacific("2026-11-12 12:00")).ShouldBe(Chidi, "the present holder stays");
        PersonAt(rotation, Pacific("2026-11-16 10:00")).ShouldBe(Ana);
        PersonAt(rotation, Pacific("2026-11-30 10:00")).ShouldBe(Dee);
        PersonAt(rotation, Pacific("2026-11-02 10:00")).ShouldBe(Ben, "the past stays");
    }

    [TestMethod]
    public void When_the_holder_leaves_the_next_who_stays_goes_on()
    {
        var rotation = Weekly(Ana, Chidi) with
        {
            Anchor = new RotationAnchor(new LocalDate(2026, 11, 2), Ben),
            Revisions =
            [
                new RosterRevision(Pacific("2026-01-01 00:00"), [Ana, Ben, Chidi]),
                new RosterRevision(Pacific("2026-11-04 12:00"), [Ana, Chidi]),
            ],
        };
        PersonAt(rotation, Pacific("2026-11-05 12:00")).ShouldBe(Ben, "the shift is not taken away");
        PersonAt(rotation, Pacific("2026-11-09 10:00")).ShouldBe(Chidi);
        PersonAt(rotation, Pacific("2026-11-16 10:00")).ShouldBe(Ana);
    }

    [TestMethod]
    public void Two_changes_before_one_hand_off_are_one_change()
    {
        var rotation = Weekly(Ana, Ben, Dee) with
        {
            Anchor = new RotationAnchor(new LocalDate(2026, 11, 2), Ben),
            Revisions =
            [
                new RosterRevision(Pacific("2026-01-01 00:00"), [Ana, Ben, Chidi]),
                new RosterRevision(Pacific("2026-11-04 12:00"), [Dee]),
                new RosterRevision(Pacific("2026-11-05 12:00"), [Ana, Ben, Dee]),
            ],
        };
        PersonAt(rotation, Pacific("2026-11-06 12:00")).ShouldBe(Ben);
        PersonAt(rotation, Pacific("2026-11-09 10:00")).ShouldBe(Dee);
    }

    [TestMethod]
    public void An_anchor_ahead_holds_although_the_roster_changes_before_it()
    {
        var rotation = Weekly(Ana, Ben, Chidi, Dee) with
        {
            Anchor = new RotationAnchor(new LocalDate(2026, 11, 30), Ben),
            Revisions =
            [
                new RosterRevision(Pacific("2026-01-01 00:00"), [Ana, Ben, Chidi]),
                new RosterRevision(Pacific("2026-11-04 12:00"), [Ana, Ben, Chidi, Dee]),
            ],
        };
        PersonAt(rotation, Pacific("2026-11-30 10:00")).ShouldBe(Ben);
        PersonAt(rotation, Pacific("2026-12-07 10:00")).ShouldBe(Chidi);
        PersonAt(rotation, Pacific("2026-11-02 10:00")).ShouldBe(Ana, "four weeks before, with the three of then");
    }

    [TestMethod]
    public void A_swap_gives_a_part_of_a_shift_to_another_and_the_rotation_returns_by_itself()
    {
        var swap = new RotationSwap(Pacific("2026-11-03 00:00"), Pacific("2026-11-08 00:00"), Chidi, Ben,
            "chidi agreed to swap");
        var rotation = Weekly(Ana, Ben, Chidi) with
        {
            Anchor = new RotationAnchor(new LocalDate(2026, 11, 2), Ben),
            Swaps = [swap],
        };
        RotationSchedule.Between(rotation, Pacific("2026-11-02 10:00"), Pacific("2026-11-16 10:00"))
            .Select(s => (s.Person, s.From, s.To)).ShouldBe(
            [
                (Ben, Pacific("2026-11-02 10:00"), swap.From), (Chidi, swap.From, swap.To),
                (Ben, swap.To, Pacific("2026-11-09 10:00")), (Chidi, Pacific("2026-11-09 10:00"),
                    Pacific("2026-11-16 10:00")),
            ]);
        RotationSchedule.At(rotation, Pacific("2026-11-04 12:00"))!.Because.ShouldBe("chidi agreed to swap");
        RotationSchedule.BackupAt(rotation, Pacific("2026-11-04 12:00"))
            .ShouldBe(Ana, "chidi is next but has it already");
        var another = rotation with { Swaps = [swap with { InsteadOf = Ana }] };
        PersonAt(another, Pacific("2026-11-04 12:00")).ShouldBe(Ben, "ana does not have that week");
    }

    [TestMethod]
    [DataRow("12h", "12h")]
    [DataRow("1d", "1d")]
    [DataRow("2w", "2w")]
    [DataRow("1mo", "1mo")]
    [DataRow("0w", null)]
    [DataRow("1y", null)]
    [DataRow("w", null)]
    [DataRow("99999w", null)]
    [DataRow("", null)]
    public void Lengths_are_read_as_people_write_them(string text, string? read) =>
        (RotationLength.TryParse(text, out var length) ? length.ToString() : null).ShouldBe(read);

    [TestMethod]
    [DataRow("Mon 10:00", "Mon 10:00")]
    [DataRow("tuesday 09:30", "Tue 09:30")]
    [DataRow("Mon 24:00", null)]
    [DataRow("Mon", null)]
    [DataRow("10:00", null)]
    public void Starts_are_read_as_people_write_them(string text, string? read) =>
        (RotationStart.TryParse(text, out var start) ? start.ToString() : null).ShouldBe(read);
}
