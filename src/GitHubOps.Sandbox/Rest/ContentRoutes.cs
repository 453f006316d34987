using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>Files and folders of a commit.</summary>
internal static class ContentRoutes
{
    private const int JsonMax = 1_000_000;

    public static readonly Route[] All =
    [
        new("GET", "/repos/{owner}/{repo}/contents/{path+}", "repos/get-content", Access.Read("contents"), Get),
        new("GET", "/repos/{owner}/{repo}/contents", "repos/get-content", Access.Read("contents"), Get),
    ];

    private static Answer Get(Call call)
    {
        var path = call.Values.GetValueOrDefault("path", "").Trim('/');
        var commit = GitRoutes.Resolve(call.Repository, call.Query("ref"))
            ?? throw Refusal.Of(404, call.Query("ref") is { } name
                ? $"No commit found for the ref {name}"
                : "This repository is empty.");
        if (commit.Files.TryGetValue(path, out var file)) return File(call, commit, path, file);
        var children = Children(commit, path);
        return children.Count == 0 ? throw Refusal.NotFound()
            : Answer.Ok(Shapes.List(children, child => Entry(call, commit, child)));
    }

    private static Answer File(Call call, SandboxCommit commit, string path, SandboxFile file)
    {
        if (call.Accepts("raw")) return new Answer
        {
            Status = 200,
            ContentType = "application/vnd.github.raw+json; charset=utf-8",
            Body = [.. file.Bytes],
        };
        var shape = Entry(call, commit, path);
        var small = file.Bytes.Length <= JsonMax;
        shape["content"] = small ? Lines(Convert.ToBase64String(file.Bytes.AsSpan())) : "";
        shape["encoding"] = small ? "base64" : "none";
        return Answer.Ok(shape);
    }

    private static List<string> Children(SandboxCommit commit, string folder)
    {
        var prefix = folder.Length == 0 ? "" : folder + "/";
        return [.. commit.Files.Keys.Where(p => p.StartsWith(prefix, StringComparison.Ordinal))
            .Select(p => prefix + p[prefix.Length..].Split('/')[0]).Distinct()];
    }

    private static JsonObject Entry(Call call, SandboxCommit commit, string path)
    {
        var file = commit.Files.GetValueOrDefault(path);
        var sha = file?.Sha ?? GitNames.Tree(commit.Files, path);
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        var place = call.Shapes.Path(call.Repository);
        var branch = call.Query("ref") ?? call.Repository.DefaultBranch;
        var self = $"{place}/contents/{escaped}?ref={Uri.EscapeDataString(branch)}";
        var git = $"{place}/git/{(file is null ? "trees" : "blobs")}/{sha}";
        var html = $"{Shapes.WebPath(call.Repository)}/{(file is null ? "tree" : "blob")}/{branch}/{escaped}";
        return new JsonObject
        {
            ["name"] = path.Split('/')[^1],
            ["path"] = path,
            ["sha"] = sha,
            ["size"] = file?.Bytes.Length ?? 0,
            ["url"] = self,
            ["html_url"] = html,
            ["git_url"] = git,
            ["download_url"] = file is null
                ? null
                : $"https://raw.githubusercontent.com/{call.Repository.FullName}/{branch}/{escaped}",
            ["type"] = file is null ? "dir" : "file",
            ["_links"] = new JsonObject { ["self"] = self, ["git"] = git, ["html"] = html },
        };
    }

    /// <summary>GitHub breaks base64 after 60 characters.</summary>
    private static string Lines(string base64) =>
        string.Concat(base64.Chunk(60).Select(line => new string(line) + "\n"));
}
