using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>What a handler answers.</summary>
internal sealed class Answer
{
    private const int PageDefault = 30;
    private const int PageMax = 100;

    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required int Status { get; init; }

    public byte[] Body { get; init; } = [];

    public string ContentType { get; init; } = "application/json; charset=utf-8";

    public Dictionary<string, string> Headers { get; } = [];

    public static Answer Ok(JsonNode body) => Json(200, body);

    public static Answer Created(JsonNode body) => Json(201, body);

    public static Answer NoContent() => new() { Status = 204 };

    public static Answer Json(int status, JsonNode? body) =>
        new() { Status = status, Body = Encoding.UTF8.GetBytes(body?.ToJsonString(Compact) ?? "null") };

    public static Answer Error(int status, string message) => Json(status, new JsonObject
    {
        ["message"] = message,
        ["documentation_url"] = "https://docs.github.com/rest",
        ["status"] = status.ToString(),
    });

    public static Answer Refused(SandboxRefusedException refusal)
    {
        if (refusal.Errors.Count == 0) return Error(refusal.Status, refusal.Message);
        return Json(refusal.Status, new JsonObject
        {
            ["message"] = refusal.Message,
            ["errors"] = Shapes.List(refusal.Errors, e =>
            {
                var error = new JsonObject { ["resource"] = e.Resource, ["field"] = e.Field, ["code"] = e.Code };
                if (e.Message is not null) error["message"] = e.Message;
                return error;
            }),
            ["documentation_url"] = "https://docs.github.com/rest",
            ["status"] = refusal.Status.ToString(),
        });
    }

    public static Answer Moved(Call call, string path)
    {
        var url = call.Shapes.Api + path;
        var answer = Json(301, new JsonObject
        {
            ["message"] = "Moved Permanently",
            ["url"] = url,
            ["documentation_url"] =
                "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects",
        });
        answer.Headers["Location"] = url;
        return answer;
    }

    /// <summary>One page of a list, with GitHub's <c>Link</c>.</summary>
    /// <param name="wrap">Makes the body of the page's items and the total; the bare array without it.</param>
    public static Answer Page<T>(
        Call call, IEnumerable<T> items, Func<T, JsonNode?> shape, Func<JsonArray, int, JsonNode>? wrap = null)
    {
        var all = items.ToList();
        var size = Math.Clamp(Whole(call, "per_page", PageDefault), 1, PageMax);
        var page = Math.Max(1, Whole(call, "page", 1));
        var last = Math.Max(1, (all.Count + size - 1) / size);
        var body = Shapes.List(all.Skip((page - 1) * size).Take(size), shape);
        var answer = Ok(wrap is null ? body : wrap(body, all.Count));
        if (last == 1) return answer;
        var links = new List<string>();
        if (page > 1) links.Add(Link(call, page - 1, "prev"));
        if (page < last) links.Add(Link(call, page + 1, "next"));
        if (page < last) links.Add(Link(call, last, "last"));
        if (page > 1) links.Add(Link(call, 1, "first"));
        answer.Headers["Link"] = string.Join(", ", links);
        return answer;
    }

    private static int Whole(Call call, string name, int otherwise) =>
        int.TryParse(call.Query(name), out var value) ? value : otherwise;

    /// <summary>GitHub's links name a repository by its number.</summary>
    private static string Link(Call call, int page, string rel)
    {
        var path = call.Path;
        if (call.FoundRepository is { } repository && path.StartsWith("/repos/", StringComparison.OrdinalIgnoreCase))
            path = $"/repositories/{repository.Id}/" + string.Join('/', path.Split('/').Skip(4));
        var query = call.QueryPairs.Where(q => q.Key != "page").Append(KeyValuePair.Create("page", page.ToString()));
        var text = string.Join('&',
            query.Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}"));
        return $"<{call.Shapes.Api}{path}?{text}>; rel=\"{rel}\"";
    }
}
