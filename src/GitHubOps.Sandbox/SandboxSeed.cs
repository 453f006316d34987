using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Sandbox;

/// <summary>What one repository begins with.</summary>
public sealed record SandboxRepositorySeed(string Name)
{
    /// <summary>Path to text; they become the first commit.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    public bool IsPrivate { get; init; }

    /// <summary>Roles beside those that members of the organization have anyway.</summary>
    public ImmutableSortedDictionary<string, RepositoryRole> Roles { get; init; } =
        ImmutableSortedDictionary<string, RepositoryRole>.Empty;

    public ImmutableArray<string> Labels { get; init; } = [];
}

/// <summary>
/// A world to begin with: an organization, its people and teams, its repositories. Nothing of it is told to the App,
/// which is installed afterwards.
/// </summary>
public sealed record SandboxSeed(string Organization)
{
    private const int FileMax = 1_000_000;

    // The usual options skip what begins with a dot: .github is what matters here.
    private static readonly EnumerationOptions AllFiles = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
    };

    /// <summary>The first member owns the organization.</summary>
    public ImmutableArray<string> Members { get; init; } = [];

    /// <summary>People in no organization: reporters.</summary>
    public ImmutableArray<string> Others { get; init; } = [];

    /// <summary>Slug to members.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Teams { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    public ImmutableArray<SandboxRepositorySeed> Repositories { get; init; } = [];

    /// <summary>
    /// Every direct sub-folder of <paramref name="folder"/> is a repository, <c>.github</c> included.
    /// </summary>
    public static SandboxSeed FromFolder(string organization, string folder) => new(organization)
    {
        Repositories =
        [
            .. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
                .Select(d => new SandboxRepositorySeed(Path.GetFileName(d)) { Files = FilesOf(d) }),
        ],
    };

    /// <summary>Gives people a role in every repository of the seed.</summary>
    public SandboxSeed WithRole(RepositoryRole role, params ReadOnlySpan<string> logins)
    {
        var people = logins.ToArray();
        return this with
        {
            Repositories =
            [
                .. Repositories.Select(r => r with
                {
                    Roles = r.Roles.SetItems(people.Select(p => KeyValuePair.Create(p, role))),
                }),
            ],
        };
    }

    /// <summary>Makes all of it, and returns the organization.</summary>
    public SandboxAccount Plant(SandboxWorld world)
    {
        lock (world.Gate)
        {
            var organization = world.AddOrganization(Organization, Members.AsSpan());
            foreach (var login in Others) world.AddUser(login);
            foreach (var (slug, members) in Teams) world.AddTeam(Organization, slug, members.AsSpan());
            foreach (var repository in Repositories) Plant(world, organization, repository);
            return organization;
        }
    }

    private static void Plant(SandboxWorld world, SandboxAccount organization, SandboxRepositorySeed seed)
    {
        var repository = world.AddRepository(organization.Login, seed.Name, seed.IsPrivate);
        var author = organization.Members.FirstOrDefault(m => m.Value).Key ?? world.App.Owner;
        foreach (var (login, role) in seed.Roles) world.Acts.SetRole(author, repository, world.AddUser(login), role);
        foreach (var label in seed.Labels)
            if (repository.FindLabel(label) is null) world.Acts.CreateLabel(author, repository, label, "ededed", null);
        if (seed.Files.IsEmpty) return;
        world.Acts.Push(author, repository, "Begin", seed.Files.ToDictionary(
            f => f.Key, byte[]? (f) => Encoding.UTF8.GetBytes(f.Value)));
    }

    private static ImmutableSortedDictionary<string, string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", AllFiles)
            .Where(f => new FileInfo(f).Length <= FileMax)
            .ToImmutableSortedDictionary(
                f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
}
