using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Server.Tests;

[TestClass]
public class WebhookEndpointTests
{
    [TestMethod]
    public async Task A_signed_delivery_is_accepted_and_stored_as_it_came()
    {
        await using var intake = await IntakeHost.StartAsync();
        (await intake.SendAsync("""{"action":"opened"}""")).ShouldBe(202);
        var row = (await intake.Store.UnreadAsync(10)).ShouldHaveSingleItem();
        row.DeliveryId.ShouldBe("one");
        row.Event.ShouldBe("issues");
        Encoding.UTF8.GetString(row.Json()).ShouldBe("""{"action":"opened"}""");
        row.ReceivedAt.ShouldBe(NodaTime.Instant.FromUtc(2026, 11, 2, 9, 0));
    }

    [TestMethod]
    public async Task The_same_delivery_twice_is_stored_once_and_accepted_twice()
    {
        await using var intake = await IntakeHost.StartAsync();
        (await intake.SendAsync("{}")).ShouldBe(202);
        (await intake.SendAsync("{}")).ShouldBe(202);
        (await intake.StoredAsync()).ShouldBe(1);
    }

    [TestMethod]
    public async Task The_same_delivery_many_times_at_once_is_stored_once()
    {
        await using var intake = await IntakeHost.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => intake.SendAsync("{}")));
        answers.ShouldAllBe(status => status == 202);
        (await intake.StoredAsync()).ShouldBe(1);
    }

    [TestMethod]
    public async Task Another_body_under_a_known_id_changes_nothing()
    {
        await using var intake = await IntakeHost.StartAsync();
        await intake.SendAsync("""{"n":1}""");
        (await intake.SendAsync("""{"n":2}""")).ShouldBe(202);
        Encoding.UTF8.GetString((await intake.Store.UnreadAsync(10)).Single().Json()).ShouldBe("""{"n":1}""");
    }

    [TestMethod]
    public async Task A_forged_delivery_does_not_block_the_real_one_with_the_same_id()
    {
        await using var intake = await IntakeHost.StartAsync();
        (await intake.SendAsync(intake.Delivery("{}", secret: "somebody else's secret"))).ShouldBe(401);
        (await intake.StoredAsync()).ShouldBe(0);
        (await intake.SendAsync("{}")).ShouldBe(202);
        (await intake.StoredAsync()).ShouldBe(1);
    }

    [TestMethod]
    public async Task Every_wrong_signature_is_answered_with_the_same_words()
    {
        await using var intake = await IntakeHost.StartAsync();
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var signature in (string?[])[null, "sha256=", "sha256=" + new string('0', 64),
            "sha1=" + new string('0', 40), "nonsense", new string('x', 4000)])
        {
            using var response = await intake.Client.SendAsync(intake.Delivery("{}", change: request =>
            {
                request.Headers.Remove("X-Hub-Signature-256");
                if (signature is not null) request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature);
            }));
            ((int)response.StatusCode).ShouldBe(401, signature);
            texts.Add(await response.Content.ReadAsStringAsync());
        }

        texts.Count.ShouldBe(1);
        (await intake.StoredAsync()).ShouldBe(0);
    }

    [TestMethod]
    [SuppressMessage("Security", "CA5350", Justification = "The point is that it is not believed.")]
    public async Task The_old_signature_alone_proves_nothing()
    {
        await using var intake = await IntakeHost.StartAsync();
        var sha1 = Convert.ToHexStringLower(
            System.Security.Cryptography.HMACSHA1.HashData(Encoding.UTF8.GetBytes(IntakeHost.Secret), "{}"u8));
        (await intake.SendAsync("{}", change: request =>
        {
            request.Headers.Remove("X-Hub-Signature-256");
            request.Headers.Add("X-Hub-Signature", "sha1=" + sha1);
        })).ShouldBe(401);
    }

    [TestMethod]
    public async Task While_a_secret_is_replaced_both_are_good()
    {
        await using var intake = await IntakeHost.StartAsync((settings, folder) => settings with
        {
            WebhookSecretFiles = [.. settings.WebhookSecretFiles, folder.Write("next", "the next secret, long enough")],
        });
        (await intake.SendAsync(intake.Delivery("{}", "old"))).ShouldBe(202);
        (await intake.SendAsync(intake.Delivery("{}", "new", "the next secret, long enough"))).ShouldBe(202);
        (await intake.SendAsync(intake.Delivery("{}", "other", "a secret that nobody set here"))).ShouldBe(401);
    }

    [TestMethod]
    public async Task A_form_encoded_delivery_is_refused_with_what_to_set()
    {
        await using var intake = await IntakeHost.StartAsync();
        using var response = await intake.Client.SendAsync(intake.Delivery("payload=%7B%7D", change: request =>
            request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded")));
        ((int)response.StatusCode).ShouldBe(415);
        (await response.Content.ReadAsStringAsync()).ShouldContain("application/json");
    }

    [TestMethod]
    public async Task The_json_type_may_name_its_charset()
    {
        await using var intake = await IntakeHost.StartAsync();
        (await intake.SendAsync("{}", change: request =>
            request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(
                "application/json; charset=utf-8"))).ShouldBe(202);
    }

    [TestMethod]
    [DataRow("X-GitHub-Event")]
    [DataRow("X-GitHub-Delivery")]
    [DataRow("X-Hub-Signature-256")]
    public async Task A_header_that_stands_twice_is_refused(string header)
    {
        await using var intake = await IntakeHost.StartAsync();
        var answer = await intake.RawAsync("{}"u8.ToArray(), "Content-Length: 2", $"{header}: issues");
        answer.ShouldStartWith("HTTP/1.1 400");
    }

    [TestMethod]
    [DataRow("X-GitHub-Event", "Issues!")]
    [DataRow("X-GitHub-Event", "")]
    [DataRow("X-GitHub-Delivery", "one two")]
    [DataRow("X-GitHub-Delivery", "'; DROP TABLE inbox; --")]
    public async Task Headers_without_GitHubs_form_are_refused(string header, string value)
    {
        await using var intake = await IntakeHost.StartAsync();
        (await intake.SendAsync("{}", change: request =>
        {
            request.Headers.Remove(header);
            if (value.Length > 0) request.Headers.TryAddWithoutValidation(header, value);
        })).ShouldBe(400);
        (await intake.StoredAsync()).ShouldBe(0);
    }

    [TestMethod]
    public async Task A_delivery_id_of_any_length_is_not_stored()
    {
        await using var intake = await IntakeHost.StartAsync();
        (await intake.SendAsync("{}", new string('a', 100))).ShouldBe(202);
        (await intake.SendAsync("{}", new string('a', 101))).ShouldBe(400);
    }

    [TestMethod]
    public async Task A_body_that_promises_too_much_is_refused_before_it_comes()
    {
        await using var intake = await IntakeHost.StartAsync();
        var answer = await intake.RawAsync([], $"Content-Length: {WebhookEndpoint.BodyBytesMax + 1}");
        answer.ShouldStartWith("HTTP/1.1 413");
    }

    [TestMethod]
    public async Task A_chunked_body_is_cut_at_the_limit()
    {
        await using var intake = await IntakeHost.StartAsync((settings, _) => settings with { BodyBytesMax = 4000 });
        (await intake.SendAsync(new string(' ', 4000) + "", "fits", Chunked)).ShouldBe(202);
        (await intake.SendAsync(new string(' ', 4001), "large", Chunked)).ShouldBe(413);
        (await intake.StoredAsync()).ShouldBe(1);
    }

    [TestMethod]
    public async Task Unverified_bytes_are_bounded_over_all_connections_and_given_back()
    {
        await using var intake = await IntakeHost.StartAsync(
            (settings, _) => settings with { UnverifiedBytesMax = 50_000 });
        (await intake.SendAsync(new string(' ', 60_000), "large")).ShouldBe(503);
        (await intake.SendAsync(new string(' ', 40_000), "fits")).ShouldBe(202);
        (await intake.SendAsync(new string(' ', 40_000), "again")).ShouldBe(202);
    }

    [TestMethod]
    public async Task A_connection_cut_in_the_body_leaves_nothing_behind()
    {
        await using var intake = await IntakeHost.StartAsync();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(intake.Url.Host, intake.Url.Port);
            await socket.GetStream().WriteAsync(intake.Head("{}"u8, "Content-Length: 5000"));
            await socket.GetStream().WriteAsync("{"u8.ToArray());
        }

        (await intake.SendAsync("{}", "after")).ShouldBe(202);
        (await intake.StoredAsync()).ShouldBe(1);
    }

    [TestMethod]
    public async Task Nothing_else_is_there()
    {
        await using var intake = await IntakeHost.StartAsync();
        using var get = await intake.Client.GetAsync(intake.Url);
        ((int)get.StatusCode).ShouldBe(405);
        using var status = await intake.Client.GetAsync(new Uri(intake.Url, "/status"));
        ((int)status.StatusCode).ShouldBe(404, "figures are shown on the loopback listener only");
        using var live = await intake.Client.GetAsync(new Uri(intake.Url, "/healthz"));
        ((int)live.StatusCode).ShouldBe(200);
    }

    [TestMethod]
    public async Task The_loopback_listener_shows_figures_and_takes_no_deliveries()
    {
        await using var intake = await IntakeHost.StartAsync();
        await intake.SendAsync("{}");
        var status = await intake.Client.GetStringAsync(new Uri(intake.StatusUrl, "/status"));
        status.ShouldContain("\"new\": 1");
        using var ready = await intake.Client.GetAsync(new Uri(intake.StatusUrl, "/readyz"));
        ((int)ready.StatusCode).ShouldBe(200);
        using var post = await intake.Client.PostAsync(new Uri(intake.StatusUrl, WebhookEndpoint.Path), content: null);
        ((int)post.StatusCode).ShouldBe(404);
    }

    private static void Chunked(HttpRequestMessage request)
    {
        request.Headers.TransferEncodingChunked = true;
        request.Content!.Headers.ContentLength = null;
    }
}
