using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>Check runs.</summary>
internal static class CheckRoutes
{
    private const int AnnotationsMax = 50;
    private const int TextMax = 65_535;

    public static readonly Route[] All =
    [
        new("POST", "/repos/{owner}/{repo}/check-runs", "checks/create", Access.Write("checks"), Create),
        new("GET", "/repos/{owner}/{repo}/check-runs/{check_run_id}", "checks/get", Access.Read("checks"),
            c => Answer.Ok(c.Shapes.CheckRun(c.Repository, Find(c)))),
        new("PATCH", "/repos/{owner}/{repo}/check-runs/{check_run_id}", "checks/update", Access.Write("checks"),
            Update),
        new("GET", "/repos/{owner}/{repo}/commits/{ref}/check-runs", "checks/list-for-ref", Access.Read("checks"),
            List),
        new("GET", "/repos/{owner}/{repo}/check-runs/{check_run_id}/annotations", "checks/list-annotations",
            Access.Read("checks"),
            c => Answer.Page(c, Find(c).Annotations, a => c.Shapes.Annotation(c.Repository, Find(c), a))),
    ];

    private static SandboxCheckRun Find(Call call)
    {
        var id = call.Number("check_run_id");
        return call.Repository.CheckRuns.FirstOrDefault(r => r.Id == id) ?? throw Refusal.NotFound();
    }

    private static Answer Create(Call call)
    {
        var name = call.Text("name") ?? throw Refusal.Invalid("CheckRun", "name", "missing_field");
        var sha = call.Text("head_sha") ?? throw Refusal.Invalid("CheckRun", "head_sha", "missing_field");
        var run =
            With(call, new SandboxCheckRun(call.World.NextId(), name, sha, "queued", null) { StartedAt = call.Now });
        call.Repository.CheckRuns = call.Repository.CheckRuns.Add(run);
        return Answer.Created(call.Shapes.CheckRun(call.Repository, run));
    }

    private static Answer Update(Call call)
    {
        var old = Find(call);
        var run = With(call, old);
        call.Repository.CheckRuns = call.Repository.CheckRuns.Replace(old, run);
        return Answer.Ok(call.Shapes.CheckRun(call.Repository, run));
    }

    /// <summary>A conclusion completes the run; annotations are added to those that are there.</summary>
    private static SandboxCheckRun With(Call call, SandboxCheckRun run)
    {
        var conclusion = call.Text("conclusion") ?? run.Conclusion;
        var status = conclusion is null ? call.Text("status") ?? run.Status : "completed";
        if (status == "completed" && conclusion is null)
            throw Refusal.Invalid("CheckRun", "conclusion", "missing_field");
        run = run with
        {
            Name = call.Text("name") ?? run.Name,
            Status = status,
            Conclusion = conclusion,
            CompletedAt = status == "completed" ? run.CompletedAt ?? call.Now : null,
            ExternalId = call.Text("external_id") ?? run.ExternalId,
            DetailsUrl = call.Text("details_url") ?? run.DetailsUrl,
            Buttons = call.Json["actions"] is JsonArray actions
                ? [.. actions.Select(a => (string?)a?["identifier"]).OfType<string>()] : run.Buttons,
        };
        if (call.Json["output"] is not JsonObject output) return run;
        var fresh = (output["annotations"] as JsonArray)?.Select(a => a!.ToJsonString()).ToImmutableArray() ?? [];
        if (fresh.Length > AnnotationsMax) throw Refusal.Of(422, $"annotations: no more than {AnnotationsMax} at once");
        return run with
        {
            Title = (string?)output["title"],
            Summary = Limited((string?)output["summary"], "summary"),
            Text = Limited((string?)output["text"], "text"),
            Annotations = run.Annotations.AddRange(fresh),
        };
    }

    private static string? Limited(string? text, string name) =>
        text?.Length > TextMax ? throw Refusal.Of(422, $"output.{name} exceeds {TextMax} characters") : text;

    private static Answer List(Call call)
    {
        var sha = GitRoutes.Resolve(call.Repository, call.Value("ref"))?.Sha ?? call.Value("ref");
        var runs = call.Repository.CheckRuns.Where(r => r.HeadSha == sha)
            .Where(r => call.Query("check_name") is not { } name || r.Name == name)
            .Where(_ => call.Query("app_id") is not { } app || app == call.World.App.Id.ToString()).Reverse();
        return Answer.Page(call, runs, r => call.Shapes.CheckRun(call.Repository, r), (items, total) => new JsonObject
        {
            ["total_count"] = total,
            ["check_runs"] = items,
        });
    }
}
