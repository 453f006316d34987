using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>What is said by a channel is kept with the decision, and said until it is heard.</summary>
public abstract class MessageContract : StoreContract
{
    private static readonly AlarmKey Step = new(Metric.Respond, 1, 75);

    private long version;

    [TestInitialize]
    public Task InstallAsync() => Store.InstallAsync(1);

    [TestMethod]
    public async Task It_is_kept_with_the_decision_and_sent_once()
    {
        await TellAsync("one", Tell("ops"));
        var row = (await ClaimAsync()).ShouldNotBeNull();
        (row.Channel, row.MessageKey, row.Attempts).ShouldBe(("ops", "7/respond/1/75", 1));
        EffectJson.Read(row.Tell).ShouldBe([Tell("ops")]);
        (await ClaimAsync()).ShouldBeNull("it is one worker's alone");
        (await Store.FinishMessageAsync(row, "done", null, At(1))).ShouldBeTrue();
        (await ClaimAsync(At(3600))).ShouldBeNull();
        (await Store.NextMessageDueAsync()).ShouldBeNull();
    }

    [TestMethod]
    public async Task A_step_of_an_issue_speaks_once_however_often_it_is_decided()
    {
        await TellAsync("one", Tell("ops"));
        await TellAsync("two", Tell("ops"));
        await Store.FinishMessageAsync((await ClaimAsync())!, "done", null, At(1));
        (await ClaimAsync(At(3600))).ShouldBeNull();
    }

    [TestMethod]
    public async Task A_message_waits_for_its_time_and_pages_go_first()
    {
        await TellAsync("one", Tell("later") with { NotBefore = At(30) });
        await TellAsync("two", Tell("ops") with { Step = Step with { Percent = 100 } });
        await TellAsync("three", Tell("leads") with { Step = Step with { Percent = 150 }, How = EscalationKind.Page });
        var order = new List<string>();
        while (await ClaimAsync(At(1)) is { } row) order.Add(row.Channel);
        order.ShouldBe(["leads", "ops"]);
        Restart();
        await Store.RecoverAsync(Instant.MinValue);
        (await ClaimAsync(At(2))).ShouldNotBeNull("who died over it may not have sent it").Attempts.ShouldBe(2);
        (await ClaimAsync(At(2))).ShouldNotBeNull();
        (await ClaimAsync(At(2))).ShouldBeNull();
        (await ClaimAsync(At(30)))!.Channel.ShouldBe("later");
    }

    [TestMethod]
    public async Task Who_lost_the_lease_settles_nothing()
    {
        await TellAsync("one", Tell("ops"));
        var lost = (await ClaimAsync())!;
        var second = (await ClaimAsync(At(60))).ShouldNotBeNull();
        (await Store.FinishMessageAsync(lost, "done", null, At(61))).ShouldBeFalse();
        (await Store.FinishMessageAsync(second, "done", null, At(61))).ShouldBeTrue();
    }

    [TestMethod]
    public async Task A_channel_that_fails_holds_up_its_own_messages_and_no_others()
    {
        await TellAsync("one", Tell("down"));
        await TellAsync("two", Tell("down") with { Step = Step with { Percent = 100 } });
        await TellAsync("three", Tell("up") with { Step = Step with { Percent = 150 } });
        await Store.RetryMessageAsync((await ClaimAsync())!, At(300), "503", burnsAttempt: true);
        (await ClaimAsync(At(1)))!.Channel.ShouldBe("up");
        (await ClaimAsync(At(1))).ShouldBeNull();
        (await ClaimAsync(At(300))).ShouldNotBeNull().Attempts.ShouldBe(2);
    }

