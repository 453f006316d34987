using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>A POST to <c>/graphql</c>, read but not yet executed.</summary>
internal sealed class GraphQLRequest
{
    private const int DocumentMax = 200_000;

    private GraphQLRequest(GraphQLDocument? document, JsonObject variables, Answer? problem)
    {
        Document = document;
        Variables = variables;
        Problem = problem;
    }

    public GraphQLDocument? Document { get; }

    public JsonObject Variables { get; }

    /// <summary>The answer to a request that could not be read.</summary>
    public Answer? Problem { get; }

    public bool IsMutation => Document?.IsMutation ?? false;

    public int Contents => Document?.Selections.Count(s => s.Name is "addComment" or "createIssue") ?? 0;

    /// <summary>Its top-level fields before they are executed.</summary>
    public ImmutableArray<SandboxGraphQLField> Preview =>
        [.. Document?.Selections.Select(s => new SandboxGraphQLField(s.Alias, s.Name, false)) ?? []];

    public static GraphQLRequest TryRead(Call call)
    {
        try
        {
            var text = call.Text("query");
            if (text is null)
                return Failed(GraphQLErrors.Whole("A query attribute must be specified and must be a string."));
            if (text.Length > DocumentMax) return Failed(GraphQLErrors.Whole("the document is too long"));
            var variables = call.Json["variables"] as JsonObject ?? [];
            return new GraphQLRequest(Parser.Parse(text), variables, null);
        }
        catch (GraphQLSyntaxException e)
        {
            return Failed(GraphQLErrors.Whole($"Parse error: {e.Message}", e.Line, e.Column));
        }
        catch (Exception e) when (e is SandboxRefusedException or JsonException)
        {
            return Failed(Answer.Error(400, "Problems parsing JSON"));
        }
    }

    private static GraphQLRequest Failed(Answer problem) => new(null, [], problem);
}

/// <summary>GraphQL's errors in GitHub's shape.</summary>
internal static class GraphQLErrors
{
    /// <summary>A limit, told within a success. <paramref name="type"/> null: by the message alone.</summary>
    public static Answer Limited(string? type, string message)
    {
        var error = new JsonObject { ["message"] = message };
        if (type is not null) error["type"] = type;
        return Answer.Ok(new JsonObject { ["errors"] = new JsonArray(error) });
    }

    /// <summary>The document as a whole is refused: no <c>data</c>.</summary>
    public static Answer Whole(string message, int line = 1, int column = 1) => Answer.Ok(new JsonObject
    {
        ["errors"] = new JsonArray(new JsonObject
        {
            ["message"] = message,
            ["locations"] = new JsonArray(new JsonObject { ["line"] = line, ["column"] = column }),
        }),
    });

    public static JsonObject At(SandboxRefusedException refusal, IEnumerable<string> path, Token at) => new()
    {
        ["type"] = refusal.Status switch
        {
            404 or 410 => "NOT_FOUND",
            401 or 403 => "FORBIDDEN",
            _ => "UNPROCESSABLE",
        },
        ["path"] = new JsonArray([.. path.Select(p => JsonValue.Create(p))]),
        ["locations"] = new JsonArray(new JsonObject { ["line"] = at.Line, ["column"] = at.Column }),
        ["message"] = refusal.Errors.Count == 0 ? refusal.Message
            : refusal.Errors[0].Message ?? $"{refusal.Errors[0].Field} {refusal.Errors[0].Code}",
    };
}
