using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>What the control door tells of the world. Short and ours: GitHub's own shapes come from the API.</summary>
internal static class ControlState
{
    public static JsonObject App(GitHubSandbox sandbox) => new()
    {
        ["id"] = sandbox.App.Id,
        ["client_id"] = sandbox.App.ClientId,
        ["slug"] = sandbox.App.Slug,
        ["bot_id"] = sandbox.App.Bot.Id,
        ["bot_login"] = sandbox.App.Bot.Login,
        ["private_key"] = sandbox.App.PrivateKeyPem,
        ["webhook_url"] = sandbox.App.WebhookUrl?.ToString(),
        ["installations"] = Shapes.List(sandbox.World.Installations, i => new JsonObject
        {
            ["id"] = i.Id,
            ["account"] = i.Account.Login,
            ["suspended"] = i.SuspendedAt is not null,
        }),
    };

    public static JsonObject World(GitHubSandbox sandbox) => new()
    {
        ["repositories"] = Shapes.List(sandbox.World.Repositories, r => new JsonObject
        {
            ["id"] = r.Id,
            ["name"] = r.FullName,
            ["private"] = r.IsPrivate,
            ["archived"] = r.IsArchived,
            ["labels"] = Names(r.Labels.Select(l => l.Name)),
            ["files"] = Names(r.Head?.Files.Keys ?? []),
            ["issues"] = Shapes.List(r.Issues.Values, Issue),
            ["check_runs"] = Shapes.List(r.CheckRuns, c => new JsonObject
            {
                ["name"] = c.Name, ["head_sha"] = c.HeadSha, ["conclusion"] = c.Conclusion, ["title"] = c.Title,
            }),
        }),
    };

    public static JsonArray Ledger(GitHubSandbox sandbox) => Shapes.List(sandbox.Ledger.Requests, r => new JsonObject
    {
        ["at"] = r.At.ToString("O"),
        ["method"] = r.Method,
        ["path"] = r.Path,
        ["operation"] = r.Operation,
        ["credential"] = r.Credential.ToString(),
        ["installation"] = r.InstallationId,
        ["status"] = r.Status,
        ["write"] = r.IsWrite,
        ["unsupported"] = r.IsUnsupported,
        ["fault"] = r.Fault,
        ["issues"] = new JsonArray([.. r.Issues.Select(i => JsonValue.Create(i))]),
        ["fields"] = Shapes.List(r.Fields, f => new JsonObject
        {
            ["alias"] = f.Alias, ["field"] = f.Field, ["succeeded"] = f.Succeeded,
        }),
        ["body"] = r.Body,
    });

    public static JsonArray Events(GitHubSandbox sandbox) => Shapes.List(sandbox.Events, e => new JsonObject
    {
        ["guid"] = e.Guid.ToString(),
        ["event"] = e.Name,
        ["action"] = e.Action,
        ["sender"] = e.Sender,
        ["at"] = e.At.ToString("O"),
        ["payload"] = JsonNode.Parse(e.Payload),
    });

    public static JsonArray Deliveries(GitHubSandbox sandbox) => Shapes.List(sandbox.Deliveries, d => new JsonObject
    {
        ["id"] = d.Id,
        ["guid"] = d.Event.Guid.ToString(),
        ["event"] = d.Event.Name,
        ["action"] = d.Event.Action,
        ["status_code"] = d.StatusCode,
        ["status"] = d.Status,
        ["redelivery"] = d.IsRedelivery,
    });

    private static JsonObject Issue(SandboxIssue issue) => new()
    {
        ["id"] = issue.Id,
        ["number"] = issue.Number,
        ["title"] = issue.Title,
        ["body"] = issue.Body,
        ["author"] = issue.Author.Login,
        ["state"] = issue.IsOpen ? "open" : "closed",
        ["state_reason"] = issue.StateReason,
        ["type"] = issue.Type?.Name,
        ["locked"] = issue.IsLocked,
        ["labels"] = Names(issue.LabelNames),
        ["assignees"] = Names(issue.AssigneeLogins),
        ["comments"] = Shapes.List(issue.Comments, c => new JsonObject
        {
            ["id"] = c.Id,
            ["author"] = c.Author.Login,
            ["body"] = c.Body,
            ["minimized"] = c.MinimizedReason,
            ["reactions"] = Shapes.List(c.Reactions, r => JsonValue.Create($"{r.Content} {r.Account.Login}")),
        }),
        ["timeline"] = Names(issue.Timeline.Select(e => e.ToString())),
    };

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(n => JsonValue.Create(n))];
}
