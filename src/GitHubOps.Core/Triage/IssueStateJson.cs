using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// What we know of an issue, as it is stored. Reading is tolerant of fields that older versions did not write.
/// </summary>
public static class IssueStateJson
{
    public static string Write(IssueState state) => JsonSerializer.Serialize(state, TriageJson.Default.IssueState);

    public static IssueState Read(string json) =>
        Whole(JsonSerializer.Deserialize(json, TriageJson.Default.IssueState)!);

    /// <summary>A list that is not in the text is empty, never "no list".</summary>
    private static IssueState Whole(IssueState state) => state with
    {
        Seen = state.Seen with
        {
            Labels = OrEmpty(state.Seen.Labels),
            Assignees = OrEmpty(state.Seen.Assignees),
            Body = state.Seen.Body ?? "",
        },
        HadIt = OrEmpty(state.HadIt),
        Missing = OrEmpty(state.Missing),
        Clocks = [.. OrEmpty(state.Clocks).Select(Whole)],
        Talk = OrEmpty(state.Talk),
        StepsDone = OrEmpty(state.StepsDone),
        Alarms = OrEmpty(state.Alarms),
        OurLabels = OrEmpty(state.OurLabels),
        Leaving = OrEmpty(state.Leaving),
        RemovedByPerson = OrEmpty(state.RemovedByPerson),
        History = OrEmpty(state.History),
        CommandsRun = OrEmpty(state.CommandsRun),
        Undos = [.. OrEmpty(state.Undos).Select(Whole)],
        Told = OrEmpty(state.Told),
        Questions = OrEmpty(state.Questions),
        SameAs = OrEmpty(state.SameAs),
        DecidedBy = OrEmpty(state.DecidedBy),
        Trial = state.Trial is { } trial ? Whole(trial) : null,
    };

    private static CommandUndo Whole(CommandUndo undo) => undo with
    {
        Before = Whole(undo.Before),
        After = undo.After is { } after ? Whole(after) : null,
    };

    private static Touched Whole(Touched touched) => touched with
    {
        Missing = OrEmpty(touched.Missing),
        RemovedByPerson = OrEmpty(touched.RemovedByPerson),
        Clocks = [.. OrEmpty(touched.Clocks).Select(Whole)],
    };

    private static Clock Whole(Clock clock) =>
        clock with { Pauses = OrEmpty(clock.Pauses), Cycle = Math.Max(1, clock.Cycle) };

    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> list) => list.IsDefault ? [] : list;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(InstantMillisecondsConverter), typeof(DurationMillisecondsConverter), typeof(TargetConverter),
        typeof(LoginConverter), typeof(RepoIdConverter), typeof(IssueIdConverter), typeof(RepoNameConverter),
        typeof(AlarmKeyConverter), typeof(LocalDateConverter),
    ])]
[JsonSerializable(typeof(IssueState))]
[JsonSerializable(typeof(ImmutableArray<Effect>))]
internal sealed partial class TriageJson : JsonSerializerContext;

internal sealed class LoginConverter : JsonConverter<Login>
{
    public override Login Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Login value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

internal sealed class RepoIdConverter : JsonConverter<RepoId>
{
    public override RepoId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, RepoId value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Value);
}

internal sealed class IssueIdConverter : JsonConverter<IssueId>
{
    public override IssueId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, IssueId value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Value);
}

internal sealed class RepoNameConverter : JsonConverter<RepoName>
{
    public override RepoName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RepoName.TryParse(reader.GetString(), out var name) ? name.Value : throw new JsonException("not owner/name");

    public override void Write(Utf8JsonWriter writer, RepoName value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary><c>respond/1/75</c>, as alarms print.</summary>
internal sealed class AlarmKeyConverter : JsonConverter<AlarmKey>
{
    public override AlarmKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AlarmKey.TryParse(reader.GetString(), out var key) ? key : throw new JsonException("not an alarm");

    public override void Write(Utf8JsonWriter writer, AlarmKey value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
