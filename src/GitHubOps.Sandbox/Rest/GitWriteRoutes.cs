using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>Making a commit by hand: its tree, itself, and the branch that shows it.</summary>
internal static class GitWriteRoutes
{
    private const string Branches = "refs/heads/";

    public static readonly Route[] All =
    [
        new("POST", "/repos/{owner}/{repo}/git/trees", "git/create-tree", Access.Write("contents"), CreateTree),
        new("POST", "/repos/{owner}/{repo}/git/commits", "git/create-commit", Access.Write("contents"), CreateCommit),
        new("GET", "/repos/{owner}/{repo}/git/commits/{commit_sha}", "git/get-commit", Access.Read("contents"),
            c =>
                Answer.Ok(
                    Shape(c, GitRoutes.Resolve(c.Repository, c.Value("commit_sha")) ?? throw Refusal.NotFound()))),
        new("POST", "/repos/{owner}/{repo}/git/refs", "git/create-ref", Access.Write("contents"), CreateRef),
        new("PATCH", "/repos/{owner}/{repo}/git/refs/{ref+}", "git/update-ref", Access.Write("contents"), UpdateRef),
    ];

    private static Answer CreateTree(Call call)
    {
        if (call.Json["tree"] is not JsonArray { Count: > 0 } entries) throw Refusal.Of(422, "Invalid tree info");
        var files = call.Text("base_tree") is { } below
            ? TreeOf(call.Repository, below) ?? throw Refusal.Of(422, "base_tree is not a valid tree oid")
            : GitNames.EmptyTree;
        foreach (var entry in entries) files = Put(call.Repository, files, entry as JsonObject);
        var sha = GitNames.Tree(files, "");
        call.Repository.LooseTrees = call.Repository.LooseTrees.SetItem(sha, files);
        var place = call.Shapes.Path(call.Repository);
        var top = files.Keys.Select(path => path.Split('/')[0]).Distinct().Order(StringComparer.Ordinal);
        return Answer.Created(new JsonObject
        {
            ["sha"] = sha,
            ["url"] = $"{place}/git/trees/{sha}",
            ["tree"] = Shapes.List(top, path => GitRoutes.Entry(files, path, place)),
            ["truncated"] = false,
        });
    }

    private static ImmutableSortedDictionary<string, SandboxFile> Put(
        SandboxRepository repository, ImmutableSortedDictionary<string, SandboxFile> files, JsonObject? entry)
    {
        var path = (string?)entry?["path"] ?? "";
        if (path.Split('/').Any(part => part is "" or "." or ".." or ".git"))
            throw Refusal.Of(422, "tree.path contains a malformed path component");
        if ((string?)entry!["mode"] is not ("100644" or "100755"))
            throw Refusal.Of(422, "tree.mode is not supported here");
        if ((string?)entry["content"] is { } content)
            return files.SetItem(path, GitNames.Blob(Encoding.UTF8.GetBytes(content)));
        if (!entry.ContainsKey("sha")) throw Refusal.Of(422, "Must supply either tree.sha or tree.content");
        if ((string?)entry["sha"] is not { } sha) return files.Remove(path);
        var blob = GitRoutes.FindBlob(repository, sha) ?? throw Refusal.Of(422, "tree.sha is not a valid blob");
        return files.SetItem(path, blob);
    }

    private static ImmutableSortedDictionary<string, SandboxFile>? TreeOf(SandboxRepository repository, string sha) =>
        repository.LooseTrees.GetValueOrDefault(sha) ?? GitRoutes.Resolve(repository, sha)?.Files;

    private static Answer CreateCommit(Call call)
    {
        var message = call.Text("message") ?? throw Refusal.Of(422, "Invalid request.\n\n\"message\" wasn't supplied.");
        var tree = call.Text("tree") ?? throw Refusal.Of(422, "Invalid request.\n\n\"tree\" wasn't supplied.");
        var files = TreeOf(call.Repository, tree) ?? throw Refusal.Of(422, "Tree SHA does not exist");
        var parent = call.Texts("parents") is [var first, ..]
            ? GitRoutes.Resolve(call.Repository, first)
                ?? throw Refusal.Of(422, "Parent SHA does not exist or is not a commit object")
            : null;
        var commit = call.Acts.Commit(call.Me, message, parent, Changes(parent, files));
        call.Repository.LooseCommits = call.Repository.LooseCommits.SetItem(commit.Sha, commit);
        return Answer.Created(Shape(call, commit));
    }

