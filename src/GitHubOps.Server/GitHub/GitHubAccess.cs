using GitHubOps.Core;
using Microsoft.Extensions.Logging;

namespace GitHubOps.Server;

/// <summary>
/// Everything that speaks to GitHub, put together. One for the process: the caches, the pace and the limits live here.
/// </summary>
public sealed class GitHubAccess : IDisposable
{
    private readonly GitHubTransport transport;

    /// <param name="handler">The network, or a stand-in of GitHub. Not disposed here. Must not follow
    /// redirects.</param>
    /// <param name="sign">RS256 by an external signer; null: by the key file of the settings.</param>
    /// <param name="whyStopped">Why nothing may be written in a repository; null: nobody ever stops it.</param>
    public GitHubAccess(
        GitHubSettings settings,
        HttpMessageHandler handler,
        TimeProvider time,
        ILoggerFactory logs,
        Func<byte[], byte[]>? sign = null,
        Func<RepoId, string?>? whyStopped = null)
    {
        Clock = new GitHubClock(time);
        Pace = new InstallationPace(Clock);
        Jwt = new AppJwt(settings, Clock, sign);
        transport = new GitHubTransport(handler, settings, Clock, logs.CreateLogger<GitHubTransport>());
        var budget = new AppBudget(Clock);
        var app = new AppDoor(transport, Jwt, budget);
        Tokens = new InstallationTokens(app, Clock);
        Client = new GitHubClient(app, new InstallationDoor(
            transport, Tokens, Pace, Clock, settings.WaitsInProcess, whyStopped ?? (_ => null)));
        Deliveries = new DeliveryLog(app, budget);
        Labels = new LabelIds(Clock);
        People = new PeopleIds(Clock);
        Roles = new RepoRoles(Client, Clock);
        Files = new RepoFilesReader(Client);
        Writer = new IssueWriter(Client, Labels, People, Clock);
        CheckRuns = new CheckRunWriter(Client, settings);
        Changes = new ChangeReader(Files);
    }

    public GitHubClock Clock { get; }

    public AppJwt Jwt { get; }

    public InstallationTokens Tokens { get; }

    public InstallationPace Pace { get; }

    public GitHubClient Client { get; }

    internal DeliveryLog Deliveries { get; }

    public LabelIds Labels { get; }

    public PeopleIds People { get; }

    public RepoRoles Roles { get; }

    public RepoFilesReader Files { get; }

    public IssueWriter Writer { get; }

    internal CheckRunWriter CheckRuns { get; }

    internal ChangeReader Changes { get; }

    public void Dispose() => transport.Dispose();
}
