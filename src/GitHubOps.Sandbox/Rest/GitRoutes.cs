using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>Commits, trees, blobs and branches.</summary>
internal static class GitRoutes
{
    public static readonly Route[] All =
    [
        new("GET", "/repos/{owner}/{repo}/git/trees/{tree_sha}", "git/get-tree", Access.Read("contents"), Tree),
        new("GET", "/repos/{owner}/{repo}/git/blobs/{file_sha}", "git/get-blob", Access.Read("contents"), Blob),
        new("GET", "/repos/{owner}/{repo}/git/ref/{ref+}", "git/get-ref", Access.Read("contents"), Ref),
        new("GET", "/repos/{owner}/{repo}/commits", "repos/list-commits", Access.Read("contents"), Commits),
        new("GET", "/repos/{owner}/{repo}/commits/{ref}", "repos/get-commit", Access.Read("contents"), Commit),
        new("GET", "/repos/{owner}/{repo}/branches", "repos/list-branches", Access.Read("contents"), Branches),
        new("GET", "/repos/{owner}/{repo}/branches/{branch+}", "repos/get-branch", Access.Read("contents"), Branch),
    ];

    /// <summary>A branch, a full ref or a sha; null is the default branch.</summary>
    public static SandboxCommit? Resolve(SandboxRepository repository, string? name)
    {
        name ??= repository.DefaultBranch;
        foreach (var prefix in (string[])["refs/heads/", "heads/"])
            if (name.StartsWith(prefix, StringComparison.Ordinal)) name = name[prefix.Length..];
        if (name == "HEAD") name = repository.DefaultBranch;
        if (repository.Branches.GetValueOrDefault(name) is { } tip) return tip;
        var pull = repository.Pulls.Values.FirstOrDefault(p => name == $"refs/pull/{p.Number}/head");
        if (pull is not null) return pull.HeadCommit;
        if (name.Length < 7) return null;
        return AllCommits(repository)
            .FirstOrDefault(c => c.Sha.StartsWith(name, StringComparison.Ordinal) || c.TreeSha == name);
    }

    /// <summary>
    /// Those of forks with a pull request too: GitHub keeps one store for all copies of a repository. And those that no
    /// branch shows yet.
    /// </summary>
    private static IEnumerable<SandboxCommit> AllCommits(SandboxRepository repository) => repository.Branches.Values
        .Concat(repository.Pulls.Values.Select(pull => pull.HeadCommit)).Concat(repository.LooseCommits.Values)
        .SelectMany(Ancestry.History);

    public static SandboxFile? FindBlob(SandboxRepository repository, string sha) =>
        AllCommits(repository).SelectMany(c => c.Files.Values).FirstOrDefault(f => f.Sha == sha);

    private static SandboxCommit Need(Call call, string name) =>
        Resolve(call.Repository, name) ?? throw (call.Repository.Head is null
            ? Refusal.Of(409, "Git Repository is empty.")
            : Refusal.NotFound());

