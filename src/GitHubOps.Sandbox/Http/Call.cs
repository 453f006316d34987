using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GitHubOps.Sandbox;

/// <summary>One API request, as a handler sees it: who asks, for what, in which world.</summary>
internal sealed class Call(GitHubSandbox sandbox, HttpRequest http, string body, Shapes shapes)
{
    private JsonObject? _json;

    public GitHubSandbox Sandbox { get; } = sandbox;

    public SandboxWorld World => Sandbox.World;

    public Acts Acts => World.Acts;

    public Shapes Shapes { get; } = shapes;

    public string Method { get; } = http.Method;

    /// <summary>As it was sent, not decoded: a label's name may hold an encoded slash or per cent sign.</summary>
    public string Path => FullPath.Split('?')[0];

    public string Authorization => http.Headers.Authorization.ToString();

    public string FullPath { get; } = http.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;

    public string Body { get; } = body;

    public Desk Desk { get; set; } = null!;

    /// <summary>The document, when this is a call of GraphQL that could be read.</summary>
    public GraphQLRequest? GraphQL { get; set; }

    public bool Mutates => GraphQL?.IsMutation ?? false;

    public Credential Credential { get; set; } = Credential.None;

    public Dictionary<string, string> Values { get; } = [];

    public SandboxRepository? FoundRepository { get; set; }

    public SandboxRepository Repository => FoundRepository ?? throw Refusal.NotFound();

    public HashSet<long> Issues { get; } = [];

    public List<SandboxGraphQLField> Fields { get; } = [];

    /// <summary>
    /// All that an installation writes is written by the App's bot; a person writes in their own name.
    /// </summary>
    public Actor Me => Credential.Person is { } person ? (Actor)person : new(World.App.Bot, true);

    public DateTimeOffset Now => World.Now;

    public JsonObject Json => _json ??= ParseBody();

    public string Value(string name) => Values[name];

    public long Number(string name) =>
        long.TryParse(Values[name], out var number) ? number : throw Refusal.NotFound();

    public string? Query(string name) => http.Query[name] is [{ Length: > 0 } first, ..] ? first : null;

    public IEnumerable<KeyValuePair<string, string>> QueryPairs =>
        http.Query.SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? "")));

    public bool Accepts(string part) =>
        http.Headers.Accept.ToString().Contains(part, StringComparison.OrdinalIgnoreCase);

    public SandboxIssue Issue()
    {
        var issue = World.FindIssue(Repository, (int)Math.Min(int.MaxValue, Number("issue_number")));
        Issues.Add(issue.Id);
        return issue;
    }

    public SandboxComment Comment()
    {
        var id = Number("comment_id");
        var comment = Repository.Issues.Values.SelectMany(i => i.Comments).FirstOrDefault(c => c.Id == id)
            ?? throw Refusal.NotFound();
        Issues.Add(comment.Issue.Id);
        return comment;
    }

    public SandboxAccount Organization() =>
        World.FindAccount(Value("org")) is { Kind: AccountKind.Organization } found ? found : throw Refusal.NotFound();

    /// <summary>A text of the body; null when it is missing or null.</summary>
    /// <exception cref="SandboxRefusedException">422 when it is something else than text.</exception>
    public string? Text(string name) => Json[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw Wrong(name, "a string"),
    };

    /// <summary>A list of names: texts, or objects with a name, or one text alone. Null when it is missing.</summary>
    public IReadOnlyList<string>? Texts(string name) => Json[name] switch
    {
        null => null,
        JsonArray list => [.. list.Select(item => NameOf(item, name))],
        var one => throw Wrong(name, $"an array, and {one.GetValueKind()} was given"),
    };

    private static string NameOf(JsonNode? item, string name) => item switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonObject { } o when o["name"] is JsonValue value && value.TryGetValue<string>(out var text) => text,
        _ => throw Wrong(name, "an array of strings"),
    };

    private static SandboxRefusedException Wrong(string name, string wanted) =>
        new(422, $"Invalid request.\n\nFor 'properties/{name}', it is not {wanted}.");

    private JsonObject ParseBody()
    {
        if (Body.Length == 0) return [];
        try
        {
            // DELETE …/labels and others take a bare array as well as an object.
            return JsonNode.Parse(Body, documentOptions: new JsonDocumentOptions { MaxDepth = 64 }) switch
            {
                JsonObject o => o,
                JsonArray a => new JsonObject { ["labels"] = a },
                _ => throw Refusal.Of(400, "Body should be a JSON object"),
            };
        }
        catch (JsonException)
        {
            throw Refusal.Of(400, "Problems parsing JSON");
        }
    }
}
