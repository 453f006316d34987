using System.Net;
using System.Text;
using System.Text.Json;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Who runs the service may look at dead letters and have them tried again; nobody else may.</summary>
[TestClass]
public class AdminApiTests
{
    private const string Header = AdminGuard.Header;

    [TestMethod]
    public async Task A_dead_letter_is_listed_shown_and_replayed_once()
    {
        await using var intake = await WithDeadLetterAsync();
        var listed = await JsonAsync(intake, HttpMethod.Get, AdminApi.LettersPath);
        var letter = listed.GetProperty("letters").EnumerateArray().Single();
        letter.GetProperty("id").GetString().ShouldBe("inbox:1");
        letter.GetProperty("reason").GetString().ShouldBe("no JSON");
        listed.ToString().ShouldNotContain("secret title", Case.Insensitive);
        (await JsonAsync(intake, HttpMethod.Get, AdminApi.LettersPath + "/inbox:1"))
            .GetProperty("delivery").GetString().ShouldBe("one");
        (await ReplayAsync(intake)).ShouldBe("replayed");
        (await ReplayAsync(intake)).ShouldBe("not-dead");
        (await intake.StoredAsync()).ShouldBe(1);
    }

    [TestMethod]
    public async Task Through_the_public_listener_there_is_no_admin()
    {
        await using var intake = await WithDeadLetterAsync();
        (await StatusAsync(intake, new Uri(intake.Url, AdminApi.LettersPath))).ShouldBe(404);
        (await StatusAsync(intake, new Uri(intake.Url, AdminApi.ReplayPath), Order)).ShouldBe(404);
        (await intake.StoredAsync()).ShouldBe(0);
    }

    [TestMethod]
    [DataRow("no header", Header, null)]
    [DataRow("a page of another site", "Origin", "https://evil.example")]
    [DataRow("a page of this very listener", "Origin", "http://127.0.0.1")]
    [DataRow("a sandboxed page", "Origin", "null")]
    [DataRow("a browser", "Sec-Fetch-Site", "same-origin")]
    [DataRow("a name that leads here", "Host", "rebound.example:{port}")]
    [DataRow("another port", "Host", "127.0.0.1:1")]
    [DataRow("a name that begins well", "Host", "127.0.0.1.evil.example:{port}")]
    public async Task Whatever_a_web_page_can_send_is_refused(string who, string header, string? value)
    {
        await using var intake = await WithDeadLetterAsync();
        foreach (var (path, order) in new[] { (AdminApi.LettersPath, null), (AdminApi.ReplayPath, Order) })
        {
            var url = new Uri(intake.StatusUrl, path);
            (await StatusAsync(intake, url, order, request =>
            {
                request.Headers.Remove(header);
                if (value is not null) request.Headers.TryAddWithoutValidation(
                    header, value.Replace("{port}", url.Port.ToString(), StringComparison.Ordinal));
            })).ShouldBe(403, $"{who}: {path}");
        }

        (await intake.StoredAsync()).ShouldBe(0, "nothing was replayed");
    }

    [TestMethod]
    [DataRow("localhost")]
    [DataRow("127.0.0.1")]
    [DataRow("[::1]")]
    public async Task The_loopback_by_any_of_its_names_is_served(string host)
    {
        await using var intake = await WithDeadLetterAsync();
        var url = new Uri(intake.StatusUrl, AdminApi.LettersPath);
        (await StatusAsync(intake, url, change: request => request.Headers.Host = $"{host}:{url.Port}")).ShouldBe(200);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("{\"letters\":[]}")]
    [DataRow("{\"letters\":[null]}")]
    [DataRow("{\"letters\":[\"inbox:1\",\"attic:2\"]}")]
    [DataRow("{\"letters\":[\"inbox:-1\"]}")]
    [DataRow("{\"letters\":[\"inbox:99999999999999999999\"]}")]
    [DataRow("{\"letters\":[\"inbox:1' OR 1=1\"]}")]
    [DataRow("no JSON")]
    public async Task An_order_that_is_none_is_refused_whole(string order)
    {
        await using var intake = await WithDeadLetterAsync();
        (await StatusAsync(intake, new Uri(intake.StatusUrl, AdminApi.ReplayPath), order)).ShouldBe(400);
        (await intake.StoredAsync()).ShouldBe(0);
    }

    [TestMethod]
    public async Task An_order_is_bounded()
    {
        await using var intake = await WithDeadLetterAsync();
        var url = new Uri(intake.StatusUrl, AdminApi.ReplayPath);
        var names = string.Join(',', Enumerable.Range(1, AdminApi.ReplaysMax + 1).Select(n => $"\"inbox:{n}\""));
        (await StatusAsync(intake, url, $"{{\"letters\":[{names}]}}")).ShouldBe(400);
        (await StatusAsync(intake, url, Order + new string(' ', 20_000))).ShouldBe(400);
    }

    [TestMethod]
    [DataRow("?limit=0")]
    [DataRow("?limit=201")]
    [DataRow("?limit=-1")]
    [DataRow("?limit=x")]
    [DataRow("?after=1")]
    [DataRow("?after=1:attic:2")]
    [DataRow("?after=x:inbox:2")]
    public async Task A_list_of_no_such_form_is_refused(string query)
    {
        await using var intake = await WithDeadLetterAsync();
        (await StatusAsync(intake, new Uri(intake.StatusUrl, AdminApi.LettersPath + query))).ShouldBe(400);
    }

    private static string Order => "{\"letters\":[\"inbox:1\"]}";

    private static async Task<IntakeHost> WithDeadLetterAsync()
    {
        var intake = await IntakeHost.StartAsync();
        (await intake.SendAsync("{\"issue\":{\"title\":\"Secret title\"}}")).ShouldBe(202);
        var row = (await intake.Store.UnreadAsync(1)).Single();
        await intake.Store.RouteAsync(
            [new Routing.Dead(row.InboxId, "no JSON")], Instant.FromDateTimeOffset(intake.Time.GetUtcNow()));
        return intake;
    }

    private static async Task<string?> ReplayAsync(IntakeHost intake) =>
        (await JsonAsync(intake, HttpMethod.Post, AdminApi.ReplayPath, Order))
            .GetProperty("letters")[0].GetProperty("result").GetString();

    private static async Task<JsonElement> JsonAsync(
        IntakeHost intake, HttpMethod method, string path, string? order = null)
    {
        using var request = Request(new Uri(intake.StatusUrl, path), order);
        request.Method = method;
        using var response = await intake.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    private static async Task<int> StatusAsync(
        IntakeHost intake, Uri url, string? order = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = Request(url, order);
        change?.Invoke(request);
        return await intake.SendAsync(request);
    }

    private static HttpRequestMessage Request(Uri url, string? order)
    {
        var request = new HttpRequestMessage(order is null ? HttpMethod.Get : HttpMethod.Post, url);
        if (order is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(order));
        request.Headers.Add(Header, "1");
        return request;
    }
}
