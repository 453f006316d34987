using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>The API's own facts, search, and the one door of GraphQL.</summary>
internal static class MetaRoutes
{
    public static readonly Route[] All =
    [
        new("GET", "/meta", "meta/get", Access.Anyone, Meta),
        new("GET", "/versions", "meta/get-all-versions", Access.Anyone, _ => Answer.Ok(new JsonArray("2022-11-28"))),
        new("GET", "/rate_limit", "rate-limit/get", Access.Anyone, RateLimit),
        new("GET", "/search/issues", "search/issues-and-pull-requests", Access.Read("issues"), Search),
        new("POST", "/graphql", "graphql", new Access(Reach.Anyone), GraphQLDoor.Answer),
    ];

    private static Answer Meta(Call call) => Answer.Ok(new JsonObject
    {
        ["verifiable_password_authentication"] = false,
        ["hooks"] = new JsonArray("127.0.0.0/8", "::1/128"),
        ["web"] = new JsonArray("127.0.0.0/8"),
        ["api"] = new JsonArray("127.0.0.0/8"),
    });

    private static Answer RateLimit(Call call)
    {
        var window = call.Desk.WindowOf(call);
        var graphQL = call.Desk.WindowOf(call, isGraphQL: true);
        window.GiveBack();
        static JsonObject Shape(PrimaryLimits.Window window) => new()
        {
            ["limit"] = window.Limit,
            ["used"] = window.Used,
            ["remaining"] = window.Remaining,
            ["reset"] = window.ResetsAt.ToUnixTimeSeconds(),
        };
        return Answer.Ok(new JsonObject
        {
            ["resources"] = new JsonObject
            {
                ["core"] = Shape(window),
                ["search"] = Shape(window),
                ["graphql"] = Shape(graphQL)
            },
            ["rate"] = Shape(window),
        });
    }

    /// <summary>
    /// Understands <c>repo:</c>, <c>is:</c>, <c>state:</c>, <c>label:</c>, <c>author:</c>, <c>assignee:</c> and words.
    /// </summary>
    private static Answer Search(Call call)
    {
        var query = call.Query("q") ?? throw Refusal.Of(422, "Validation Failed");
        IEnumerable<SandboxIssue> found = call.World.Repositories
            .Where(call.Credential.Sees)
            .SelectMany(r => r.Issues.Values);
        foreach (var part in SearchParts(query)) found = found.Where(i => Matches(i, part));
        return Answer.Page(call, found.OrderByDescending(i => i.Id), i =>
        {
            var shape = call.Shapes.RestIssue(i);
            shape["score"] = 1.0;
            return shape;
        }, (items, total) => new JsonObject
        {
            ["total_count"] = total,
            ["incomplete_results"] = false,
            ["items"] = items,
            ["search_type"] = "lexical",
        });
    }

    /// <summary>Splits at blanks, not within double quotes.</summary>
    private static IEnumerable<string> SearchParts(string query)
    {
        var quoted = false;
        var start = 0;
        for (var i = 0; i <= query.Length; i++)
        {
            if (i < query.Length && query[i] == '"') quoted = !quoted;
            if (i < query.Length && (quoted || query[i] != ' ')) continue;
            if (i > start) yield return query[start..i].Replace("\"", "", StringComparison.Ordinal);
            start = i + 1;
        }
    }

    private static bool Matches(SandboxIssue issue, string part)
    {
        static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        var value = colon < 0 ? part : part[(colon + 1)..];
        return (colon < 0 ? "" : part[..colon]) switch
        {
            "repo" => Same(issue.Repository.FullName, value),
            "org" or "user" => Same(issue.Repository.Owner.Login, value),
            "is" or "state" or "type" => value switch
            {
                "open" => issue.IsOpen,
                "closed" => !issue.IsOpen,
                "issue" => true,
                _ => false,
            },
            "label" => issue.LabelNames.Any(n => Same(n, value)),
            "author" => Same(issue.Author.Login, value),
            "assignee" => issue.AssigneeLogins.Any(n => Same(n, value)),
            "in" => true,
            "created" => value.StartsWith('>') && DateTimeOffset.TryParse(value[1..], out var at)
                && issue.CreatedAt > at,
            _ => issue.Title.Contains(part, StringComparison.OrdinalIgnoreCase) ||
                 (issue.Body ?? "").Contains(part, StringComparison.OrdinalIgnoreCase),
        };
    }
}
