using System.Collections.Immutable;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// A commit as it is stored: also in a shallow clone its parents are named, though they may be absent.
/// </summary>
internal sealed record GitCommit(string Id, ImmutableArray<string> Parents);

/// <summary>One path of a comparison. <paramref name="OldId"/> is all zeros for a new file.</summary>
internal sealed record GitChange(string OldMode, string NewMode, string OldId, string NewId, char Status, string Path)
{
    public bool IsNew => OldId.All(x => x == '0');
}

/// <summary>The repository as the gate needs it: one process per question, never one per file.</summary>
internal sealed class GitRepository : IAsyncDisposable
{
    private readonly GitProcess git;

    private GitRepository(string root)
    {
        Root = root;
        git = new GitProcess(root);
        Objects = new GitObjects(git);
    }

    /// <summary>The folder that holds <c>.git</c>.</summary>
    public string Root { get; }

    public GitObjects Objects { get; }

    /// <summary>
    /// Null where no folder from here upwards holds <c>.git</c> (an unpacked archive, a container's copy).
    /// </summary>
    public static GitRepository? Find(string folder) =>
        RootOf(folder) is { } root ? new GitRepository(root) : null;

    /// <summary>The nearest folder upwards that holds <c>.git</c>; null where there is none.</summary>
    public static string? RootOf(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (Path.Exists(Path.Combine(at.FullName, ".git"))) return at.FullName;
        return null;
    }

    /// <summary>Null where the name means no commit that is here.</summary>
    public async Task<GitCommit?> CommitAsync(string revision, CancellationToken cancellation)
    {
        if (revision.StartsWith('-')) return null;
        var found = await Objects.FindAsync($"{revision}^{{commit}}", cancellation);
        if (found is not { Type: "commit", Content: { } content }) return null;
        var parents = Encoding.UTF8.GetString(content).Split("\n\n", 2)[0].Split('\n')
            .Where(x => x.StartsWith("parent ", StringComparison.Ordinal))
            .Select(x => x["parent ".Length..]);
        return new(found.Id, [.. parents]);
    }

    public async Task<RepoTree> TreeAsync(string commit, CancellationToken cancellation)
    {
        var answer = await git.RunAsync(cancellation, "ls-tree", "-r", "-t", "-z", "--full-tree", "--end-of-options",
            commit);
        if (answer.ExitCode != 0) throw Failed("ls-tree", answer);
        return new RepoTree(Fields(answer.Output).Select(ReadTreeEntry));
    }

    /// <summary>What differs from one commit to the other; a rename is a deletion and an addition.</summary>
    public async Task<ImmutableArray<GitChange>> ChangesAsync(string from, string to, CancellationToken cancellation)
    {
        var answer = await git.RunAsync(cancellation, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev",
            "--no-ext-diff",
            "--no-textconv", "--end-of-options", from, to);
        if (answer.ExitCode != 0) throw Failed("diff-tree", answer);
        var fields = Fields(answer.Output).ToArray();
        var changes = ImmutableArray.CreateBuilder<GitChange>();
        for (var i = 0; i + 1 < fields.Length; i += 2)
        {
            // :100644 100644 <id> <id> M
            var parts = fields[i].TrimStart(':').Split(' ');
            if (parts.Length == 5) changes.Add(new(parts[0], parts[1], parts[2], parts[3], parts[4][0], fields[i + 1]));
        }

        return changes.ToImmutable();
    }

    /// <summary>Null where the two have no common ancestor here.</summary>
    public async Task<string?> MergeBaseAsync(string a, string b, CancellationToken cancellation)
    {
        var answer = await git.RunAsync(cancellation, "merge-base", "--end-of-options", a, b);
        return answer.ExitCode == 0 ? answer.Text.Trim() : null;
    }

    public async Task<bool> IsShallowAsync(CancellationToken cancellation)
    {
        var answer = await git.RunAsync(cancellation, "rev-parse", "--is-shallow-repository");
        return answer.Text.Trim() == "true";
    }

    /// <summary>Gets single commits without their history; false where the remote does not give them.</summary>
    public async Task<bool> FetchAsync(CancellationToken cancellation, params string[] commits)
    {
        string[] depth = await IsShallowAsync(cancellation) ? ["--depth=1"] : [];
        string[] words =
        [
            "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", .. depth,
                "--end-of-options", "origin", .. commits,
        ];
        return (await git.RunAsync(cancellation, words)).ExitCode == 0;
    }

    /// <summary>
    /// Paths whose contents in the checkout are not those of HEAD, files that git does not know yet included.
    /// </summary>
    public async Task<ImmutableArray<string>> UncommittedAsync(CancellationToken cancellation)
    {
        var answer = await git.RunAsync(cancellation, "status", "--porcelain=v1", "-z", "--untracked-files=all",
            "--no-renames");
        if (answer.ExitCode != 0) throw Failed("status", answer);
        return [.. Fields(answer.Output).Where(x => x.Length > 3).Select(x => x[3..])];
    }

    public async Task<string?> ConfigAsync(string key, CancellationToken cancellation)
    {
        var answer = await git.RunAsync(cancellation, "config", "--get", key);
        return answer.ExitCode == 0 && answer.Text.Trim() is { Length: > 0 } value ? value : null;
    }

    public ValueTask DisposeAsync() => Objects.DisposeAsync();

    /// <summary><c>100644 blob &lt;id&gt;\t&lt;path&gt;</c></summary>
    private static RepoEntry ReadTreeEntry(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        var parts = line[..tab].Split(' ');
        return new(line[(tab + 1)..], parts[0], parts[2]);
    }

    private static IEnumerable<string> Fields(byte[] output) =>
        Encoding.UTF8.GetString(output).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static SurroundingsException Failed(string what, GitAnswer answer) =>
        new($"git {what} ended with {answer.ExitCode}: {Problems.Shown(answer.Error)}");
}
