using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>Whoever moves an issue to another repository moves no promise of it.</summary>
[TestClass]
public class TransferStoryTests
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void What_is_moved_keeps_its_promise_and_is_only_watched(bool leavesFirst)
    {
        var (old, here) = Moved(leavesFirst);
        here.Writes.ShouldBeEmpty();
        here.Alarms.ShouldBeEmpty();
        var respond = here.Clock(Metric.Respond);
        respond.State.ShouldBe(ClockState.Running);
        respond.StartedAt.ShouldBe(old.Issue.CreatedAt);
        respond.Pauses.ShouldHaveSingleItem().To.ShouldNotBeNull("the reporter had been asked and had answered");
        var calendar = here.Policy.Calendars["west"];
        here.Now = respond.DueAt(calendar)!.Value;
        here.Comments("kat", "Looking.");
        here.Clock(Metric.Respond).Outcome.ShouldBe(ClockOutcome.Missed, "a second too late");
    }

    [TestMethod]
    public void The_same_news_again_change_nothing()
    {
        var (old, here) = Moved(leavesFirst: true);
        var before = here.State;
        here.Decide(Arrival(here, old));
        here.State!.Clocks.ShouldBe(before!.Clocks);
        here.State.HandsOff.ShouldBeNull();
    }

    [TestMethod]
    public void What_nobody_knew_where_it_was_stays_none_of_ours()
    {
        var old = Story.In("dashboard-factory").Opens("contributor", "It stays empty", Story.TemplateBug());
        var here = Story.In("ide-extension");
        Arrive(here, old);
        here.State!.HandsOff.ShouldBe("it was moved here from acme/dashboard-factory#12");
    }

    private static (Story Old, Story Here) Moved(bool leavesFirst)
    {
        var old = Story.In("dashboard-factory").Opens("contributor", "It stays empty", Story.TemplateBug());
        old.Comments("ben", "/ask version").At("2026-11-02T09:30").Comments("contributor", "2026.22");
        var known = old.State;
        old.Now += Duration.FromSeconds(1);
        old.Decide(new IssueTransferred
        {
            Delivery = new DeliveryId("left"), Sender = Story.Person("ana"), OccurredAt = old.Now, Repo = old.Repo,
            Issue = old.Issue,
        });
        old.Clock(Metric.Respond).Because.ShouldBe("it was moved to another repository");
        var here = Story.In("ide-extension");
        here.CameFrom = leavesFirst ? old.State : known;
        Arrive(here, old);
        return (old, here);
    }

    private static void Arrive(Story here, Story old)
    {
        here.Now = old.Now + Duration.FromSeconds(2);
        here.Issue = old.Issue with { Id = new IssueId(8800099), Number = 7, UpdatedAt = here.Now, Assignees = [] };
        here.Decide(Arrival(here, old));
    }

    private static IssueOpened Arrival(Story here, Story old) => new(new IssueRef(old.Repo.Name, old.Issue.Number))
    {
        Delivery = new DeliveryId("came"), Sender = Story.Person("ana"), OccurredAt = here.Issue.CreatedAt,
        Repo = here.Repo,
        Issue = here.Issue,
    };
}
