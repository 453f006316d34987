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

/// <summary>
/// The repository as the gate needs it: one process for all objects, one for where a branch left, one for what must be
/// fetched; never one for a file.
/// </summary>
internal sealed class GitRepository : IDisposable
{
    private readonly GitProcess git;
    private readonly GitTrees trees;

    private GitRepository(string root)
    {
        Root = root;
        git = new GitProcess(root);
        Objects = new GitObjects(git);
        trees = new GitTrees(Objects);
    }

    /// <summary>The folder that holds <c>.git</c>.</summary>
    public string Root { get; }

    public GitObjects Objects { get; }

    /// <summary>Git processes so far: starting one costs more than most questions.</summary>
    public int ProcessCount => git.Count;

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
    public GitCommit? Commit(string revision, CancellationToken cancellation)
    {
        if (revision.StartsWith('-')) return null;
        var found = Objects.Find($"{revision}^{{commit}}", cancellation);
        if (found is not { Type: "commit", Content: { } content }) return null;
        var parents = Encoding.UTF8.GetString(content).Split("\n\n", 2)[0].Split('\n')
            .Where(x => x.StartsWith("parent ", StringComparison.Ordinal))
            .Select(x => x["parent ".Length..]);
        return new(found.Id, [.. parents]);
    }

    public RepoTree Tree(string commit, CancellationToken cancellation) => trees.Read(commit, cancellation);

    /// <summary>What differs from one commit to the other; a rename is a deletion and an addition.</summary>
    public ImmutableArray<GitChange> Changes(string from, string to, CancellationToken cancellation) =>
        trees.Compare(from, to, cancellation);

    /// <summary>The same for one folder, by the ids of its trees; null where what it was is not all here.</summary>
    public ImmutableArray<GitChange>? ChangesOfFolder(
        string folder, string from, string? to, CancellationToken cancellation)
    {
        if (Objects.Find(from, cancellation, bytesMax: 0) is not { Type: "tree" }) return null;
        try
        {
            return trees.CompareFolders(folder, from, to, cancellation);
        }
        catch (SurroundingsException)
        {
            return null;
        }
    }

    /// <summary>Null where the two have no common ancestor here.</summary>
    public string? MergeBase(string a, string b, CancellationToken cancellation)
    {
        var answer = git.Run(cancellation, "merge-base", "--end-of-options", a, b);
        return answer.ExitCode == 0 ? answer.Text.Trim() : null;
    }

    /// <summary>True where history is cut off somewhere; read from the file that says so.</summary>
    public bool IsShallow
    {
        get
        {
            var place = Path.Combine(Root, ".git");
            if (File.Exists(place)) place = Pointed(place, "gitdir: ") ?? place;
            return File.Exists(Path.Combine(Pointed(Path.Combine(place, "commondir"), "") ?? place, "shallow"));
        }
    }

    /// <summary>The folder that a worktree's or a submodule's file points to.</summary>
    private static string? Pointed(string file, string mark)
    {
        if (!File.Exists(file) || new FileInfo(file).Length > 4096) return null;
        var text = File.ReadAllText(file).Trim();
        return text.StartsWith(mark, StringComparison.Ordinal)
            ? Path.GetFullPath(text[mark.Length..], Path.GetDirectoryName(file)!) : null;
    }

    /// <summary>Gets single commits without their history; false where the remote does not give them.</summary>
    public bool Fetch(CancellationToken cancellation, params string[] commits)
    {
        string[] depth = IsShallow ? ["--depth=1"] : [];
        string[] words =
        [
            "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", .. depth,
                "--end-of-options", "origin", .. commits,
        ];
        return git.Run(cancellation, words).ExitCode == 0;
    }

    /// <summary>
    /// Paths whose contents in the checkout are not those of HEAD, files that git does not know yet included.
    /// </summary>
    public ImmutableArray<string> Uncommitted(CancellationToken cancellation)
    {
        var answer = git.Run(cancellation, "status", "--porcelain=v1", "-z", "--untracked-files=all",
            "--no-renames");
        if (answer.ExitCode != 0) throw Failed("status", answer);
        return [.. Fields(answer.Output).Where(x => x.Length > 3).Select(x => x[3..])];
    }

    public string? Config(string key, CancellationToken cancellation)
    {
        var answer = git.Run(cancellation, "config", "--get", key);
        return answer.ExitCode == 0 && answer.Text.Trim() is { Length: > 0 } value ? value : null;
    }

    public void Dispose() => Objects.Dispose();

    private static IEnumerable<string> Fields(byte[] output) =>
        Encoding.UTF8.GetString(output).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static SurroundingsException Failed(string what, GitAnswer answer) =>
        new($"git {what} ended with {answer.ExitCode}: {Problems.Shown(answer.Error)}");
}
