using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

/// <summary>
/// Everything that exists in this GitHub. Reading is safe at any time; every change happens under one gate, so that an
/// act, its timeline entry and its webhook are one step.
/// </summary>
public sealed class SandboxWorld
{
    private readonly Dictionary<string, long> _movedNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, object> _nodes = [];
    private long _lastId = 2_900_000_000; // above 2^31 on purpose: GitHub's issues, comments and labels are
    private long _lastSmallId = 80_000_000; // GitHub's accounts, repositories and installations are not

    internal SandboxWorld(SandboxOptions options)
    {
        Time = options.Time;
        Past = new Past(this, options.RemembersFor);
        var maker = AddAccount($"{options.AppSlug}-maker", AccountKind.User);
        var bot = AddAccount($"{options.AppSlug}[bot]", AccountKind.Bot);
        Nobody = AddAccount("ghost", AccountKind.User);
        App = new SandboxApp(options, bot, maker, Now);
    }

    public SandboxApp App { get; }

    public ImmutableArray<SandboxAccount> Accounts { get; private set; } = [];

    public ImmutableArray<SandboxRepository> Repositories { get; private set; } = [];

    public ImmutableArray<SandboxInstallation> Installations { get; private set; } = [];

    internal Lock Gate { get; } = new();

    internal TimeProvider Time { get; }

    internal Past Past { get; }

    internal SandboxAccount Nobody { get; }

    internal Acts Acts { get; set; } = null!;

    internal DateTimeOffset Now => Time.GetUtcNow();

    /// <exception cref="SandboxRefusedException">404: there is no such account.</exception>
    public SandboxAccount Account(string login) => FindAccount(login) ?? throw Refusal.NotFound($"no account {login}");

    /// <param name="fullName"><c>owner/name</c>, in any case; old names of renamed repositories count.</param>
    /// <exception cref="SandboxRefusedException">404: there is no such repository.</exception>
    public SandboxRepository Repository(string fullName)
    {
        lock (Gate) return FindRepository(fullName) ?? FindMoved(fullName)
            ?? throw Refusal.NotFound($"no repository {fullName}");
    }

    /// <exception cref="SandboxRefusedException">404 or 410: there is no such issue, or none any more.</exception>
    public SandboxIssue Issue(string repository, int number)
    {
        lock (Gate) return FindIssue(Repository(repository), number);
    }

    /// <summary>A person with a GitHub account, in no organization.</summary>
    public SandboxAccount AddUser(string login, string? name = null)
    {
        lock (Gate)
        {
            if (FindAccount(login) is { } known) return known;
            var account = AddAccount(login, AccountKind.User);
            account.DisplayName = name;
            return account;
        }
    }

    /// <summary>An organization; the members are added as users where they are new. The first member owns it.</summary>
    public SandboxAccount AddOrganization(string login, params ReadOnlySpan<string> members)
    {
        lock (Gate)
        {
            var organization = FindAccount(login) ?? AddAccount(login, AccountKind.Organization);
            if (organization.IssueTypes.IsEmpty) organization.IssueTypes =
            [
                new(NextId(), "Task", "A specific piece of work", "yellow"),
                new(NextId(), "Bug", "An unexpected problem or behavior", "red"),
                new(NextId(), "Feature", "A request, idea, or new functionality", "blue"),
            ];
            foreach (var member in members)
                organization.Members = organization.Members.SetItem(AddUser(member), organization.Members.IsEmpty);
            return organization;
        }
    }

    public SandboxTeam AddTeam(string organization, string slug, params ReadOnlySpan<string> members)
    {
        lock (Gate)
        {
            var owner = Account(organization);
            var team = new SandboxTeam(NextSmallId(), owner, slug, Now);
            foreach (var member in members)
            {
                team.Members = team.Members.Add(AddUser(member));
                if (!owner.Members.ContainsKey(Account(member)))
                    owner.Members = owner.Members.Add(Account(member), false);
            }

            owner.Teams = owner.Teams.Add(team);
            return team;
        }
    }

