using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitHubOps.Core;

/// <summary>
/// What happened to an issue as it is kept for replays: what GitHub told, in our words, without how texts read before.
/// Who answered counts, and not what was said: of people's comments only commands keep their text.
/// </summary>
public static class HistoryJson
{
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
        CommentCreated created => created with { Comment = Bare(created.Comment, previous: null) },
        CommentEdited edited =>
            edited with { Comment = Bare(edited.Comment, edited.PreviousBody), PreviousBody = null },
        CommentDeleted deleted => deleted with { Comment = Bare(deleted.Comment, previous: null) },
        _ => happened,
    };

    /// <summary>By the mark in a comment of ours a replay knows which bot was ours then.</summary>
    private static CommentSnapshot Bare(CommentSnapshot comment, string? previous) =>
        comment.Author.IsBot ? comment : comment with { Body = Bare(comment.Body, previous) };

    /// <summary>The commands that were new, each on a line of its own, and that more was said.</summary>
    private static string Bare(string said, string? previous)
    {
        var commands = CommandReader.ReadAdded(previous, said).Lines
            .Select(line => line.IsInCode ? $"`{Text(line)}`" : Text(line));
        var isMore = said.Split('\n').Any(line => line.AsSpan().Trim() is { IsEmpty: false } rest && rest[0] != '/');
        return string.Join('\n', isMore ? commands.Append("…") : commands);
    }

    private static string Text(CommandLine line) => $"/{line.Verb} {line.Rest}".TrimEnd();
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