    [TestMethod]
    public async Task What_was_not_delivered_is_shown_and_can_be_tried_again()
    {
        await TellAsync("one", Tell("nowhere"));
        await Store.FinishMessageAsync((await ClaimAsync())!, Store.Undelivered, "the channel nowhere has no address",
            At(1));
        (await Store.StatusAsync(At(2))).Undelivered.ShouldBe(["nowhere: 1: the channel nowhere has no address"]);
        var letter = (await Store.DeadLettersAsync(after: null, 10)).ShouldHaveSingleItem();
        (letter.Box, letter.State, letter.DeliveryId).ShouldBe(("message", "undelivered", "one"));
        var id = new DeadLetterId(letter.Box, letter.Id);
        (await Store.DeadLetterAsync(id)).ShouldNotBeNull();
        (await Store.ReplayAsync([id], At(3))).ShouldBe([ReplayResult.Replayed]);
        (await Store.ReplayAsync([id], At(3))).ShouldBe([ReplayResult.NotDead]);
        (await ClaimAsync(At(3))).ShouldNotBeNull().Attempts.ShouldBe(1);
    }

    [TestMethod]
    public async Task In_a_dry_run_it_is_recorded_and_not_sent()
    {
        await TellAsync("one", Tell("ops"), notSentBecause: "the repository's mode is DryRun");
        (await ClaimAsync(At(60))).ShouldBeNull();
        (await Store.StatusAsync(At(60))).Messages.ShouldBe(new Dictionary<string, long> { ["would"] = 1 });
    }

    [TestMethod]
    public async Task The_messages_of_an_installation_go_with_it()
    {
        await TellAsync("one", Tell("ops"));
        await Store.CloseInstallationAsync(new InstallationId(1), "acme", isDeleted: true, At(5));
        (await ClaimAsync(At(6))).ShouldBeNull();
        while (await Store.RemoveDeletedAsync(At(9), 100) > 0)
        {
        }

        (await Store.StatusAsync(At(9))).Messages.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task Hours_that_were_in_force_are_found_by_their_print()
    {
        WeeklyHoursText.TryParse("Mon-Fri 09:00-17:00", out var hours, out _).ShouldBeTrue();
        var calendar = BusinessCalendar.Create(
            new CalendarDefinition { Name = "west", Zone = "America/Los_Angeles", Hours = hours }).Calendar!;
        await Store.PutPolicyAsync(new PolicyCommit(
            new RepoId(10), "r1", "{}"u8.ToArray(), [calendar], MovesPromises: false, At(0)));
        var found = await Store.HoursAsync([calendar.Print, "another"]);
        found.ShouldHaveSingleItem().Value.Elapsed(At(0), At(86400)).ShouldBe(calendar.Elapsed(At(0), At(86400)));
    }

    [TestMethod]
    public async Task Files_that_move_promises_have_every_issue_with_one_looked_at_again()
    {
        await TellAsync("one", new Effect.SetAlarm(Step, At(9999)));
        foreach (var moves in (bool[])[false, true, true])
            await Store.PutPolicyAsync(new PolicyCommit(new RepoId(10), "r", "{}"u8.ToArray(), [], moves, At(1)));
        (await Store.RingAlarmsAsync(At(1), 10)).ShouldBe(1);
        var rang = await Store.ClaimEventAsync(new InstallationId(-1), At(1), Deliveries.Minute);
        OwnEvent.FromJson(rang!.Json()).Subject.ShouldBe(AlarmKey.FilesChanged.ToString());
        (await Store.NextAlarmAsync()).ShouldBe(At(9999), "its own is still set");
    }

    private async Task TellAsync(string delivery, Effect effect, string? notSentBecause = null)
    {
        await Store.ReadyAsync(delivery, issue: 7);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), At(0), Deliveries.Minute);
        (await Store.CommitDecisionAsync(
            Deliveries.Commit(row!, version++, effect) with { NotSentBecause = notSentBecause }))
            .ShouldBe(CommitResult.Committed);
    }

    private Task<MessageRow?> ClaimAsync(Instant? now = null) =>
        Store.ClaimMessageAsync(now ?? At(0), Deliveries.Minute);

    private static Effect.Tell Tell(string channel) => new(channel, Step, EscalationKind.PostTo, "acme/app#1: late")
    {
        Person = new Login("ben"), ReachedAt = At(0), NotBefore = At(0),
    };

    private static Instant At(int second) => Deliveries.Start + Duration.FromSeconds(second);
}
