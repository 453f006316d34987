using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>Accounts, and who may do what in a repository.</summary>
internal static class PeopleRoutes
{
    private const string Place = "/repos/{owner}/{repo}/collaborators";

    public static readonly Route[] All =
    [
        new("GET", "/users/{username}", "users/get-by-username", Access.Anyone, GetUser),
        new("GET", "/user/{account_id}", "users/get-by-id", Access.Anyone, GetById),
        new("GET", Place, "repos/list-collaborators", Access.Read("metadata"), List),
        new("GET", Place + "/{username}", "repos/check-collaborator", Access.Read("metadata"), Check),
        new("GET", Place + "/{username}/permission", "repos/get-collaborator-permission-level", Access.Read("metadata"),
            Permission),
    ];

    private static Answer GetUser(Call call) => call.World.FindAccount(call.Value("username")) is { } account
        ? Answer.Ok(call.Shapes.Profile(account))
        : Answer.Error(404, "Not Found");

    private static Answer GetById(Call call)
    {
        var id = call.Number("account_id");
        return call.World.Accounts.FirstOrDefault(a => a.Id == id) is { } account
            ? Answer.Ok(call.Shapes.Profile(account))
            : Answer.Error(404, "Not Found");
    }

    /// <summary>People with a role of their own here, members of the organization, and the owner.</summary>
    private static bool Belongs(SandboxRepository repository, SandboxAccount account) =>
        account.Kind == AccountKind.User
            && (repository.Owner == account || repository.Owner.Members.ContainsKey(account) ||
            repository.Collaborators.ContainsKey(account));

    private static Answer List(Call call)
    {
        var least = call.Query("permission") is { } word ? Roles.Parse(word) : RepositoryRole.None;
        return Answer.Page(
            call,
            call.World.Accounts.Where(a => Belongs(call.Repository, a) && call.Repository.RoleOf(a) >= least),
            a => call.Shapes.Collaborator(a, call.Repository.RoleOf(a)));
    }

    private static Answer Check(Call call) =>
        call.World.FindAccount(call.Value("username")) is { } account && Belongs(call.Repository, account)
            ? Answer.NoContent()
            : Answer.Error(404, "Not Found");

    /// <summary>
    /// The field <c>permission</c> hides triage and maintain; <c>role_name</c> and the flags tell the truth.
    /// </summary>
    private static Answer Permission(Call call)
    {
        var login = call.Value("username");
        if (call.World.FindAccount(login) is not { Kind: not AccountKind.Organization } account)
            throw Refusal.Of(404, $"{login} is not a user");
        var role = call.Repository.RoleOf(account);
        return Answer.Ok(new JsonObject
        {
            ["permission"] = Roles.Legacy(role),
            ["user"] = call.Shapes.Collaborator(account, role),
            ["role_name"] = Roles.Word(role),
        });
    }
}
