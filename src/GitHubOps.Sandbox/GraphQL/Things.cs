namespace GitHubOps.Sandbox;

internal static partial class Schema
{
    private static string[] Connected => ["Issue", "IssueComment", "Label", "User", "Reaction", "Milestone"];

    private static IEnumerable<TypeOf> Roots()
    {
        yield return Type("Query",
            ("node", new FieldOf("Node", (_, a, c) => Reading.Node(c, a.Need("id")), "id!")),
            ("repository", new FieldOf("Repository", (_, a, c) =>
                Reading.Repository(c, a.Need("owner"), a.Need("name")), "owner!", "name!", "followRenames")),
            ("viewer", new FieldOf("User", (_, _, c) => c.World.App.Bot)),
            ("rateLimit", new FieldOf("RateLimit", (_, _, c) => Reading.RateLimit(c), "dryRun")));
        yield return Bagged("RateLimit", "limit", "cost", "remaining", "used", "resetAt", "nodeCount");
        yield return Bagged("PageInfo", "hasNextPage", "hasPreviousPage", "startCursor", "endCursor");
        foreach (var item in Connected)
        {
            yield return Type(item + "Connection",
                BagField("nodes", item), BagField("edges", item + "Edge"), BagField("totalCount"),
                BagField("pageInfo", "PageInfo"));
            yield return Type(item + "Edge", BagField("node", item), BagField("cursor"));
        }
    }

    private static IEnumerable<TypeOf> Things()
    {
        yield return Type("Repository",
            Scalar<SandboxRepository>("id", r => r.NodeId), Scalar<SandboxRepository>("databaseId", r => r.Id),
            Scalar<SandboxRepository>("name", r => r.Name), Scalar<SandboxRepository>("nameWithOwner", r => r.FullName),
            Scalar<SandboxRepository>("isPrivate", r => r.IsPrivate),
            Scalar<SandboxRepository>("isArchived", r => r.IsArchived),
            Scalar<SandboxRepository>("url", Shapes.WebPath),
            Thing<SandboxRepository>("owner", "RepositoryOwner", r => r.Owner),
            ("issue",
                new FieldOf("Issue", (r, a, c) => Reading.Issue(c, (SandboxRepository)r, a.Whole("number") ?? 0),
                    "number!")),
            ("label", new FieldOf("Label", (r, a, _) => ((SandboxRepository)r).FindLabel(a.Need("name")), "name!")),
            Many<SandboxRepository>("labels", "Label", (r, _) => r.Labels),
            Many<SandboxRepository>("issues", "Issue", (r, _) => r.Issues.Values),
            Many<SandboxRepository>("milestones", "Milestone", (r, _) => r.Milestones),
            Many<SandboxRepository>("assignableUsers", "User", (r, c) => c.World.Accounts.Where(r.CanBeAssigned)));
        yield return Type("Issue",
            Scalar<SandboxIssue>("id", i => i.NodeId), Scalar<SandboxIssue>("databaseId", i => Narrow(i.Id)),
            Scalar<SandboxIssue>("fullDatabaseId", i => i.Id.ToString()), Scalar<SandboxIssue>("number", i => i.Number),
            Scalar<SandboxIssue>("title", i => i.Title), Scalar<SandboxIssue>("body", i => i.Body ?? ""),
            Scalar<SandboxIssue>("url", Shapes.WebPath),
            Scalar<SandboxIssue>("state", i => i.IsOpen ? "OPEN" : "CLOSED"),
            Scalar<SandboxIssue>("closed", i => !i.IsOpen),
            Scalar<SandboxIssue>("stateReason", i => i.StateReason?.ToUpperInvariant()),
            Scalar<SandboxIssue>("locked", i => i.IsLocked),
            Scalar<SandboxIssue>("createdAt", i => Shapes.Time(i.CreatedAt)),
            Scalar<SandboxIssue>("updatedAt", i => Shapes.Time(i.UpdatedAt)),
            Scalar<SandboxIssue>("closedAt", i => i.ClosedAt is { } at ? Shapes.Time(at) : null),
            ("viewerDidAuthor", new FieldOf(null, (i, _, c) => ((SandboxIssue)i).Author == c.World.App.Bot)),
            Thing<SandboxIssue>("author", "Actor", i => i.Author),
            Thing<SandboxIssue>("repository", "Repository", i => i.Repository),
            Thing<SandboxIssue>("milestone", "Milestone", i => i.Milestone),
            Many<SandboxIssue>("labels", "Label", (i, _) => i.Labels),
            Many<SandboxIssue>("assignees", "User", (i, _) => i.Assignees),
            Many<SandboxIssue>("comments", "IssueComment", (i, _) => i.Comments),
            Many<SandboxIssue>("reactions", "Reaction", (i, _) => i.Reactions));
        yield return Type("IssueComment",
            Scalar<SandboxComment>("id", c => c.NodeId), Scalar<SandboxComment>("databaseId", c => Narrow(c.Id)),
            Scalar<SandboxComment>("fullDatabaseId", c => c.Id.ToString()), Scalar<SandboxComment>("body", c => c.Body),
            Scalar<SandboxComment>("url", c => $"{Shapes.WebPath(c.Issue)}#issuecomment-{c.Id}"),
            Scalar<SandboxComment>("createdAt", c => Shapes.Time(c.CreatedAt)),
            Scalar<SandboxComment>("updatedAt", c => Shapes.Time(c.UpdatedAt)),
            Scalar<SandboxComment>("isMinimized", c => c.MinimizedReason is not null),
            Scalar<SandboxComment>("minimizedReason", c => c.MinimizedReason),
            ("viewerDidAuthor", new FieldOf(null, (c, _, call) => ((SandboxComment)c).Author == call.World.App.Bot)),
            Thing<SandboxComment>("author", "Actor", c => c.Author),
            Thing<SandboxComment>("issue", "Issue", c => c.Issue),
            Many<SandboxComment>("reactions", "Reaction", (c, _) => c.Reactions));
        yield return Type("Label",
            Scalar<SandboxLabel>("id", l => l.NodeId), Scalar<SandboxLabel>("name", l => l.Name),
            Scalar<SandboxLabel>("color", l => l.Color), Scalar<SandboxLabel>("description", l => l.Description));
        yield return Type("Milestone",
            Scalar<SandboxMilestone>("id", m => m.NodeId), Scalar<SandboxMilestone>("number", m => m.Number),
            Scalar<SandboxMilestone>("title", m => m.Title),
            Scalar<SandboxMilestone>("state", m => m.IsClosed ? "CLOSED" : "OPEN"));
        yield return Type("Reaction",
            Scalar<SandboxReaction>("id", r => r.NodeId),
            Scalar<SandboxReaction>("content", r => ReactionWords.ToEnum(r.Content)),
            Thing<SandboxReaction>("user", "User", r => r.Account));
        foreach (var kind in (string[])["User", "Bot", "Organization"]) yield return Type(kind,
            Scalar<SandboxAccount>("id", a => a.NodeId), Scalar<SandboxAccount>("databaseId", a => a.Id),
            Scalar<SandboxAccount>("login", LoginOf), Scalar<SandboxAccount>("url", a => $"{Shapes.Web}/{LoginOf(a)}"));
    }