    /// <summary>
    /// An empty repository with GitHub's nine default labels. Its owner is added as a user where it is new.
    /// </summary>
    public SandboxRepository AddRepository(string owner, string name, bool isPrivate = false)
    {
        lock (Gate)
        {
            var repository = new SandboxRepository(NextSmallId(), FindAccount(owner) ?? AddUser(owner), name, isPrivate,
                Now);
            foreach (var (label, color, description) in DefaultLabels.All)
                repository.Labels = repository.Labels.Add(Keep(new SandboxLabel(NextId(), label, color, description)));
            Repositories = Repositories.Add(repository);
            Keep(repository);
            return repository;
        }
    }

    internal long NextId() => Interlocked.Increment(ref _lastId);

    internal long NextSmallId() => Interlocked.Increment(ref _lastSmallId);

    internal T Keep<T>(T thing) where T : class
    {
        var id = thing switch
        {
            SandboxAccount a => a.NodeId,
            SandboxRepository r => r.NodeId,
            SandboxIssue i => i.NodeId,
            SandboxComment c => c.NodeId,
            SandboxLabel l => l.NodeId,
            _ => throw new InvalidOperationException($"{typeof(T).Name} has no node id"),
        };
        lock (_nodes) _nodes[id] = thing;
        return thing;
    }

    internal void Forget(string nodeId)
    {
        lock (_nodes) _nodes.Remove(nodeId);
    }

    internal object? FindNode(string nodeId)
    {
        lock (_nodes) return _nodes.GetValueOrDefault(nodeId);
    }

    internal SandboxAccount? FindAccount(string login) =>
        Accounts.FirstOrDefault(a => a.Login.Equals(login, StringComparison.OrdinalIgnoreCase));

    internal SandboxRepository? FindRepository(string fullName) =>
        Repositories.FirstOrDefault(r => r.FullName.Equals(fullName, StringComparison.OrdinalIgnoreCase));

    internal SandboxRepository? FindMoved(string fullName) =>
        _movedNames.TryGetValue(fullName, out var id) ? Repositories.FirstOrDefault(r => r.Id == id) : null;

    internal SandboxIssue FindIssue(SandboxRepository repository, int number)
    {
        if (repository.Issues.GetValueOrDefault(number) is { } issue) return issue;
        if (!repository.Gone.TryGetValue(number, out var moved)) throw Refusal.NotFound();
        throw moved is null ? Refusal.Of(410, "This issue was deleted") : new IssueMovedException(moved);
    }

    internal void Rename(SandboxRepository repository, string name)
    {
        _movedNames[repository.FullName] = repository.Id;
        repository.Name = name;
        _movedNames.Remove(repository.FullName);
    }

    internal SandboxInstallation Add(SandboxInstallation installation)
    {
        Installations = Installations.Add(installation);
        return installation;
    }

    internal void Remove(SandboxInstallation installation) => Installations = Installations.Remove(installation);

    internal void Remove(SandboxRepository repository)
    {
        Repositories = Repositories.Remove(repository);
        Forget(repository.NodeId);
    }

    internal SandboxInstallation? InstallationOf(SandboxRepository repository) =>
        Installations.FirstOrDefault(i => i.Covers(repository));

    private SandboxAccount AddAccount(string login, AccountKind kind)
    {
        var account = Keep(new SandboxAccount(NextSmallId(), login, kind, Now));
        Accounts = Accounts.Add(account);
        return account;
    }
}

/// <summary>The issue lives elsewhere now; GitHub answers 301.</summary>
internal sealed class IssueMovedException(SandboxIssue now) : Exception($"transferred to {now}")
{
    public SandboxIssue Now { get; } = now;
}

internal static class DefaultLabels
{
    public static readonly ImmutableArray<(string Name, string Color, string Description)> All =
    [
        ("bug", "d73a4a", "Something isn't working"),
        ("documentation", "0075ca", "Improvements or additions to documentation"),
        ("duplicate", "cfd3d7", "This issue or pull request already exists"),
        ("enhancement", "a2eeef", "New feature or request"),
        ("good first issue", "7057ff", "Good for newcomers"),
        ("help wanted", "008672", "Extra attention is needed"),
        ("invalid", "e4e669", "This doesn't seem right"),
        ("question", "d876e3", "Further information is requested"),
        ("wontfix", "ffffff", "This will not be worked on"),
    ];

    public static bool Includes(string name) => All.Any(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
