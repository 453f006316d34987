using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GitHubOps.Core;
using GitHubOps.Tests;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>A message leaves the house for the address of the settings and for no other.</summary>
[TestClass]
public class ChannelTests
{
    private static readonly ChannelMessage Message = new(
        "7/respond/1/150",
        new Effect.Tell("ops", new AlarmKey(Metric.Respond, 1, 150), EscalationKind.Page, "acme/app#1 (s1): late & <b>")
        {
            Person = new Login("ben"), Severity = Severity.S1, ReachedAt = Deliveries.Start, DueAt = Deliveries.Start,
        },
        new RepoName("acme", "app"), 1, new Uri("https://github.com/acme/app/issues/1"));

    [TestMethod]
    public async Task A_plain_message_is_signed_and_named_and_says_what_happened()
    {
        await using var listener = await ChannelListener.StartAsync();
        (await SendAsync(listener, "json")).ShouldBe(new ChannelAnswer.Taken());
        var (path, headers, body) = listener.Heard.ShouldHaveSingleItem();
        path.ShouldBe("/hooks/T0/B0");
        headers[Channels.KeyHeader].ShouldBe("7/respond/1/150");
        headers[Channels.SignatureHeader].ShouldBe(WebhookSignature.Sign(
            Encoding.UTF8.GetBytes(body), Encoding.UTF8.GetBytes(ChannelListener.Secret)));
        var json = JsonDocument.Parse(body).RootElement;
        json.GetProperty("schema").GetString().ShouldBe("githubops.message/1");
        json.GetProperty("kind").GetString().ShouldBe("page");
        json.GetProperty("percent").GetInt32().ShouldBe(150);
        json.GetProperty("due_at").GetString().ShouldBe("2026-11-02T09:00:00Z");
    }

    [TestMethod]
    public async Task Slack_gets_a_text_in_which_nothing_is_markup()
    {
        await using var listener = await ChannelListener.StartAsync();
        await SendAsync(listener, "slack");
        var (_, headers, body) = listener.Heard.ShouldHaveSingleItem();
        headers.Keys.ShouldNotContain(Channels.SignatureHeader);
        JsonDocument.Parse(body).RootElement.GetProperty("text").GetString()
            .ShouldBe("acme/app#1 (s1): late &amp; &lt;b&gt; https://github.com/acme/app/issues/1");
    }

    [TestMethod]
    public async Task A_redirect_is_not_followed()
    {
        await using var other = await ChannelListener.StartAsync();
        await using var listener = await ChannelListener.StartAsync();
        (listener.Status, listener.Header) = (307, ("Location", other.Url.AbsoluteUri));
        (await SendAsync(listener, "json")).ShouldBeOfType<ChannelAnswer.Refused>();
        other.Heard.ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow(500)]
    [DataRow(503)]
    [DataRow(408)]
    [DataRow(429)]
    public async Task What_may_pass_is_tried_again(int status)
    {
        await using var listener = await ChannelListener.StartAsync();
        (listener.Status, listener.Header) = (status, ("Retry-After", "120"));
        (await SendAsync(listener, "json")).ShouldBeOfType<ChannelAnswer.Later>().Wait.ShouldBe(
            Duration.FromMinutes(2));
    }

    [TestMethod]
    [DataRow(400)]
    [DataRow(404)]
    [DataRow(410)]
    public async Task What_would_be_refused_again_is_not(int status)
    {
        await using var listener = await ChannelListener.StartAsync();
        listener.Status = status;
        (await SendAsync(listener, "json")).ShouldBeOfType<ChannelAnswer.Refused>();
    }

    [TestMethod]
    public async Task Nobody_there_is_tried_again_and_no_reason_names_the_address()
    {
        await using var listener = await ChannelListener.StartAsync();
        var file = listener.File("json", "http://127.0.0.1:9/secret-path");
        using var channels = Of("ops", file);
        var later = (await channels.SendAsync(Message, CancellationToken.None)).ShouldBeOfType<ChannelAnswer.Later>();
        later.Why.ShouldNotContain("secret-path");
        later.Why.ShouldNotContain("127.0.0.1");
    }

    [TestMethod]
    public async Task A_channel_without_an_address_says_what_to_give()
    {
        using var channels = Of("another", "nowhere");
        (await channels.SendAsync(Message, CancellationToken.None)).ShouldBeOfType<ChannelAnswer.NoAddress>()
            .Why.ShouldBe("the channel ops has no address: give --channel ops=FILE");
    }

    [TestMethod]
    [DataRow("", "is no JSON")]
    [DataRow("[]", "is no JSON object")]
    [DataRow("""{"kind": "slack"}""", "names no `url`")]
    [DataRow("""{"url": "http://example.com/", "kind": "slack"}""", "names no `url` that begins with https://")]
    [DataRow("""{"url": "https://me:pw@example.com/", "kind": "slack"}""", "names no `url`")]
    [DataRow("""{"url": "https://example.com/", "kind": "telex"}""", "names no `kind`")]
    [DataRow("""{"url": "https://example.com/", "kind": "json"}""", "needs a `secret` of 16 bytes or more")]
    public void A_file_that_cannot_be_used_is_told_at_the_start(string text, string what)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("ops.json", text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var refusal = Should.Throw<CannotStartException>(() => Channels.Check(Files("ops", file)));
        refusal.Message.ShouldContain(what);
        refusal.Message.ShouldNotContain("example.com");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_file_that_others_can_read_is_refused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("ops.json", """{"url": "https://example.com/", "kind": "slack"}""");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Should.Throw<CannotStartException>(() => Channels.Check(Files("ops", file))).Message.ShouldContain("chmod 600");
        Should.Throw<CannotStartException>(() => Channels.Check(Files("ops", folder.File("none")))).Message
            .ShouldContain("does not exist");
    }

    private static async Task<ChannelAnswer> SendAsync(ChannelListener listener, string kind)
    {
        using var channels = Of("ops", listener.File(kind));
        return await channels.SendAsync(Message, CancellationToken.None);
    }

    private static Channels Of(string channel, string file) =>
        new(Files(channel, file), Channels.Network(), new ManualTime(Road.Start));

    private static ImmutableDictionary<string, string> Files(string channel, string file) =>
        ImmutableDictionary<string, string>.Empty.Add(channel, file);
}
