namespace GitHubOps.Sandbox;

/// <summary>The labels of a repository.</summary>
internal static class LabelRoutes
{
    private const string Place = "/repos/{owner}/{repo}/labels";

    public static readonly Route[] All =
    [
        new("GET", Place, "issues/list-labels-for-repo", Access.Read("issues"),
            c => Answer.Page(c, Sorted(c.Repository), l => c.Shapes.Label(c.Repository, l))),
        new("POST", Place, "issues/create-label", Access.Write("issues"), Create),
        new("GET", Place + "/{name}", "issues/get-label", Access.Read("issues"), c => Shape(c, Find(c))),
        new("PATCH", Place + "/{name}", "issues/update-label", Access.Write("issues"), Update),
        new("DELETE", Place + "/{name}", "issues/delete-label", Access.Write("issues"), Delete),
    ];

    private static IEnumerable<SandboxLabel> Sorted(SandboxRepository repository) =>
        repository.Labels.OrderBy(l => l.Name, StringComparer.OrdinalIgnoreCase);

    private static SandboxLabel Find(Call call) =>
        call.Repository.FindLabel(call.Value("name")) ?? throw Refusal.NotFound();

    private static Answer Shape(Call call, SandboxLabel label) => Answer.Ok(call.Shapes.Label(call.Repository, label));

    private static Answer Create(Call call)
    {
        var label = call.Acts.CreateLabel(
            call.Me, call.Repository, call.Text("name") ?? "", call.Text("color") ?? "ededed",
            call.Text("description"));
        return Answer.Created(call.Shapes.Label(call.Repository, label));
    }

    private static Answer Update(Call call)
    {
        var label = Find(call);
        call.Acts.EditLabel(
            call.Me, call.Repository, label, call.Text("new_name"), call.Text("color"), call.Text("description"));
        return Shape(call, label);
    }

    private static Answer Delete(Call call)
    {
        call.Acts.DeleteLabel(call.Me, call.Repository, Find(call));
        return Answer.NoContent();
    }
}
