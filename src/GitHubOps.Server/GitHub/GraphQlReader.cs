using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;

namespace GitHubOps.Server;

internal sealed record GraphQlError(string? Type, string Message)
{
    /// <summary>GitHub broke off: the mutation may have happened.</summary>
    public bool IsUncertain =>
        Type is "INTERNAL" or "SERVICE_UNAVAILABLE" or "RESOURCE_LIMITS_EXCEEDED" ||
        Message.Contains("Something went wrong", StringComparison.OrdinalIgnoreCase) ||
        Message.Contains("resource limits", StringComparison.OrdinalIgnoreCase) ||
        Message.Contains("timeout", StringComparison.OrdinalIgnoreCase);

    public RefusalReason Reason => Type switch
    {
        "NOT_FOUND" => RefusalReason.NotFound,
        "FORBIDDEN" or "INSUFFICIENT_SCOPES" => FailureReader.ReadForbiddenReason(Message),
        _ => FailureReader.ReadForbiddenReason(Message) is var reason and not RefusalReason.Forbidden
            ? reason
            : RefusalReason.Unprocessable,
    };
}

/// <summary>
/// The mutations of one document, each by itself: a failing one does not undo the others. An alias with neither data
/// nor error has an unknown fate.
/// </summary>
internal sealed record GraphQlAnswer(
    ImmutableDictionary<string, JsonElement> Data,
    ImmutableDictionary<string, GraphQlError> Errors,
    GitHubFailure.RateLimited? Limit);

/// <summary>https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api</summary>
internal static class GraphQlReader
{
    public static Answer<GraphQlAnswer> Read(GitHubResponse response, Instant now)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(response.Body, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            return new GitHubFailure.Uncertain("GitHub's GraphQL answer cannot be read");
        }

        var errors = ReadErrors(root);
        var limit = errors
            .Select(e => FailureReader.ReadGraphQlLimit(e.Error.Type, e.Error.Message, response.Signs, now))
            .OfType<GitHubFailure.RateLimited>().FirstOrDefault();
        var data = ReadData(root);
        var byAlias = errors.Where(e => e.Alias is not null).DistinctBy(e => e.Alias, StringComparer.Ordinal)
            .ToImmutableDictionary(e => e.Alias!, e => e.Error);
        if (data.IsEmpty && byAlias.IsEmpty) return ReadWhole(errors.Select(e => e.Error).FirstOrDefault(), limit);
        return new GraphQlAnswer(data, byAlias, limit);
    }

    private static GitHubFailure ReadWhole(GraphQlError? error, GitHubFailure? limit)
    {
        if (limit is not null) return limit;
        if (error is null) return new GitHubFailure.Uncertain("GitHub's GraphQL answer says nothing");
        var why = FailureReader.Cut($"GraphQL: {error.Message}");
        return error.IsUncertain
            ? new GitHubFailure.Uncertain(why)
            : new GitHubFailure.Refused(200, RefusalReason.BadRequest, why);
    }

    private static ImmutableDictionary<string, JsonElement> ReadData(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out var data) ||
            data.ValueKind != JsonValueKind.Object)
            return ImmutableDictionary<string, JsonElement>.Empty;
        return data.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object)
            .DistinctBy(p => p.Name, StringComparer.Ordinal)
            .ToImmutableDictionary(p => p.Name, p => p.Value);
    }

    private static List<(string? Alias, GraphQlError Error)> ReadErrors(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("errors", out var errors) ||
            errors.ValueKind != JsonValueKind.Array)
            return [];
        return [.. errors.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object).Take(100).Select(ReadError)];
    }

    private static (string? Alias, GraphQlError Error) ReadError(JsonElement error)
    {
        var alias = error.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.Array &&
            path.GetArrayLength() > 0
            && path[0].ValueKind == JsonValueKind.String ? path[0].GetString() : null;
        return (alias, new GraphQlError(Text(error, "type"), Text(error, "message") ?? ""));
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
