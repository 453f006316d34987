using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>An event that GitHub did not send: an alarm that rang, an assignee that GitHub refused.</summary>
internal sealed record OwnEvent
{
    public const string Alarm = "alarm";
    public const string Refusal = "refusal";

    /// <summary><see cref="Alarm"/> or <see cref="Refusal"/>.</summary>
    public required string Source { get; init; }

    /// <summary>Unique per occurrence: two that put it in do no harm.</summary>
    public required string Id { get; init; }

    public required long InstallationId { get; init; }
    public required long RepoId { get; init; }
    public required long IssueId { get; init; }
    public required long OccurredAtMs { get; init; }

    /// <summary>The alarm's key, or the login that was refused.</summary>
    public required string Subject { get; init; }

    [JsonIgnore]
    public Instant OccurredAt => Instant.FromUnixTimeMilliseconds(OccurredAtMs);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, OwnEventJson.Default.OwnEvent);

    public static OwnEvent FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, OwnEventJson.Default.OwnEvent)!;
}

[JsonSerializable(typeof(OwnEvent))]
internal sealed partial class OwnEventJson : JsonSerializerContext;
