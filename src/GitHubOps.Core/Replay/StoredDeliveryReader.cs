using System.Text;
using System.Text.Json;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>What one piece of a history was read as: events, or what is wrong with it.</summary>
public sealed record HistoryPart(
    IReadOnlyList<IssueEvent> Events, IReadOnlyList<Problem> Problems)
{
    public static HistoryPart Nothing { get; } = new([], []);

    internal static HistoryPart Broken(string file, int line, string text, string remedy) =>
        new([], [Problem.Error("history/broken", text, file, line, 0, remedy)]);
}

/// <summary>
/// Reads a delivery as it was stored: <c>event</c>, <c>delivery</c>, <c>received_at</c> and <c>payload</c>, or the
/// shape of GitHub's own log of deliveries (<c>guid</c>, <c>delivered_at</c>, <c>request.payload</c>). Never throws.
/// </summary>
public static class StoredDeliveryReader
{
    private const string Shape =
        """Write {"event": "issues", "delivery": "…", "received_at": "2026-11-02T18:00:00Z", "payload": {…}}.""";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = EventParser.DepthMax };

    /// <param name="line">Where the JSON begins in the file, from 1.</param>
    public static HistoryPart Read(string file, int line, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Read(file, line, document.RootElement);
        }
        catch (JsonException failure)
        {
            return HistoryPart.Broken(file, line + (int)(failure.LineNumber ?? 0), "this is no JSON", Shape);
        }
    }

    /// <summary>True where the object has what only a delivery has.</summary>
    internal static bool IsDelivery(Payload root) => PayloadOf(root) is not null && root.Text("event") is not null;

    private static HistoryPart Read(string file, int line, JsonElement root)
    {
        var delivery = new Payload(root, new PayloadHoles());
        if (PayloadOf(delivery) is not { } body || delivery.Text("event") is not { } name)
            return HistoryPart.Broken(file, line, "this is no stored delivery: `event` or `payload` is missing", Shape);
        var id = delivery.Text("delivery") ?? delivery.Text("delivery_id") ?? delivery.Text("guid") ?? $"{file}:{line}";
        var at = delivery.Time("received_at") ?? delivery.Time("delivered_at");
        if (at is null)
            return HistoryPart.Broken(file, line, "the time of the delivery is missing: `received_at`", Shape);
        return EventParser.Parse(name, new DeliveryId(id), at.Value, Encoding.UTF8.GetBytes(body.GetRawText())) switch
        {
            ParsedDelivery.Parsed { Event: IssueEvent happened } => new HistoryPart([happened], []),
            ParsedDelivery.Malformed malformed =>
                new HistoryPart([], [malformed.Problem with { File = file, Line = line, Remedy = null }]),
            _ => HistoryPart.Nothing,
        };
    }

    private static JsonElement? PayloadOf(Payload delivery) =>
        delivery.Element("payload") ?? delivery.Object("request").Element("payload");
}
