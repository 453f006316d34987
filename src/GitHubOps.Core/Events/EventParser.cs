using System.Text.Json;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Reads GitHub's payloads into our words. Lenient to what is missing, null or new wherever we can do without it; never
/// throws. Source of the shapes: https://docs.github.com/webhooks/webhook-events-and-payloads
/// </summary>
public static class EventParser
{
    /// <summary>Deeper payloads are refused: GitHub's own are some ten levels deep.</summary>
    public const int DepthMax = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DepthMax };

    /// <summary>False: of such an event nothing is ever read.</summary>
    /// <param name="action">Null: not known, or the event has none.</param>
    public static bool IsOurs(string eventName, string? action) => ReaderOf(eventName) is not null &&
        (action is null || CheckEventReader.MayRead(eventName, action));

    /// <param name="eventName">The value of <c>X-GitHub-Event</c>.</param>
    /// <param name="delivery">The value of <c>X-GitHub-Delivery</c>.</param>
    /// <param name="receivedAt">Stands in where a payload carries no time of its own.</param>
    /// <param name="json">The body as received.</param>
    public static ParsedDelivery Parse(
        string eventName, DeliveryId delivery, Instant receivedAt, ReadOnlyMemory<byte> json)
    {
        // Most deliveries (workflow_job, status …) are none of our business: nothing of them is read.
        if (ReaderOf(eventName) is not { } read) return new ParsedDelivery.Ignored(NotOurs(eventName));
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Read(read, eventName, delivery, receivedAt, document.RootElement);
        }
        catch (JsonException failure)
        {
            return Malformed("delivery/not-json", eventName, Where(failure));
        }
    }

    /// <summary>Whose a payload is that cannot be read otherwise; null: it names no installation.</summary>
    public static InstallationId? InstallationOf(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var payload = new Payload(document.RootElement, new PayloadHoles());
            return payload.Object("installation").Number("id") is { } id ? new InstallationId(id) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ParsedDelivery Read(
        Func<EventHeader, HubEventOrReason> read,
        string eventName,
        DeliveryId delivery,
        Instant receivedAt,
        JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Malformed("delivery/not-json", eventName, "the body is JSON, but no object");

        var holes = new PayloadHoles();
        var payload = new Payload(root, holes);
        var header = new EventHeader(payload, eventName, payload.Text("action") ?? "", delivery, receivedAt);
        var found = read(header);
        if (found.Reason is { } reason) return new ParsedDelivery.Ignored(reason);
        if (holes.First is { } hole)
            return Malformed("delivery/missing-field", header.Name, $"the field {hole} is missing or of another kind");
        return new ParsedDelivery.Parsed(found.Event!);
    }

    private static Func<EventHeader, HubEventOrReason>? ReaderOf(string eventName) => eventName switch
    {
        "issues" => IssueEventReader.ReadIssue,
        "issue_comment" => IssueEventReader.ReadComment,
        "label" => RepositoryEventReader.ReadLabel,
        "push" => RepositoryEventReader.ReadPush,
        "pull_request" => CheckEventReader.ReadPullRequest,
        "pull_request_review" => CheckEventReader.ReadReview,
        "merge_group" => CheckEventReader.ReadMergeGroup,
        "check_run" => CheckEventReader.ReadCheckRun,
        "check_suite" => CheckEventReader.ReadCheckSuite,
        "repository" => RepositoryEventReader.ReadRepository,
        "installation" => InstallationEventReader.ReadInstallation,
        "installation_repositories" => InstallationEventReader.ReadRepositories,
        "member" or "membership" => InstallationEventReader.ReadMember,
        "organization" => InstallationEventReader.ReadOrganization,
        _ => null,
    };

    private static string NotOurs(string eventName) => eventName switch
    {
        "ping" => "ping: GitHub tried the address",
        { Length: > 0 and <= 64 } when eventName.All(c => char.IsAsciiLetterLower(c) || c == '_') =>
            $"event {eventName} is not ours",
        _ => "the event has no name of GitHub's",
    };

    private static string Where(JsonException failure) =>
        failure is { LineNumber: { } line, BytePositionInLine: { } column }
            ? $"the body is no JSON at line {line + 1}, byte {column + 1}"
            : "the body is no JSON";

    private static ParsedDelivery.Malformed Malformed(string code, string eventName, string text) =>
        new(Problem.Error(
            code,
            $"{eventName}: {text}",
            remedy: "Nothing is done for this delivery; redeliver it from the App's settings if it is wanted."));
}

/// <summary>What the readers of all events share: the payload and where it came from.</summary>
internal sealed record EventHeader(
    Payload Payload, string EventName, string Action, DeliveryId Delivery, Instant ReceivedAt)
{
    public string Name => Action.Length == 0 ? EventName : $"{EventName}.{Action}";

    public InstallationId? Installation =>
        Payload.Object("installation").Number("id") is { } id ? new InstallationId(id) : null;

    public Actor Sender => Payload.Object("sender").ReadActor();

    public HubEventOrReason ActionNotOurs => new(null, $"action {Shown} of {EventName} is not ours");

    // An action is GitHub's word, but a forged one must not write the journal.
    private string Shown => Action.Length is > 0 and <= 64 && Action.All(c => char.IsAsciiLetterLower(c) || c == '_')
        ? Action
        : "(none)";
}

/// <summary>An event, or why there is none for us.</summary>
internal readonly record struct HubEventOrReason(HubEvent? Event, string? Reason)
{
    public static implicit operator HubEventOrReason(HubEvent hubEvent) => new(hubEvent, null);
}
