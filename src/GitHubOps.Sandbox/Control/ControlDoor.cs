using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GitHubOps.Sandbox;

/// <summary>
/// The door for other processes, under <c>/__sandbox/</c>: a person's hand, faults, the state. It is no part of GitHub
/// and stands in no ledger.
/// </summary>
internal sealed class ControlDoor(GitHubSandbox sandbox)
{
    public async Task<Answer> AnswerAsync(HttpRequest request, string body)
    {
        try
        {
            var json = body.Length == 0 ? [] : JsonNode.Parse(body) as JsonObject ?? [];
            var place = $"{request.Method} {request.Path.Value!["/__sandbox".Length..]}";
            return await AnswerAsync(place, json);
        }
        catch (JsonException)
        {
            return Answer.Error(400, "the body is not a JSON object");
        }
        catch (ControlException wrong)
        {
            return Answer.Error(400, wrong.Message);
        }
        catch (SandboxRefusedException refusal)
        {
            return Answer.Refused(refusal);
        }
    }

    private async Task<Answer> AnswerAsync(string place, JsonObject json)
    {
        switch (place)
        {
            case "GET /app":
                return Answer.Ok(ControlState.App(sandbox));
            case "GET /state":
                return Answer.Ok(ControlState.World(sandbox));
            case "GET /ledger":
                return Answer.Ok(ControlState.Ledger(sandbox));
            case "DELETE /ledger":
                sandbox.Ledger.Clear();
                return Answer.NoContent();
            case "GET /events":
                return Answer.Ok(ControlState.Events(sandbox));
            case "GET /deliveries":
                return Answer.Ok(ControlState.Deliveries(sandbox));
            case "POST /wait":
                await sandbox.WhenDeliveredAsync();
                return Answer.NoContent();
            case "PUT /webhook":
                sandbox.App.WebhookUrl = ControlRead.Text(json, "url") is { } url ? new Uri(url) : null;
                if (ControlRead.Text(json, "secret") is { } secret) sandbox.App.WebhookSecret = secret;
                return Answer.NoContent();
            case "POST /redeliver":
                var id = ControlRead.Number(json, "id");
                sandbox.Redeliver(sandbox.Deliveries.Find(d => d.Id == id) ?? throw Refusal.NotFound());
                return Answer.NoContent();
            case "POST /act":
                return Answer.Ok(await ControlActs.ActAsync(sandbox, json));
            case "POST /faults":
                ControlFaults.Arm(sandbox, json);
                return Answer.NoContent();
            case "DELETE /faults":
                sandbox.Faults.Clear();
                return Answer.NoContent();
            default:
                return Answer.Error(404, $"the sandbox knows no {place}");
        }
    }
}

/// <summary>The caller of the control door made a mistake.</summary>
internal sealed class ControlException(string message) : Exception(message);

/// <summary>Reads the bodies of the control door.</summary>
internal static class ControlRead
{
    public static string? Text(JsonObject json, string name) => json[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw new ControlException($"{name} must be a string"),
    };

    public static string Need(JsonObject json, string name) =>
        Text(json, name) ?? throw new ControlException($"{name} is missing");

    public static long Number(JsonObject json, string name, long? otherwise = null) => json[name] switch
    {
        null => otherwise ?? throw new ControlException($"{name} is missing"),
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        _ => throw new ControlException($"{name} must be a whole number"),
    };

    public static bool Flag(JsonObject json, string name) => json[name]?.GetValueKind() == JsonValueKind.True;

    /// <summary>An array of texts, or one text.</summary>
    public static string[] Texts(JsonObject json, string name) => json[name] switch
    {
        null => [],
        JsonArray list => [.. list.Select(i => (string?)i ?? "")],
        _ => [Need(json, name)],
    };
}
