using System.Text.Json;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>From a promise that nobody keeps to the people who are told outside of GitHub.</summary>
[TestClass]
public class ChannelRoadTests
{
    [TestMethod]
    public async Task A_reminder_comes_once_by_the_channel_and_with_its_key()
    {
        await using var listener = await ChannelListener.StartAsync();
        await using var road = await Road.BeginAsync(channels: listener.As("remind"));
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromHours(3.5));
        var (_, headers, body) = listener.Heard.ShouldHaveSingleItem();
        headers[Channels.KeyHeader].ShouldBe($"{issue.Id}/respond/1/75");
        var json = JsonDocument.Parse(body).RootElement;
        json.GetProperty("person").GetString().ShouldBe(issue.AssigneeLogins.Single());
        json.GetProperty("url").GetString()!.ShouldEndWith($"/{Road.Repo}/issues/{issue.Number}");
        json.GetProperty("text").GetString()!.ShouldNotContain("template is broken", Case.Insensitive,
            "no word of the public's");
        road.GitHub.Ledger.Unsupported.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task What_a_channel_did_not_take_comes_again_with_the_same_key_after_a_restart_too()
    {
        await using var listener = await ChannelListener.StartAsync();
        listener.Status = 503;
        await using var road = await Road.BeginAsync(channels: listener.As("remind"));
        await road.OpenFormAsync();
        await road.RunAsync(Duration.FromHours(3.2));
        var tries = listener.Heard.Count;
        tries.ShouldBeGreaterThan(1);
        await road.RestartAsync();
        listener.Status = 204;
        await road.RunAsync(Duration.FromMinutes(10));
        listener.Heard.Count.ShouldBe(tries + 1);
        listener.Heard.Select(one => one.Headers[Channels.KeyHeader]).Distinct().ShouldHaveSingleItem();
        (await road.Store.StatusAsync(road.Now)).Messages["done"].ShouldBe(1);
    }

    [TestMethod]
    public async Task An_answer_before_the_channel_is_back_makes_the_message_needless()
    {
        await using var listener = await ChannelListener.StartAsync();
        listener.Status = 503;
        await using var road = await Road.BeginAsync(channels: listener.As("remind"));
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromHours(3.1));
        await road.GitHub.As("ben").CommentAsync(issue, "Looking.");
        await road.RunAsync(Duration.FromMinutes(1));
        listener.Status = 200;
        var tries = listener.Heard.Count;
        await road.RunAsync(Duration.FromHours(1));
        listener.Heard.Count.ShouldBe(tries);
        (await road.Store.StatusAsync(road.Now)).Messages["cancelled"].ShouldBe(1);
    }

    [TestMethod]
    public async Task A_channel_without_an_address_is_shown()
    {
        await using var road = await Road.BeginAsync();
        await road.OpenFormAsync();
        await road.RunAsync(Duration.FromHours(3.5));
        (await road.Store.StatusAsync(road.Now)).Undelivered
            .ShouldBe(["remind: 1: the channel remind has no address: give --channel remind=FILE"]);
        (await road.Store.DeadLettersAsync(after: null, 10)).ShouldHaveSingleItem().Box.ShouldBe("message");
        using var client = new HttpClient();
        (await client.GetStringAsync(new Uri(road.StatusAddress, "/status"))).ShouldContain("has no address");
    }

    [TestMethod]
    public async Task After_a_standstill_there_is_one_word_with_the_true_times()
    {
        await using var listener = await ChannelListener.StartAsync();
        await using var road = await Road.BeginAsync(
            ops =>
                ops
                    + "\nescalate: { 75%: remind assignee, 100%: post to ops, 150%: post to ops, 200%: page " +
                    "factory-leads }\n",
            channels: listener.As("remind", "ops", "factory-leads"));
        await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(10));
        await road.StopAsync();
        road.Time.Advance(TimeSpan.FromHours(20));
        await road.StartAsync();
        await road.RunAsync(Duration.FromMinutes(5));
        var keys = listener.Heard.Select(one => one.Headers[Channels.KeyHeader]).Where(key => key.Contains("/respond/"))
            .ToList();
        keys.ShouldBeEmpty("it is six in the morning");
        await road.RunAsync(Duration.FromHours(3.2));
        var heard = listener.Heard.Where(one => one.Headers[Channels.KeyHeader].Contains("/respond/")).ToList();
        var word = heard.ShouldHaveSingleItem("three steps were due, of one channel");
        word.Headers[Channels.KeyHeader].ShouldEndWith("/respond/1/150");
        word.Body.ShouldContain(
            "it was due Mon 2 Nov, 14:03 (Los Angeles). That was reached Mon 2 Nov, 16:03 (Los Angeles)");

        // Double the time is used an hour after the office has opened, and the pager is called.
        await road.RunAsync(Duration.FromHours(1));
        var page = listener.Heard.Where(
            one => one.Headers[Channels.KeyHeader].EndsWith("/respond/1/200", StringComparison.Ordinal));
        page.ShouldHaveSingleItem().Body.ShouldContain("\"kind\":\"page\"");
    }
}
