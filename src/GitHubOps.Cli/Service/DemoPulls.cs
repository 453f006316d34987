using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using GitHubOps.Core;
using GitHubOps.Sandbox;

namespace GitHubOps.Cli;

/// <summary>A head of a pull request as GitHub shows it, with the check runs that it got.</summary>
/// <param name="Ops">The operating model as it would be.</param>
internal sealed record DemoHead(string Repo, int Number, string Sha, string Ops, ImmutableArray<SandboxCheckRun> Runs)
{
    public string Name => $"{Repo[(Repo.IndexOf('/', StringComparison.Ordinal) + 1)..]}#{Number}";

    public SandboxCheckRun? Run(string name) => Runs.SingleOrDefault(run => run.Name == name);

    /// <summary>What a check run says, in lines.</summary>
    public IEnumerable<string> WordsOf(SandboxCheckRun run)
    {
        yield return $"{run.Name} on {Name}: {run.Conclusion}, {run.Title}";
        foreach (var (path, line, message) in Annotations(run))
            yield return $"  {path}:{line}: {message}";
    }

    public static IEnumerable<(string Path, int Line, string Message)> Annotations(SandboxCheckRun run) =>
        from text in run.Annotations
        let posted = JsonNode.Parse(text)!
        where (string?)posted["annotation_level"] != "notice"
        select ((string)posted["path"]!, (int)posted["start_line"]!, (string)posted["message"]!);
}

/// <summary>Pull requests of the script: people open them and push to them, and check runs come.</summary>
internal sealed class DemoPulls(GitHubSandbox sandbox)
{
    private readonly Dictionary<string, SandboxPull> pulls = new(StringComparer.Ordinal);
    private readonly List<(SandboxPull Pull, SandboxCommit Head)> heads = [];
    private readonly HashSet<(long Run, string? Title)> told = [];

    public ImmutableArray<DemoHead> Heads => [.. heads.Select(head => new DemoHead(
        head.Pull.Repository.FullName, head.Pull.Number, head.Head.Sha, Text(head.Head, PolicyFiles.Ops),
        [.. head.Pull.Repository.CheckRuns.Where(run => run.HeadSha == head.Head.Sha)]))];

    public async Task OpenAsync(DemoAct act, DemoDeed.Propose deed)
    {
        var repository = sandbox.World.Repository(deed.Repository);
        pulls[act.Issue] = await sandbox.As(act.Who).OpenPullAsync(
            deed.Repository, deed.Title, Changed(repository.Head!, deed.Change), act.Issue);
        Remember(pulls[act.Issue]);
    }

    public async Task AmendAsync(DemoAct act, DemoDeed.Amend deed)
    {
        var pull = pulls[act.Issue];
        await sandbox.As(act.Who).PushToPullAsync(pull, Changed(Tip(pull), deed.Change));
        Remember(pull);
    }

    public string NameOf(string pull) => $"{pulls[pull].Repository.Name}#{pulls[pull].Number}";

    /// <summary>Lines for every check run that has concluded since the last time.</summary>
    public IEnumerable<string> News() =>
        from head in Heads
        from run in head.Runs
        where run.Status == "completed" && told.Add((run.Id, run.Title))
        from line in head.WordsOf(run)
        select line;

    private static Dictionary<string, string?> Changed(SandboxCommit commit, DemoEdit edit) =>
        new() { [edit.Path] = edit.In(Text(commit, edit.Path)) };

    private static string Text(SandboxCommit commit, string path) =>
        Encoding.UTF8.GetString(commit.Files[path].Bytes.AsSpan());

    private static SandboxCommit Tip(SandboxPull pull) => pull.Repository.Branches[pull.HeadRef];

    private void Remember(SandboxPull pull) => heads.Add((pull, Tip(pull)));
}
