namespace GitHubOps.Sandbox;

/// <summary>The arguments of a field, variables already put in.</summary>
internal sealed class Arguments(IReadOnlyDictionary<string, object?> values)
{
    public string? Text(string name) => values.GetValueOrDefault(name) switch
    {
        null => null,
        string text => text,
        EnumWord word => word.Name,
        _ => throw Refusal.Of(422, $"Argument '{name}' has an invalid value"),
    };

    public string Need(string name) => Text(name) ?? throw Refusal.Of(422, $"Argument '{name}' is required");

    public int? Whole(string name) => values.GetValueOrDefault(name) is long number ? (int)number : null;

    public IReadOnlyList<string>? Texts(string name) => values.GetValueOrDefault(name) switch
    {
        null => null,
        string one => [one],
        List<object?> list =>
            [.. list.Select(i => i as string ?? throw Refusal.Of(422, $"Argument '{name}' has an invalid value"))],
        _ => throw Refusal.Of(422, $"Argument '{name}' has an invalid value"),
    };

    public bool Has(string name) => values.ContainsKey(name);

    public Arguments Input => new(values.GetValueOrDefault("input") as Dictionary<string, object?>
        ?? throw Refusal.Of(422, "Argument 'input' is required"));

    public IEnumerable<string> Names => values.Keys;
}

/// <param name="Type">The name of the composite type, or null for a scalar.</param>
/// <param name="Arguments">Names of arguments, <c>!</c> at the end of those that must be given.</param>
internal sealed record FieldOf(string? Type, Func<object, Arguments, Call, object?> Resolve, params string[] Arguments)
{
    /// <summary>For mutations: the names that <c>input</c> may hold.</summary>
    public string[]? Input { get; init; }
}

/// <summary>A type with its fields, and for an interface or union the types that it stands for.</summary>
internal sealed record TypeOf(string Name, IReadOnlyDictionary<string, FieldOf> Fields)
{
    public IReadOnlySet<string> Possible { get; init; } = new HashSet<string>();
}

/// <summary>
/// The part of GitHub's GraphQL schema that this GitHub answers. Whatever is not here is refused by name.
/// </summary>
internal static partial class Schema
{
    private static readonly Dictionary<string, TypeOf> Types = Build();

    public static TypeOf Find(string name) => Types[name];

    public static bool Knows(string name) => Types.ContainsKey(name);

    /// <summary>The name of the type of a thing.</summary>
    public static string NameOf(object thing) => thing switch
    {
        SandboxIssue => "Issue",
        SandboxComment => "IssueComment",
        SandboxRepository => "Repository",
        SandboxLabel => "Label",
        SandboxMilestone => "Milestone",
        SandboxReaction => "Reaction",
        SandboxAccount account => account.Kind.ToString(),
        Bag bag => bag.Type,
        _ => throw new InvalidOperationException($"{thing.GetType().Name} has no GraphQL type"),
    };

    private static Dictionary<string, TypeOf> Build()
    {
        IEnumerable<TypeOf> all = [.. Roots(), .. Things(), .. Mutations(), .. Interfaces()];
        return all.ToDictionary(t => t.Name);
    }

    private static TypeOf Type(string name, params (string Name, FieldOf Field)[] fields) =>
        new(name, fields.ToDictionary(f => f.Name, f => f.Field));

    private static (string, FieldOf) Scalar<T>(string name, Func<T, object?> resolve) =>
        (name, new FieldOf(null, (source, _, _) => resolve((T)source)));

    private static (string, FieldOf) Thing<T>(string name, string type, Func<T, object?> resolve) =>
        (name, new FieldOf(type, (source, _, _) => resolve((T)source)));

    private static (string, FieldOf) Many<T>(string name, string item, Func<T, Call, IEnumerable<object>> resolve) =>
        (name, new FieldOf(item + "Connection", (source, arguments, call) =>
            Connections.Make(name, item, resolve((T)source, call), arguments), "first", "last", "after", "before",
            "query", "orderBy"));
}

/// <summary>An object that exists only in an answer.</summary>
internal sealed record Bag(string Type, IReadOnlyDictionary<string, object?> Values);

/// <summary>Lists in GraphQL's pages.</summary>
internal static class Connections
{
    private const int PageMax = 100;

    public static Bag Make(string field, string item, IEnumerable<object> items, Arguments arguments)
    {
        var first = arguments.Whole("first");
        var last = arguments.Whole("last");
        if ((first ?? last) is not { } size) throw Refusal.Of(422,
            $"You must provide a `first` or `last` value to properly paginate the `{field}` connection.");
        if (size is < 0 or > PageMax) throw Refusal.Of(422,
            $"Requesting {size} records on the `{field}` connection exceeds the `first` limit of {PageMax} records.");
        var all = items.ToList();
        var start = first is null ? Math.Max(0, all.Count - size) : Position(arguments.Text("after"));
        var page = all.Skip(start).Take(size).ToList();
        return new Bag(item + "Connection", new Dictionary<string, object?>
        {
            ["nodes"] = page,
            ["edges"] = page.Select((node, i) => (object)new Bag(item + "Edge", new Dictionary<string, object?>
            {
                ["node"] = node,
                ["cursor"] = Cursor(start + i + 1),
            })).ToList(),
            ["totalCount"] = all.Count,
            ["pageInfo"] = new Bag("PageInfo", new Dictionary<string, object?>
            {
                ["hasNextPage"] = start + page.Count < all.Count,
                ["hasPreviousPage"] = start > 0,
                ["startCursor"] = page.Count == 0 ? null : Cursor(start + 1),
                ["endCursor"] = page.Count == 0 ? null : Cursor(start + page.Count),
            }),
        });
    }

    private static string Cursor(int position) =>
        Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"cursor:{position}"));

    private static int Position(string? cursor)
    {
        if (cursor is null) return 0;
        try
        {
            return int.Parse(
                System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(cursor))["cursor:".Length..]);
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException or OverflowException)
        {
            throw Refusal.Of(422, $"`{cursor}` does not appear to be a valid cursor.");
        }
    }
}
