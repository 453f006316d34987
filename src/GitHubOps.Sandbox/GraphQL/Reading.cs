namespace GitHubOps.Sandbox;

/// <summary>Finds what a query names, as far as the token may see it.</summary>
internal static class Reading
{
    public static object Node(Call call, string id)
    {
        var node = call.World.FindNode(id);
        if (node is null || (RepositoryOf(call, node) is { } repository && !Sees(call, repository)))
            throw Refusal.NoNode(id);
        Touch(call, node);
        return node;
    }

    public static T Node<T>(Call call, string id) where T : class =>
        Node(call, id) as T ?? throw Refusal.NoNode(id);

    public static SandboxRepository Repository(Call call, string owner, string name)
    {
        var fullName = $"{owner}/{name}";
        var repository = call.World.FindRepository(fullName) ?? call.World.FindMoved(fullName);
        return repository is not null && Sees(call, repository) ? repository
            : throw Refusal.Of(404, $"Could not resolve to a Repository with the name '{fullName}'.");
    }

    public static SandboxIssue Issue(Call call, SandboxRepository repository, int number)
    {
        var issue = repository.Issues.GetValueOrDefault(number)
            ?? throw Refusal.Of(404, $"Could not resolve to an Issue with the number of {number}.");
        Touch(call, issue);
        return issue;
    }

    public static Bag RateLimit(Call call)
    {
        var window = call.Desk.WindowOf(call, isGraphQL: true);
        return new Bag("RateLimit", new Dictionary<string, object?>
        {
            ["limit"] = window.Limit, ["cost"] = 1, ["remaining"] = window.Remaining, ["used"] = window.Used,
            ["resetAt"] = Shapes.Time(window.ResetsAt), ["nodeCount"] = 0,
        });
    }

    /// <summary>
    /// Writing needs the permission and a repository of the installation, whatever the token may read.
    /// </summary>
    public static void NeedWrite(Call call, SandboxRepository repository)
    {
        if (!call.Credential.Covers(repository) || !call.Credential.Grants(Access.Write("issues")))
            throw Refusal.Of(403, "Resource not accessible by integration");
    }

    public static SandboxRepository? RepositoryOf(Call call, object node) => node switch
    {
        SandboxIssue issue => issue.Repository,
        SandboxComment comment => comment.Issue.Repository,
        SandboxRepository repository => repository,
        SandboxLabel label => call.World.Repositories.FirstOrDefault(r => r.Labels.Contains(label)),
        _ => null,
    };

    private static bool Sees(Call call, SandboxRepository repository) =>
        call.Credential.Covers(repository) || (!repository.IsPrivate && call.Credential.RepositoryIds is null);

    private static void Touch(Call call, object node)
    {
        if (node is SandboxIssue issue) call.Issues.Add(issue.Id);
        if (node is SandboxComment comment) call.Issues.Add(comment.Issue.Id);
    }
}
