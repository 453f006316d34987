using System.Text;

namespace GitHubOps.Sandbox;

public sealed partial class SandboxHand
{
    /// <summary>Commits to a branch of its own and opens a pull request: a null text removes the file.</summary>
    public Task<SandboxPull> OpenPullAsync(
        string repository, string title, IReadOnlyDictionary<string, string?> files, string branch = "topic",
        string? into = null) => Do(() =>
    {
        var where = _world.Repository(repository);
        Need(where, RepositoryRole.Write);
        var head = Acts.Push(Me, where, title, Bytes(files), branch);
        return Acts.OpenPull(Me, where, title, branch, head, fromFork: false, into);
    });

    /// <summary>The same from a copy of one's own: nothing is written into the repository.</summary>
    public Task<SandboxPull> OpenForkPullAsync(
        string repository, string title, IReadOnlyDictionary<string, string?> files, string branch = "topic",
        string? body = null) => Do(() =>
    {
        var where = _world.Repository(repository);
        Need(where, RepositoryRole.Read);
        var head = Acts.Commit(Me, title, where.Head, Bytes(files));
        return Acts.OpenPull(Me, where, title, branch, head, fromFork: true, into: null, body);
    });

    /// <summary>One more commit on the head of a pull request.</summary>
    public Task<SandboxCommit> PushToPullAsync(SandboxPull pull, IReadOnlyDictionary<string, string?> files) => Do(() =>
    {
        Need(pull.Repository, RepositoryRole.Write, pull.Author == Me);
        if (!pull.IsFromFork) return Acts.Push(Me, pull.Repository, "More", Bytes(files), pull.HeadRef);
        var head = Acts.Commit(Me, "More", pull.HeadCommit, Bytes(files));
        Acts.MovePull(Me, pull, head);
        return head;
    });

    public Task ClosePullAsync(SandboxPull pull) => Do(() =>
    {
        Need(pull.Repository, RepositoryRole.Triage, pull.Author == Me);
        Acts.SetPullOpen(Me, pull, open: false);
    });

    public Task ReopenPullAsync(SandboxPull pull) => Do(() =>
    {
        Need(pull.Repository, RepositoryRole.Triage, pull.Author == Me);
        Acts.SetPullOpen(Me, pull, open: true);
    });

    public Task RetargetPullAsync(SandboxPull pull, string branch) => Do(() =>
    {
        Need(pull.Repository, RepositoryRole.Write, pull.Author == Me);
        Acts.Retarget(Me, pull, branch);
    });

    public Task<SandboxCommit> MergePullAsync(SandboxPull pull) => Do(() =>
    {
        Need(pull.Repository, RepositoryRole.Write);
        return Acts.MergePull(Me, pull);
    });

    public Task<SandboxComment> CommentAsync(SandboxPull pull, string body) => Do(() =>
    {
        Need(pull.Repository, RepositoryRole.Read);
        return Acts.CommentOnPull(Me, pull, body);
    });

    /// <summary>Approves it, or says otherwise; nobody approves their own.</summary>
    public Task<SandboxReview> ReviewAsync(SandboxPull pull, string state = "APPROVED") => Do(() =>
    {
        Need(pull.Repository, RepositoryRole.Read);
        return Acts.Review(Me, pull, state);
    });

    public Task DismissReviewAsync(SandboxPull pull, SandboxReview review) => Do(() =>
    {
        Need(pull.Repository, RepositoryRole.Write);
        Acts.DismissReview(Me, pull, review);
    });

    /// <summary>Into the merge queue; the commit is that of the group.</summary>
    public Task<SandboxCommit> EnqueuePullAsync(SandboxPull pull) => Do(() =>
    {
        Need(pull.Repository, RepositoryRole.Write);
        return Acts.Enqueue(Me, pull);
    });

    public Task RerequestCheckAsync(string repository, SandboxCheckRun run) => Do(() =>
    {
        Need(_world.Repository(repository), RepositoryRole.Write);
        Acts.Rerequest(Me, _world.Repository(repository), run);
    });

    public Task RerequestChecksAsync(string repository, string sha) => Do(() =>
    {
        Need(_world.Repository(repository), RepositoryRole.Write);
        Acts.RerequestSuite(Me, _world.Repository(repository), sha);
    });

    public Task PressCheckButtonAsync(string repository, SandboxCheckRun run, string identifier) => Do(() =>
    {
        Need(_world.Repository(repository), RepositoryRole.Write);
        Acts.PressCheckButton(Me, _world.Repository(repository), run, identifier);
    });

    /// <summary>A rule of the repository: a branch takes only commits on which this check run has succeeded.</summary>
    public Task RequireCheckAsync(string repository, string name) => Do(() =>
    {
        var where = _world.Repository(repository);
        Need(where, RepositoryRole.Admin);
        where.RequiredChecks = where.RequiredChecks.Add(name);
    });

    private static Dictionary<string, byte[]?> Bytes(IReadOnlyDictionary<string, string?> files) =>
        files.ToDictionary(file => file.Key, file => file.Value is null ? null : Encoding.UTF8.GetBytes(file.Value));
}
