using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitHubOps.Core;

/// <summary>
/// What happened to an issue as it is kept for replays: what GitHub told, in our words, without how texts read before.
/// Who answered counts, and not what was said: of people's comments only lines that may be commands keep their text.
/// </summary>
public static class HistoryJson
{
    private const int LinesMax = 50;
    private const int CommandCharsMax = 300;

    public static byte[] Write(IssueEvent happened) =>
        JsonSerializer.SerializeToUtf8Bytes(Bare(happened), HistoryContext.Default.IssueEvent);

    /// <summary>Null: it was written by a program that knew other events.</summary>
    public static IssueEvent? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, HistoryContext.Default.IssueEvent);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static IssueEvent Bare(IssueEvent happened) => happened switch
    {
        IssueEdited edited => edited with { PreviousTitle = null, PreviousBody = null },
        CommentCreated created => created with { Comment = Bare(created.Comment) },
        CommentEdited edited => edited with { Comment = Bare(edited.Comment), PreviousBody = null },
        CommentDeleted deleted => deleted with { Comment = Bare(deleted.Comment) },
        _ => happened,
    };

    /// <summary>By the mark in a comment of ours a replay knows which bot was ours then.</summary>
    private static CommentSnapshot Bare(CommentSnapshot comment) =>
        comment.Author.IsBot ? comment : comment with { Body = Bare(comment.Body) };

    /// <summary>Lines that may be commands, the fences within which they are none, and that more was said.</summary>
    private static string Bare(string said)
    {
        var lines = said.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var kept = lines.Where(line => line[0] == '/' && line.Length <= CommandCharsMax || IsFence(line))
            .Select(line => IsFence(line) ? line[..3] : line).Take(LinesMax);
        return string.Join('\n', lines.Exists(line => line[0] != '/') ? kept.Append("…") : kept);
    }

    private static bool IsFence(string line) =>
        line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(InstantMillisecondsConverter), typeof(LoginConverter), typeof(RepoIdConverter), typeof(IssueIdConverter),
        typeof(RepoNameConverter),
    ])]
[JsonSerializable(typeof(IssueEvent))]
internal sealed partial class HistoryContext : JsonSerializerContext;
