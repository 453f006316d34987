namespace GitHubOps.Sandbox;

/// <summary>Decides, before a handler runs, whether the caller may come here at all.</summary>
internal sealed class Gate(SandboxWorld world)
{
    /// <summary>The answer that stops the call, or null.</summary>
    public Answer? Stop(Call call, Route route)
    {
        switch (route.Access.Reach)
        {
            case Reach.App when call.Credential.Kind != CredentialKind.App:
                return Answer.Error(401, "A JSON web token could not be decoded");
            case Reach.Installation when call.Credential.Kind == CredentialKind.App:
                return Answer.Error(401, "Bad credentials");
            case Reach.Installation when call.Credential.Installation?.SuspendedAt is not null:
                return Answer.Error(403, "This installation has been suspended");
        }

        if (call.Values.ContainsKey("repo") && FindRepository(call, route) is { } stop) return stop;
        return route.Access.Reach == Reach.Installation ? NeedPermission(call, route) : null;
    }

    private Answer? FindRepository(Call call, Route route)
    {
        var (owner, name) = (call.Value("owner"), call.Value("repo"));
        var repository = owner == "#"
            ? world.Repositories.FirstOrDefault(r => r.Id.ToString() == name)
            : world.FindRepository($"{owner}/{name}");
        if (repository is null && world.FindMoved($"{owner}/{name}") is { } moved && call.Credential.Sees(moved))
            return Answer.Moved(call, $"/repositories/{moved.Id}" + Rest(call));
        call.FoundRepository = repository;
        if (repository is not null && (route.Access.Reach == Reach.App || call.Credential.Sees(repository)))
            return null;
        return Answer.Error(404, "Not Found");
    }

    private static Answer? NeedPermission(Call call, Route route)
    {
        var access = route.Access;
        if (call.Credential.Kind == CredentialKind.None)
            return route.Method == "GET" && call.FoundRepository is { IsPrivate: false } ? null
                : Answer.Error(route.Method == "GET" ? 404 : 401,
                    route.Method == "GET" ? "Not Found" : "Requires authentication");
        if (call.Credential.Person is { } person) return NeedRole(call, route, person);
        var foreign = call.FoundRepository is { } repository && !call.Credential.Covers(repository);
        if (foreign && route.Method == "GET") return null;
        if (!foreign && call.Credential.Grants(access)) return null;
        var refused = Answer.Error(403, "Resource not accessible by integration");
        if (access.Permission is not null)
            refused.Headers["X-Accepted-GitHub-Permissions"] = $"{access.Permission}={access.Level}";
        return refused;
    }

    /// <summary>What a person may do follows from their role, not from permissions.</summary>
    private static Answer? NeedRole(Call call, Route route, SandboxAccount person)
    {
        if (route.Method == "GET" || call.FoundRepository is not { } repository) return null;
        var needed = route.Access.Permission == "issues" ? RepositoryRole.Triage : RepositoryRole.Write;
        return repository.RoleOf(person) >= needed
            ? null : Answer.Error(403, "Resource not accessible by personal access token");
    }

    private static string Rest(Call call)
    {
        var rest = string.Join('/', call.Path.Split('/').Skip(4));
        return rest.Length == 0 ? "" : "/" + rest;
    }
}
