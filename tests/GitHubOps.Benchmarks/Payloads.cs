using System.Text;
using System.Text.Json.Nodes;
using GitHubOps.Core;

namespace GitHubOps.Benchmarks;

/// <summary>Signed requests as GitHub sends them: an opened issue in a payload of 12 to 18 kB.</summary>
internal static class Payloads
{
    public const string Secret = "a secret for measurements only";

    private const int IdCharacters = 36;

    /// <summary>Requests that differ in their bodies; their ids are put in when they are sent.</summary>
    public static Request[] Make(LoadPlan plan) => [.. Enumerable.Range(0, 32).Select(n => Make(plan, Body(n)))];

    public static byte[] Body(int number) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["action"] = "opened",
        ["issue"] = Issue(number),
        ["repository"] = Padded(1001, "dashboard-factory", 90),
        ["installation"] = new JsonObject { ["id"] = 77 },
        ["sender"] = Padded(2002, "contributor", 12),
    }.ToJsonString());

    private static JsonObject Issue(int number)
    {
        var issue = Padded(3000 + number, "I_kw" + number, 20);
        issue["number"] = number + 1;
        issue["title"] = $"The weekly template {number} does not load";
        issue["body"] = string.Join("\n", Enumerable.Range(0, 40 + (number * 4)).Select(
            line => $"{line}: what was seen in template {number * line % 97}, said in some words"));
        issue["created_at"] = "2026-11-02T18:00:00Z";
        issue["updated_at"] = "2026-11-02T18:00:00Z";
        issue["state"] = "open";
        issue["user"] = Padded(2002, "contributor", 12);
        return issue;
    }

    /// <summary>GitHub's objects are mostly addresses of what could be asked about them.</summary>
    private static JsonObject Padded(long id, string login, int addresses)
    {
        var thing = new JsonObject
        {
            ["id"] = id, ["node_id"] = $"N_{id}", ["login"] = login, ["name"] = login, ["full_name"] = $"acme/{login}",
            ["type"] = "User",
        };
        for (var n = 0; n < addresses; n++) thing[$"relation_{n}_url"] =
            $"https://api.github.com/repos/acme/{login}/relation_{n}{{/id}}";
        return thing;
    }

    private static Request Make(LoadPlan plan, byte[] body)
    {
        var head =
            $"POST /api/github/webhooks HTTP/1.1\r\nHost: 127.0.0.1:{plan.Port}\r\nContent-Type: application/json\r\n" +
            $"User-Agent: GitHub-Hookshot/0000000\r\nX-GitHub-Event: {plan.Event}\r\n" +
            $"X-Hub-Signature-256: {WebhookSignature.Sign(body, Encoding.UTF8.GetBytes(plan.Secret))}\r\n" +
            $"Content-Length: {body.Length}\r\nX-GitHub-Delivery: ";
        return new Request([.. Encoding.ASCII.GetBytes(head + new string('0', IdCharacters) + "\r\n\r\n"), .. body],
            head.Length, body.Length);
    }

    internal sealed record Request(byte[] Bytes, int IdAt, int BodyBytes)
    {
        /// <summary>The same request with an id of its own, in a buffer that is used again.</summary>
        public int Write(byte[] target, Guid id)
        {
            Bytes.CopyTo(target, 0);
            id.TryFormat(target.AsSpan(IdAt, IdCharacters), out _);
            return Bytes.Length;
        }
    }
}
