namespace GitHubOps.Sandbox;

internal enum Reach { Anyone, App, Installation }

/// <summary>Who may call: anyone, the App by its JWT, or an installation that was given a permission.</summary>
internal readonly record struct Access(Reach Reach, string? Permission = null, string Level = "read")
{
    public static Access Anyone => new(Reach.Anyone);

    public static Access App => new(Reach.App);

    /// <summary>Any installation token.</summary>
    public static Access Token => new(Reach.Installation);

    public static Access Read(string permission) => new(Reach.Installation, permission);

    public static Access Write(string permission) => new(Reach.Installation, permission, "write");
}

/// <param name="Operation">GitHub's operation id.</param>
/// <param name="Template"><c>{name}</c> is one segment, <c>{name+}</c> the rest of the path.</param>
internal sealed record Route(string Method, string Template, string Operation, Access Access, Func<Call, Answer> Handle)
{
    public string[] Segments { get; } = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>How many issues or comments one call creates.</summary>
    public int Contents { get; init; }

    public bool IsWrite => Method != "GET" && Access.Reach == Reach.Installation;
}

/// <summary>Every operation that this GitHub knows. What is not in the list answers 404.</summary>
internal static class Routes
{
    public static readonly Route[] All =
    [
        .. AppRoutes.All, .. DeliveryRoutes.All, .. RepositoryRoutes.All, .. ContentRoutes.All, .. GitRoutes.All,
        .. GitWriteRoutes.All,
        .. IssueRoutes.All, .. IssueLabelRoutes.All, .. AssigneeRoutes.All, .. CommentRoutes.All, .. ReactionRoutes.All,
        .. LabelRoutes.All, .. EventRoutes.All, .. PeopleRoutes.All, .. OrganizationRoutes.All, .. PullRoutes.All,
        .. CheckRoutes.All,
        .. MetaRoutes.All,
    ];

    private static readonly ILookup<string, Route> ByMethod = All.ToLookup(r => r.Method);

    /// <summary>The route with the most literal segments that matches, and the values of its names.</summary>
    public static (Route Route, Dictionary<string, string> Values)? Find(string method, string path)
    {
        var segments = Normal(path).Split('/', StringSplitOptions.RemoveEmptyEntries);
        (Route, Dictionary<string, string>)? best = null;
        var bestScore = -1;
        foreach (var route in ByMethod[method])
        {
            var values = new Dictionary<string, string>();
            var score = Match(route.Segments, segments, values);
            if (score <= bestScore) continue;
            bestScore = score;
            best = (route, values);
        }

        return best;
    }

    /// <summary><c>/repositories/42/…</c> is <c>/repos/#/42/…</c>: an owner that no account can have.</summary>
    private static string Normal(string path) =>
        path.StartsWith("/repositories/", StringComparison.Ordinal)
            ? "/repos/#/" + path["/repositories/".Length..] : path;

    private static int Match(string[] template, string[] segments, Dictionary<string, string> values)
    {
        var score = 0;
        for (var i = 0; i < template.Length; i++)
        {
            var part = template[i];
            if (part.EndsWith("+}", StringComparison.Ordinal))
            {
                values[part[1..^2]] = Uri.UnescapeDataString(string.Join('/', segments.Skip(i)));
                return score;
            }

            if (i >= segments.Length) return -1;
            if (part[0] == '{') values[part[1..^1]] = Uri.UnescapeDataString(segments[i]);
            else if (part.Equals(segments[i], StringComparison.OrdinalIgnoreCase)) score += 10;
            else return -1;
        }

        return template.Length == segments.Length ? score + 1 : -1;
    }
}
