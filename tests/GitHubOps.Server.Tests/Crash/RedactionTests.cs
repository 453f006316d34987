using System.Text;
using System.Text.Json;

namespace GitHubOps.Server.Tests;

/// <summary>
/// What the service prints, shows and stores holds no secret, and nobody outside can write a line of its log.
/// </summary>
[TestClass]
public class RedactionTests
{
    private const string Phrase = "plugh-xyzzy-4711";
    private const string Forged = "\n{\"level\":\"alarm\",\"text\":\"forged\"}\u001b[31m";
    private const int WrongSignatures = 200;
    private const int RefusalLinesMax = 12;

    [TestMethod]
    public async Task No_secret_leaves_the_process_and_no_line_is_forged()
    {
        await using var world = await ServedWorld.BeginAsync(7, "acme");
        using var serve = await world.ServeAsync();
        using var client = new HttpClient();
        await world.OpenAsync();
        await world.SettleAsync(serve);

        // Everything that can be made to fail does.
        world.GitHub.Faults.RefuseTokens(3);
        world.GitHub.Faults.Fail(2, 502, request => request.IsWrite);
        world.GitHub.Faults.ApplyThenFail(1, when: request => request.IsWrite);
        await world.OpenAsync($"{Phrase}{Forged}");
        await KnockAsync(client, serve);
        await SendPoisonAsync(client, serve);
        await world.SettleAsync(serve);
        var shown = await client.GetStringAsync(serve.StatusUrl) +
            await client.GetStringAsync(new Uri(serve.StatusUrl!, "/readyz"));
        await serve.StopAsync();

        Holds("what is printed", string.Join('\n', serve.Output), world);
        Holds("what is shown", shown, world);
        foreach (var (column, texts) in Texts(world)) NoSecret(column, texts, world);
        IsJsonLineByLine(serve.Output);
        serve.Output.Count(line => line.Contains(
            "not-signed", StringComparison.Ordinal)).ShouldBeInRange(1, RefusalLinesMax);
        serve.Output.ShouldContain(line => line.Contains("another body", StringComparison.Ordinal), "an alarm");
    }

    private static async Task KnockAsync(HttpClient client, ServeProcess serve)
    {
        for (var n = 0; n < WrongSignatures; n++)
        {
            var knock = SignedDelivery.Make(
                serve.WebhookUrl!, Encoding.UTF8.GetBytes(Phrase), $"knock-{n}", "not the secret of the webhook");
            knock.Headers.Add("X-Forwarded-For", "203.0.113.9");
            (await SignedDelivery.SendAsync(client, knock)).ShouldBe(401);
        }

        var odd = SignedDelivery.Make(serve.WebhookUrl!, "{}"u8.ToArray(), "odd", Road.Secret);
        odd.Headers.Remove("X-GitHub-Delivery");
        odd.Headers.TryAddWithoutValidation("X-GitHub-Delivery", "one\u001b[31mtwo");
        (await SignedDelivery.SendAsync(client, odd)).ShouldBe(400);
    }

    /// <summary>Dead letters, and another body under a known id.</summary>
    private static async Task SendPoisonAsync(HttpClient client, ServeProcess serve)
    {
        foreach (var body in (string[])[$"{{\"a\":\"{Phrase}\"", $"[\"{Phrase}\"]"])
            (await SignedDelivery.SendAsync(client, SignedDelivery.Make(
                serve.WebhookUrl!, Encoding.UTF8.GetBytes(body), "poison", Road.Secret))).ShouldBe(202);
    }

    private static void Holds(string where, string text, ServedWorld world)
    {
        NoSecret(where, text, world);
        text.ShouldNotContain(Phrase, customMessage: $"{where} repeats a payload");
        text.ShouldNotContain("203.0.113.9", customMessage: $"{where} believes a header about the sender's address");
    }

    private static void NoSecret(string where, string text, ServedWorld world)
    {
        var key = world.GitHub.App.PrivateKeyPem.Split('\n')[1..^2];
        foreach (var secret in (string[])[Road.Secret, "ghs_", "eyJ", "PRIVATE KEY", .. key])
            text.Contains(secret.Trim(), StringComparison.Ordinal).ShouldBeFalse($"{where} holds {secret[..3]}…");
    }

    /// <summary>Every text of every table, by column.</summary>
    private static IEnumerable<(string Column, string Texts)> Texts(ServedWorld world)
    {
        foreach (var table in world.Ask<string>("SELECT name FROM sqlite_master WHERE type = 'table'"))
            foreach (var column in world.Ask<string>($"SELECT name FROM pragma_table_info('{table}')"))
                yield return ($"{table}.{column}", string.Join('\n', world.Ask<string>(
                    $"SELECT {column} FROM {table} WHERE typeof({column}) = 'text'")));
    }

    private static void IsJsonLineByLine(IEnumerable<string> output)
    {
        foreach (var line in output.Where(line => !line.StartsWith("githubops ", StringComparison.Ordinal)))
        {
            line.Any(char.IsControl).ShouldBeFalse(line);
            using var json = JsonDocument.Parse(line);
            json.RootElement.GetProperty("text").GetString().ShouldNotBe("forged");
        }
    }
}
