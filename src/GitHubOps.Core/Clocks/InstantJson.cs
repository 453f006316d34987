using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary>Instants in JSON as whole Unix milliseconds, the same as in the database.</summary>
public sealed class InstantMillisecondsConverter : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Instant.FromUnixTimeMilliseconds(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds());
}

/// <summary>Days in JSON as people write them: <c>"2026-12-01"</c>.</summary>
public sealed class LocalDateConverter : JsonConverter<LocalDate>
{
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalDatePattern.Iso.Parse(reader.GetString() ?? "") is { Success: true, Value: var day }
            ? day : throw new JsonException("not a date");

    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}

/// <summary>Durations in JSON as whole milliseconds.</summary>
public sealed class DurationMillisecondsConverter : JsonConverter<Duration>
{
    public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Duration.FromMilliseconds(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((long)value.TotalMilliseconds);
}

/// <summary>Targets in JSON as people write them: <c>"4bh"</c>.</summary>
public sealed class TargetConverter : JsonConverter<Target>
{
    public override Target Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Target.TryParse(reader.GetString(), out var target) ? target : throw new JsonException("not a target");

    public override void Write(Utf8JsonWriter writer, Target value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
