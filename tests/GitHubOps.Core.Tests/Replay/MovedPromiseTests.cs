namespace GitHubOps.Core.Tests;

/// <summary>Which running promises would be due at another time, before anybody merges a change of the hours.</summary>
[TestClass]
public class MovedPromiseTests
{
    private static readonly PolicyInput Factory = Examples.Read("dashboard-factory");

    private static readonly PolicyInput Later = Shared("hours: Mon-Fri 09:00-17:00, holidays: ops/holidays/us.ics",
        "hours: Mon-Fri 12:00-20:00, holidays: ops/holidays/us.ics");

    private static readonly Past One = new Past()
        .Opens(1, "2026-11-02T10:00", "contributor", "It stays empty", Story.TemplateBug())
        .Opens(2, "2026-11-02T10:00", "contributor", "It stays empty, too", Story.TemplateBug())
        .Closes(2, "2026-11-02T10:30", "contributor");

    [TestMethod]
    public void Hours_that_change_move_what_is_left_of_a_running_promise()
    {
        // Four hours from ten, of which one has passed at eleven.
        var moved = Compare(Later).Single(one => one.Metric == Metric.Respond);
        moved.Ref.Number.ShouldBe(1, "the other is closed");
        moved.Before.ShouldBe(Story.Time("2026-11-02T14:00", Story.West));
        moved.After.ShouldBe(Story.Time("2026-11-02T15:00", Story.West), "three hours from noon");
    }

    [TestMethod]
    public void Hours_that_have_always_held_move_all_of_it()
    {
        var moved = Compare(Retroactively(Later)).Single(one => one.Metric == Metric.Respond);
        moved.Before.ShouldBe(Story.Time("2026-11-02T14:00", Story.West));
        moved.After.ShouldBe(Story.Time("2026-11-02T16:00", Story.West), "four hours from noon");
    }

    [TestMethod]
    public void A_target_that_is_gone_is_promised_no_longer()
    {
        var moved = Compare(Shared("respond: { s1: 1h, s2: 4bh, s3: 2bd, s4: 3bd }", "respond: { s1: 1h }"))
            .Single(one => one.Metric == Metric.Respond);
        (moved.IsKept, moved.After).ShouldBe((false, null));
        ReplayWords.Of(moved).ShouldBe(("2026-11-02 22:00", "promised no longer"));
    }

    [TestMethod]
    public void Where_targets_and_hours_stay_nothing_moves() =>
        Compare(Shared("s1: Outage. Nobody can use it", "s1: Nobody at all can use it")).ShouldBeEmpty();

    private static IEnumerable<MovedPromise> Compare(PolicyInput changed)
    {
        var (before, after) = (ReplayPolicy.Read(Factory).Policy!, ReplayPolicy.Read(changed).Policy.ShouldNotBeNull());
        return ReplayComparison.Of(One.Until("2026-11-02T11:00", before.Policy, after.Policy), [before], [after]).Moved;
    }

    private static PolicyInput Shared(string old, string now)
    {
        var org = Factory.OrgFiles.Single(file => file.Path == PolicyFiles.Org);
        org.Text.ShouldContain(old);
        return Factory with
        {
            OrgFiles = Factory.OrgFiles.Replace(org,
                org with { Text = org.Text.Replace(old, now, StringComparison.Ordinal) })
        };
    }

    private static PolicyInput Retroactively(PolicyInput input)
    {
        var org = input.OrgFiles.Single(file => file.Path == PolicyFiles.Org);
        var text = org.Text.Replace("\n  pauses_on:", "\n  retroactive: true\n  pauses_on:", StringComparison.Ordinal);
        return input with { OrgFiles = input.OrgFiles.Replace(org, org with { Text = text }) };
    }
}