    private static Dictionary<string, byte[]?> Changes(
        SandboxCommit? parent, ImmutableSortedDictionary<string, SandboxFile> files)
    {
        var was = parent?.Files ?? GitNames.EmptyTree;
        var changes = files.Where(file => was.GetValueOrDefault(file.Key)?.Sha != file.Value.Sha)
            .ToDictionary(file => file.Key, file => (byte[]?)[.. file.Value.Bytes]);
        foreach (var gone in was.Keys.Where(path => !files.ContainsKey(path))) changes[gone] = null;
        return changes;
    }

    private static Answer CreateRef(Call call)
    {
        var name = call.Text("ref") ?? "";
        if (!name.StartsWith(Branches, StringComparison.Ordinal) || name.Length == Branches.Length)
            throw Refusal.Of(422, "Reference name must start with 'refs/' and have at least two slashes.");
        var branch = name[Branches.Length..];
        if (call.Repository.Branches.ContainsKey(branch)) throw Refusal.Of(422, "Reference already exists");
        call.Acts.MoveBranch(call.Me, call.Repository, branch, Target(call));
        return Answer.Created(GitRoutes.RefShape(call, $"heads/{branch}"));
    }

    private static Answer UpdateRef(Call call)
    {
        var name = call.Value("ref");
        var branch = name.StartsWith("heads/", StringComparison.Ordinal) ? name["heads/".Length..] : "";
        if (call.Repository.Branches.GetValueOrDefault(branch) is not { } tip)
            throw Refusal.Of(422, "Reference does not exist");
        var target = Target(call);
        var isForced = call.Json["force"] is JsonValue force && force.TryGetValue<bool>(out var yes) && yes;
        if (!isForced && Ancestry.History(target).All(commit => commit.Sha != tip.Sha))
            throw Refusal.Of(422, "Update is not a fast forward");
        call.Acts.MoveBranch(call.Me, call.Repository, branch, target);
        return Answer.Ok(GitRoutes.RefShape(call, name));
    }

    private static SandboxCommit Target(Call call) =>
        call.Text("sha") is { } sha && GitRoutes.Resolve(call.Repository, sha) is { } commit
            ? commit : throw Refusal.Of(422, "Object does not exist");

    private static JsonObject Shape(Call call, SandboxCommit commit)
    {
        var place = call.Shapes.Path(call.Repository);
        var web = Shapes.WebPath(call.Repository);
        var person = new JsonObject
        {
            ["name"] = commit.Author.Login,
            ["email"] = $"{commit.Author.Login}@users.noreply.github.com",
            ["date"] = Shapes.Time(commit.At),
        };
        return new JsonObject
        {
            ["sha"] = commit.Sha,
            ["node_id"] = $"C_{commit.Sha}",
            ["url"] = $"{place}/git/commits/{commit.Sha}",
            ["html_url"] = $"{web}/commit/{commit.Sha}",
            ["author"] = person,
            ["committer"] = person.DeepClone(),
            ["tree"] = new JsonObject { ["sha"] = commit.TreeSha, ["url"] = $"{place}/git/trees/{commit.TreeSha}" },
            ["message"] = commit.Message,
            ["parents"] = commit.ParentSha is null ? new JsonArray() : new JsonArray(new JsonObject
            {
                ["sha"] = commit.ParentSha,
                ["url"] = $"{place}/git/commits/{commit.ParentSha}",
                ["html_url"] = $"{web}/commit/{commit.ParentSha}",
            }),
            ["verification"] = new JsonObject
            {
                ["verified"] = false, ["reason"] = "unsigned", ["signature"] = null, ["payload"] = null,
                ["verified_at"] = null,
            },
        };
    }
}