    private static IEnumerable<TypeOf> Interfaces()
    {
        yield return Interface("Node", ["Issue", "IssueComment", "Label", "Repository", "User", "Bot", "Organization"],
            "id");
        yield return Interface("Actor", ["User", "Bot", "Organization"], "login", "url");
        yield return Interface("RepositoryOwner", ["User", "Organization"], "id", "login", "url");
        yield return Interface("Labelable", ["Issue"], "labels");
        yield return Interface("Assignable", ["Issue"], "assignees");
        yield return Interface("Minimizable", ["IssueComment"], "isMinimized", "minimizedReason");
        yield return Interface("Reactable", ["Issue", "IssueComment"], "id", "databaseId", "reactions");
    }

    /// <summary>
    /// GraphQL's Int holds 32 bits; newer issues and comments have outgrown it, hence <c>fullDatabaseId</c>.
    /// </summary>
    private static object? Narrow(long id) => id <= int.MaxValue ? id : null;

    /// <summary>In GraphQL a bot's login lacks <c>[bot]</c>.</summary>
    private static string LoginOf(SandboxAccount account) =>
        account.Kind == AccountKind.Bot ? account.Login[..^"[bot]".Length] : account.Login;

    private static TypeOf Interface(string name, string[] possible, params string[] fields)
    {
        var model = Things().First(t => t.Name == possible[0]).Fields;
        return new TypeOf(name, fields.ToDictionary(f => f, f => model[f])) { Possible = possible.ToHashSet() };
    }

    private static TypeOf Bagged(string name, params string[] fields) =>
        Type(name, [.. fields.Select(f => BagField(f))]);

    private static (string, FieldOf) BagField(string name, string? type = null) =>
        (name, new FieldOf(type, (source, _, _) => ((Bag)source).Values.GetValueOrDefault(name)));
}

/// <summary>REST's words for reactions and GraphQL's.</summary>
internal static class ReactionWords
{
    private static readonly Dictionary<string, string> Enums = new()
    {
        ["+1"] = "THUMBS_UP", ["-1"] = "THUMBS_DOWN", ["laugh"] = "LAUGH", ["confused"] = "CONFUSED",
        ["heart"] = "HEART", ["hooray"] = "HOORAY", ["rocket"] = "ROCKET", ["eyes"] = "EYES",
    };

    public static string ToEnum(string content) => Enums[content];

    public static string ToRest(string word) => Enums.FirstOrDefault(e => e.Value == word).Key
        ?? throw Refusal.Of(422, $"'{word}' is no ReactionContent");
}
