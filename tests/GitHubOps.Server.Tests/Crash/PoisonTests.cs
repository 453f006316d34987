using System.Text;

namespace GitHubOps.Server.Tests;

/// <summary>
/// Whoever has the secret may send anything: it is stored or refused by rule, and the next good event is served.
/// </summary>
[TestClass]
public class PoisonTests
{
    [TestMethod]
    public async Task Poisoned_payloads_are_dead_letters_or_refused_and_the_next_good_event_is_served()
    {
        await using var world = await ServedWorld.BeginAsync(5, "acme");
        using var serve = await world.ServeAsync();
        await world.OpenAsync();
        await world.SettleAsync(serve);
        var good = world.GitHub.Events.First(happened => happened.FullName == "issues.opened").Payload;
        using var client = new HttpClient();
        foreach (var (name, body, _) in Poisons(good))
            (await SignedDelivery.SendAsync(client, SignedDelivery.Make(
                serve.WebhookUrl!, body, name, Road.Secret))).ShouldBe(202, name);
        (await SignedDelivery.SendAsync(client, SignedDelivery.Make(
            serve.WebhookUrl!, new byte[WebhookEndpoint.BodyBytesMax + 1], "too-large", Road.Secret))).ShouldBe(413);

        await world.OpenAsync();
        await world.SettleAsync(serve);
        await serve.StopAsync();
        serve.ExitCode.ShouldBe(0);
        world.Ask<string>("SELECT delivery_id FROM inbox").ShouldNotContain("too-large");
        var states = world.Ask<(string Id, string State)>("SELECT delivery_id, state FROM inbox").ToDictionary();
        foreach (var (name, _, state) in Poisons(good)) states[name].ShouldBe(state, name);
        world.Ask<string>("SELECT reason FROM inbox WHERE state = 'dead'").ShouldAllBe(reason => reason.Length > 0);
    }

    /// <summary>A name, which is the delivery's id; the bytes; what becomes of them.</summary>
    private static IEnumerable<(string Name, byte[] Body, string State)> Poisons(string good)
    {
        yield return ("nothing", [], "dead");
        yield return ("no-json", Bytes("payload=%7B%7D"), "dead");
        yield return ("no-object", Bytes("[1,2,3]"), "dead");
        yield return ("broken-utf8", [0xFF, 0xFE, 0x80, .. Bytes(good)], "dead");
        yield return ("utf-16", Encoding.Unicode.GetBytes(good), "dead");
        yield return ("cut-short", Bytes(good[..(good.Length / 2)]), "dead");
        yield return ("deep", Bytes(string.Concat(
            Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000)), "dead");
        yield return ("raw-nul", Bytes(Change(good, "\"title\":\"", "\"title\":\"\0")), "dead");
        yield return ("huge-number", Bytes(Change(good, "\"number\":", "\"number\":1e400,\"was\":")), "dead");
        yield return ("no-installation", Bytes(Change(good, "\"installation\":", "\"elsewhere\":")), "ignored");

        // What can be read is read; news of a known issue that show nothing newer change nothing.
        var filler = new string('x', 24_900_000);
        yield return ("large", Bytes(Change(good, "{", "{\"filler\":\"" + filler + "\",")), "done");
        yield return ("duplicate-key", Bytes(Change(good, "{", "{\"action\":\"nothing we know\",")), "done");
        yield return ("lone-surrogate", Bytes(Change(good, "\"title\":\"", "\"title\":\"\\ud800 ")), "done");
        yield return ("escaped-nul", Bytes(Change(good, "\"title\":\"", "\"title\":\"\\u0000 ")), "done");
    }

    private static string Change(string payload, string old, string now)
    {
        var at = payload.IndexOf(old, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, old);
        return string.Concat(payload.AsSpan(0, at), now, payload.AsSpan(at + old.Length));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
