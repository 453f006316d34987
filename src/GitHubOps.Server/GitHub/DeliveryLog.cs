using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>A page of the log, newest first; <paramref name="Next"/> is null on the last one.</summary>
internal sealed record DeliveryPage(ImmutableArray<DeliveryAttempt> Attempts, string? Next);

/// <summary>What GitHub sent, or tried to.</summary>
internal sealed record DeliveryContent(DeliveryId Delivery, string Event, byte[] Payload);

/// <summary>
/// The App's own log of deliveries. GitHub never redelivers by itself, but tells what it had to say: we need not be
/// reachable to read it. https://docs.github.com/en/rest/apps/webhooks
/// </summary>
internal sealed class DeliveryLog(AppDoor door, AppBudget budget)
{
    // A payload has at most 25 MB; the answer carries headers and our own answer besides.
    private const int AnswerBytesMax = 40 << 20;

    private const string Cursor = "cursor=";

    /// <summary>Nothing should be asked before.</summary>
    public Instant NotBefore => budget.NotBefore;

    /// <summary>https://docs.github.com/en/rest/apps/webhooks#list-deliveries-for-an-app-webhook</summary>
    /// <param name="cursor">What the page before said; null for the newest.</param>
    public async Task<Answer<DeliveryPage>> ListAsync(string? cursor, CancellationToken ct)
    {
        var from = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
        var path = $"app/hook/deliveries?per_page=100{from}";
        var answer = await SendAsync(new GitHubRequest(HttpMethod.Get, new Uri(door.BaseUrl, path)), ct);
        if (!answer.IsOk) return answer.Failure;
        var wire = WireReader.Read(answer.Value, DeliveryJson.Default.WireAttemptArray);
        return wire.Select(w => new DeliveryPage([.. w.Select(Translate)], CursorOf(answer.Value.Next)));
    }

    /// <summary>https://docs.github.com/en/rest/apps/webhooks#get-a-delivery-for-an-app-webhook</summary>
    public async Task<Answer<DeliveryContent>> GetAsync(long attempt, CancellationToken ct)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"app/hook/deliveries/{attempt}");
        var answer = await SendAsync(
            new GitHubRequest(HttpMethod.Get, new Uri(door.BaseUrl, path)) { BytesMax = AnswerBytesMax }, ct);
        if (!answer.IsOk) return answer.Failure;
        var wire = WireReader.Read(answer.Value, DeliveryJson.Default.WireContent);
        if (!wire.IsOk) return wire.Failure;
        return wire.Value.Request.Payload is { ValueKind: JsonValueKind.Object } payload
            ? new DeliveryContent(new DeliveryId(wire.Value.Guid), wire.Value.Event,
                Encoding.UTF8.GetBytes(payload.GetRawText()))
            : new GitHubFailure.Refused(200, RefusalReason.Gone, "GitHub's log holds no payload for the delivery");
    }

    private Task<Answer<GitHubResponse>> SendAsync(GitHubRequest request, CancellationToken ct) =>
        door.SendAsync(request with { IsPatient = true }, ct);

    /// <summary>GitHub counts redirects as delivered, and shows no "OK" for them.</summary>
    private static DeliveryAttempt Translate(WireAttempt wire) => new(
        wire.Id, new DeliveryId(wire.Guid), wire.Event, Instant.FromDateTimeOffset(wire.DeliveredAt),
        wire.StatusCode is >= 200 and < 400, new InstallationId(wire.InstallationId ?? 0),
        wire.Action);

    private static string? CursorOf(Uri? next)
    {
        foreach (var part in (next?.Query ?? "").TrimStart('?').Split('&'))
            if (part.StartsWith(Cursor, StringComparison.Ordinal)) return Uri.UnescapeDataString(part[Cursor.Length..]);
        return null;
    }
}

internal sealed record WireAttempt(
    long Id, string Guid, DateTimeOffset DeliveredAt, int StatusCode, string Event, long? InstallationId,
    string? Action);

internal sealed record WireContent(long Id, string Guid, string Event, WireSent Request);

internal sealed record WireSent(JsonElement? Payload);

// A payload may be as deep as the parser takes, and lies two levels down here.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    MaxDepth = EventParser.DepthMax + 8)]
[JsonSerializable(typeof(WireAttempt[]))]
[JsonSerializable(typeof(WireContent))]
internal sealed partial class DeliveryJson : JsonSerializerContext;
