using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>
/// A person's hand over HTTP: <c>{"as": "ana", "do": "open-issue", "repo": "acme/kit", …}</c>. The answer names what
/// was made: an issue's number, a comment's id, an installation's id.
/// </summary>
internal static class ControlActs
{
    private static readonly Dictionary<string, Func<Act, Task<JsonObject>>> Verbs = new()
    {
        ["add-user"] = a => Done(() => a.World.AddUser(a.Need("login"))),
        ["add-organization"] = a => Done(() => a.World.AddOrganization(a.Need("login"), a.Texts("members"))),
        ["add-team"] = a => Done(() => a.World.AddTeam(a.Need("org"), a.Need("slug"), a.Texts("members"))),
        ["add-repository"] = a => Done(() => a.World.AddRepository(a.Need("owner"), a.Need("name"), a.Flag("private"))),
        ["install"] = async a => Id((await a.Hand.InstallAppAsync(a.Need("account"), a.Texts("repos"))).Id),
        ["uninstall"] = a => Done(a.Hand.UninstallAppAsync(a.Installation)),
        ["suspend"] = a => Done(a.Hand.SuspendAppAsync(a.Installation)),
        ["unsuspend"] = a => Done(a.Hand.SuspendAppAsync(a.Installation, suspended: false)),
        ["open-issue"] = async a => Issue(
            await a.Hand.OpenIssueAsync(a.Repo, a.Need("title"), a.Text("body"), a.Texts("labels"))),
        ["open-form"] = async a =>
            Issue(await a.Hand.OpenFormAsync(a.Repo, a.Need("form"), a.Need("title"), a.Answers)),
        ["edit-issue"] = a => Done(a.Hand.EditIssueAsync(a.Issue, a.Text("title"), a.Text("body"))),
        ["comment"] = async a => Id((await a.Hand.CommentAsync(a.Issue, a.Need("body"))).Id),
        ["edit-comment"] = a => Done(a.Hand.EditCommentAsync(a.Comment, a.Need("body"))),
        ["delete-comment"] = a => Done(a.Hand.DeleteCommentAsync(a.Comment)),
        ["react"] = a => Done(a.Text("comment_id") is null && a.Json["comment_id"] is null
            ? a.Hand.ReactAsync(a.Issue, a.Need("content"))
            : a.Hand.ReactAsync(a.Comment, a.Need("content"))),
        ["label"] = a => Done(a.Hand.AddLabelAsync(a.Issue, a.Texts("labels"))),
        ["unlabel"] = a => Done(a.Hand.RemoveLabelAsync(a.Issue, a.Texts("labels"))),
        ["assign"] = a => Done(a.Hand.AssignAsync(a.Issue, a.Texts("logins"))),
        ["unassign"] = a => Done(a.Hand.UnassignAsync(a.Issue, a.Texts("logins"))),
        ["close"] = a => Done(a.Hand.CloseAsync(a.Issue, a.Text("reason") ?? "completed")),
        ["reopen"] = a => Done(a.Hand.ReopenAsync(a.Issue)),
        ["lock"] = a => Done(a.Hand.LockAsync(a.Issue, a.Text("reason"))),
        ["unlock"] = a => Done(a.Hand.UnlockAsync(a.Issue)),
        ["type"] = a => Done(a.Hand.SetTypeAsync(a.Issue, a.Text("type"))),
        ["transfer"] = async a => Issue(await a.Hand.TransferAsync(a.Issue, a.Need("to"))),
        ["delete-issue"] = a => Done(a.Hand.DeleteIssueAsync(a.Issue)),
        ["create-label"] = async a => Id((await a.Hand.CreateLabelAsync(
            a.Repo, a.Need("name"), a.Text("color") ?? "ededed", a.Text("description"))).Id),
        ["edit-label"] = a => Done(a.Hand.EditLabelAsync(
            a.Repo, a.Need("label"), a.Text("name"), a.Text("color"), a.Text("description"))),
        ["delete-label"] = a => Done(a.Hand.DeleteLabelAsync(a.Repo, a.Need("label"))),
        ["push"] = async a => new JsonObject
        {
            ["sha"] = (await a.Hand.PushFileAsync(a.Repo, a.Need("path"), a.Need("text"), a.Text("message"))).Sha,
        },
        ["rename-repository"] = a => Done(a.Hand.RenameRepositoryAsync(a.Repo, a.Need("name"))),
        ["archive"] = a => Done(a.Hand.ArchiveRepositoryAsync(a.Repo)),
        ["unarchive"] = a => Done(a.Hand.ArchiveRepositoryAsync(a.Repo, archived: false)),
        ["role"] = a => Done(a.Hand.SetRoleAsync(a.Repo, a.Need("login"), Roles.Parse(a.Need("role")))),
    };

    public static Task<JsonObject> ActAsync(GitHubSandbox sandbox, JsonObject json)
    {
        var act = new Act(sandbox, json);
        return Verbs.TryGetValue(act.Need("do"), out var verb)
            ? verb(act)
            : throw new ControlException(
                $"nobody can {act.Need("do")}; what can be done: {string.Join(", ", Verbs.Keys.Order())}");
    }

    private static async Task<JsonObject> Done(Task act)
    {
        await act;
        return [];
    }

    private static Task<JsonObject> Done(Action act)
    {
        act();
        return Task.FromResult<JsonObject>([]);
    }

    private static JsonObject Id(long id) => new() { ["id"] = id };

    private static JsonObject Issue(SandboxIssue issue) => new()
    {
        ["id"] = issue.Id,
        ["number"] = issue.Number,
        ["repository"] = issue.Repository.FullName,
    };

    private sealed class Act(GitHubSandbox sandbox, JsonObject json)
    {
        public JsonObject Json => json;

        public SandboxWorld World => sandbox.World;

        public SandboxHand Hand => sandbox.As(Need("as"));

        public string Repo => Need("repo");

        public SandboxIssue Issue => World.Issue(Repo, (int)ControlRead.Number(json, "issue"));

        public SandboxInstallation Installation
        {
            get
            {
                var id = ControlRead.Number(json, "installation");
                return World.Installations.FirstOrDefault(i => i.Id == id) ?? throw Refusal.NotFound();
            }
        }

        public SandboxComment Comment
        {
            get
            {
                var id = ControlRead.Number(json, "comment_id");
                return World.Repository(Repo).Issues.Values.SelectMany(i => i.Comments).FirstOrDefault(c => c.Id == id)
                    ?? throw Refusal.NotFound();
            }
        }

        public Dictionary<string, string> Answers =>
            (json["answers"] as JsonObject ?? []).ToDictionary(a => a.Key, a => (string?)a.Value ?? "");

        public string? Text(string name) => ControlRead.Text(json, name);

        public string Need(string name) => ControlRead.Need(json, name);

        public string[] Texts(string name) => ControlRead.Texts(json, name);

        public bool Flag(string name) => ControlRead.Flag(json, name);
    }
}