    private static Answer Tree(Call call)
    {
        var commit = Need(call, call.Value("tree_sha"));
        var deep = call.Query("recursive") is not null;
        var folders = commit.Files.Keys.SelectMany(Folders).Distinct();
        var entries = commit.Files.Keys.Concat(folders).Where(p => deep || !p.Contains('/', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        var place = call.Shapes.Path(call.Repository);
        return Answer.Ok(new JsonObject
        {
            ["sha"] = commit.TreeSha,
            ["url"] = $"{place}/git/trees/{commit.TreeSha}",
            ["tree"] = Shapes.List(entries, path => Entry(commit.Files, path, place)),
            ["truncated"] = false,
        });
    }

    public static JsonObject Entry(ImmutableSortedDictionary<string, SandboxFile> files, string path, string place)
    {
        var file = files.GetValueOrDefault(path);
        var sha = file?.Sha ?? GitNames.Tree(files, path);
        var entry = new JsonObject
        {
            ["path"] = path,
            ["mode"] = file is null ? "040000" : "100644",
            ["type"] = file is null ? "tree" : "blob",
            ["sha"] = sha,
        };
        if (file is not null) entry["size"] = file.Bytes.Length;
        entry["url"] = $"{place}/git/{(file is null ? "trees" : "blobs")}/{sha}";
        return entry;
    }

    private static IEnumerable<string> Folders(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }

    private static Answer Blob(Call call)
    {
        var sha = call.Value("file_sha");
        var file = FindBlob(call.Repository, sha) ?? throw Refusal.NotFound();
        return Answer.Ok(new JsonObject
        {
            ["sha"] = sha,
            ["node_id"] = $"B_{sha}",
            ["size"] = file.Bytes.Length,
            ["url"] = $"{call.Shapes.Path(call.Repository)}/git/blobs/{sha}",
            ["content"] = Convert.ToBase64String(file.Bytes.AsSpan()),
            ["encoding"] = "base64",
        });
    }

    private static Answer Ref(Call call)
    {
        var name = call.Value("ref");
        if (!name.StartsWith("heads/", StringComparison.Ordinal)) throw Refusal.NotFound();
        _ = Need(call, name);
        return Answer.Ok(RefShape(call, name));
    }

    /// <param name="name"><c>heads/BRANCH</c></param>
    public static JsonObject RefShape(Call call, string name)
    {
        var tip = Need(call, name);
        var place = call.Shapes.Path(call.Repository);
        return new JsonObject
        {
            ["ref"] = $"refs/{name}",
            ["node_id"] = $"REF_{tip.Sha}",
            ["url"] = $"{place}/git/refs/{name}",
            ["object"] = new JsonObject
            {
                ["sha"] = tip.Sha, ["type"] = "commit", ["url"] = $"{place}/git/commits/{tip.Sha}",
            },
        };
    }

    private static Answer Commits(Call call)
    {
        var history = Ancestry.History(Need(call, call.Query("sha") ?? call.Repository.DefaultBranch));
        if (call.Query("path") is { } path)
            history = history.Where(c => c.Added.Concat(c.Modified).Concat(c.Removed)
                .Any(p => p.StartsWith(path, StringComparison.Ordinal)));
        return Answer.Page(call, history, c => Shape(call, c, withFiles: false));
    }

    private static Answer Commit(Call call)
    {
        if (Resolve(call.Repository, call.Value("ref")) is not { } commit)
            throw Refusal.Of(422, $"No commit found for SHA: {call.Value("ref")}");
        if (!call.Accepts("sha")) return Answer.Ok(Shape(call, commit, withFiles: true));
        return new Answer
        {
            Status = 200,
            ContentType = "application/vnd.github.sha; charset=utf-8",
            Body = System.Text.Encoding.ASCII.GetBytes(commit.Sha),
        };
    }

    private static Answer Branches(Call call) => Answer.Page(
        call, call.Repository.Branches.OrderBy(b => b.Key), b => new JsonObject
        {
            ["name"] = b.Key,
            ["commit"] = new JsonObject
            {
                ["sha"] = b.Value.Sha, ["url"] = $"{call.Shapes.Path(call.Repository)}/commits/{b.Value.Sha}",
            },
            ["protected"] = false,
        });

    private static Answer Branch(Call call)
    {
        var required = call.Repository.RequiredChecks;
        var name = call.Value("branch");
        var tip = call.Repository.Branches.GetValueOrDefault(name) ?? throw Refusal.Of(404, "Branch not found");
        var self = $"{call.Shapes.Path(call.Repository)}/branches/{Uri.EscapeDataString(name)}";
        return Answer.Ok(new JsonObject
        {
            ["name"] = name,
            ["commit"] = Shape(call, tip, withFiles: false),
            ["_links"] = new JsonObject
            {
                ["self"] = self,
                ["html"] = $"{Shapes.WebPath(call.Repository)}/tree/{name}"
            },
            ["protected"] = !required.IsEmpty,
            ["protection"] = new JsonObject { ["enabled"] = false },
            ["protection_url"] = self + "/protection",
        });
    }

    internal static JsonObject Shape(Call call, SandboxCommit commit, bool withFiles)
    {
        var place = call.Shapes.Path(call.Repository);
        var web = Shapes.WebPath(call.Repository);
        var person = new JsonObject
        {
            ["name"] = commit.Author.Login,
            ["email"] = $"{commit.Author.Login}@users.noreply.github.com",
            ["date"] = Shapes.Time(commit.At),
        };
        var shape = new JsonObject
        {
            ["sha"] = commit.Sha,
            ["node_id"] = $"C_{commit.Sha}",
            ["commit"] = new JsonObject
            {
                ["author"] = person,
                ["committer"] = person.DeepClone(),
                ["message"] = commit.Message,
                ["tree"] = new JsonObject { ["sha"] = commit.TreeSha, ["url"] = $"{place}/git/trees/{commit.TreeSha}" },
                ["url"] = $"{place}/git/commits/{commit.Sha}",
                ["comment_count"] = 0,
            },
            ["url"] = $"{place}/commits/{commit.Sha}",
            ["html_url"] = $"{web}/commit/{commit.Sha}",
            ["comments_url"] = $"{place}/commits/{commit.Sha}/comments",
            ["author"] = call.Shapes.User(commit.Author),
            ["committer"] = call.Shapes.User(commit.Author),
            ["parents"] = commit.ParentSha is null ? new JsonArray() : new JsonArray(new JsonObject
            {
                ["sha"] = commit.ParentSha,
                ["url"] = $"{place}/commits/{commit.ParentSha}",
                ["html_url"] = $"{web}/commit/{commit.ParentSha}",
            }),
        };
        if (withFiles) shape["files"] = Shapes.List(commit.Added.Select(p => (p, "added"))
            .Concat(commit.Modified.Select(p => (p, "modified"))).Concat(commit.Removed.Select(p => (p, "removed"))),
            f => DiffEntry(call, commit, f.p, f.Item2, FileSha(commit, f.p)));
        return shape;
    }

    private static string? FileSha(SandboxCommit commit, string path) =>
        commit.Files.GetValueOrDefault(path)?.Sha ?? commit.Parent?.Files.GetValueOrDefault(path)?.Sha;

    internal static JsonObject DiffEntry(Call call, SandboxCommit commit, string path, string status, string? sha)
    {
        var (place, web) = (call.Shapes.Path(call.Repository), Shapes.WebPath(call.Repository));
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return new JsonObject
        {
            ["sha"] = sha,
            ["filename"] = path,
            ["status"] = status,
            ["additions"] = 0,
            ["deletions"] = 0,
            ["changes"] = 0,
            ["blob_url"] = $"{web}/blob/{commit.Sha}/{escaped}",
            ["raw_url"] = $"{web}/raw/{commit.Sha}/{escaped}",
            ["contents_url"] = $"{place}/contents/{escaped}?ref={commit.Sha}",
        };
    }
}
