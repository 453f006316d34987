using System.Collections.Immutable;
using System.Reflection;
using GitHubOps.Core;
using GitHubOps.Sandbox;

namespace GitHubOps.Cli;

/// <summary>
/// Repositories to plant into the sandbox: those of <c>docs/examples/acme</c>, which travel inside the tool, or those
/// of a folder. They come with the people that their policies name.
/// </summary>
internal sealed class ExampleRepositories
{
    private const string Prefix = "examples/";
    private const string OrgRepository = ".github";

    private readonly SandboxSeed files;

    private ExampleRepositories(SandboxSeed files)
    {
        this.files = files;
        Policies = files.Repositories.Where(r => r.Name != OrgRepository)
            .Select(r => (Name: $"{Owner}/{r.Name}", PolicyReader.Read(InputOf(r)).Policy))
            .Where(p => p.Policy is not null)
            .ToImmutableSortedDictionary(p => p.Name, p => p.Policy!, StringComparer.OrdinalIgnoreCase);
    }

    public string Owner => files.Organization;

    public IEnumerable<string> Names => files.Repositories.Select(r => $"{Owner}/{r.Name}");

    /// <summary>By <c>owner/name</c>; without those whose files cannot be obeyed.</summary>
    public ImmutableSortedDictionary<string, RepoPolicy> Policies { get; }

    /// <summary>Everybody named by an alias, in the order of the alphabet; never empty.</summary>
    public ImmutableArray<string> People =>
    [
        .. Policies.Values.SelectMany(p => p.Aliases.Values).SelectMany(people => people).Select(l => l.Value)
            .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).DefaultIfEmpty($"{Owner}-admin"),
    ];

    /// <summary>Those that travel inside the tool.</summary>
    public static ExampleRepositories Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var repositories = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => (Parts: name[Prefix.Length..].Replace('\\', '/').Split('/', 2), Resource: name))
            .GroupBy(file => file.Parts[0], StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new SandboxRepositorySeed(group.Key)
            {
                Files = group.ToImmutableSortedDictionary(
                    f => f.Parts[1], f => ReadResource(assembly, f.Resource), StringComparer.Ordinal),
            });
        return new ExampleRepositories(new SandboxSeed("acme") { Repositories = [.. repositories] });
    }

    /// <param name="folder">Holds a folder per repository; its own name is the owner's.</param>
    /// <exception cref="UsageException">There is no such folder, or no repository in it.</exception>
    public static ExampleRepositories FromFolder(string folder)
    {
        var root = new DirectoryInfo(folder);
        if (!root.Exists) throw new UsageException($"--seed: there is no folder {folder}");
        var seed = SandboxSeed.FromFolder(root.Name, root.FullName);
        if (seed.Repositories.IsEmpty) throw new UsageException($"--seed: {folder} holds no folder of a repository");
        return new ExampleRepositories(seed);
    }

    /// <summary>
    /// Plants the organisation, its members with their roles, the contributors and the repositories; answers the
    /// owner's hand.
    /// </summary>
    public SandboxHand Plant(GitHubSandbox sandbox, IEnumerable<string> contributors)
    {
        (files with
        {
            Members = People,
            Others = [.. contributors],
            Repositories = [.. files.Repositories.Select(WithPeople)],
        }).Plant(sandbox.World);
        return sandbox.As(People[0]);
    }

    /// <summary>The App has made the labels that the policies put on issues.</summary>
    public bool AreSetUp(GitHubSandbox sandbox) => Policies.All(policy =>
    {
        var there = sandbox.World.Repository(policy.Key).Labels.Select(l => l.Name);
        var wanted = RequiredLabels.Of(policy.Value).Select(l => l.Name);
        return !wanted.Except(there, StringComparer.OrdinalIgnoreCase).Any();
    });

    /// <summary>Whether a repository could be served with another <c>ops.yml</c>.</summary>
    public bool CanBeObeyed(string repository, string ops)
    {
        var input = InputOf(files.Repositories.First(r => $"{Owner}/{r.Name}" == repository));
        var others = input.Files.Where(file => file.Path != PolicyFiles.Ops);
        return PolicyReader.Read(
            input with { Files = [new RepoFile(PolicyFiles.Ops, ops), .. others] }).Policy is not null;
    }

    /// <summary>A body as GitHub makes it from a form's answers: a heading per field, in the form's order.</summary>
    public string BodyOf(string repository, DemoText text)
    {
        if (text is DemoText.Blank blank) return blank.Text;
        var form = (DemoText.Form)text;
        var fields = Policies[repository].Forms.Select(f => f.Form)
            .First(f => f.File.EndsWith("/" + form.File, StringComparison.Ordinal)).Fields;
        var answers = form.Answers.ToDictionary(a => a.Field, a => a.Answer, StringComparer.Ordinal);
        return string.Join("\n\n", fields.Where(f => f is { Kind: not FieldKind.Markdown, Id: not null })
            .Select(f => $"### {f.Label}\n\n{answers.GetValueOrDefault(f.Id!, "_No response_")}"));
    }

    /// <summary>Who may be given an issue here may write; the others of the organisation may triage.</summary>
    private SandboxRepositorySeed WithPeople(SandboxRepositorySeed repository)
    {
        if (!Policies.TryGetValue($"{Owner}/{repository.Name}", out var policy)) return repository;
        ImmutableHashSet<Login> team =
        [
            .. policy.UnknownOwners,
            .. policy.Areas.SelectMany(a => a.Owners),
            .. policy.Rotations.Values.SelectMany(r => r.Members),
        ];
        return repository with
        {
            Roles = People.Skip(1).ToImmutableSortedDictionary(
                p => p, p => team.Contains(new Login(p)) ? RepositoryRole.Write : RepositoryRole.Triage),
            Labels =
            [
                .. policy.SeverityRules.SelectMany(r => r.Conditions).OfType<Condition.HasLabel>()
                    .Select(c => policy.LabelFor(c.Label)).Distinct(StringComparer.OrdinalIgnoreCase),
            ],
        };
    }

    private static string ReadResource(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private PolicyInput InputOf(SandboxRepositorySeed repository) => new(
        new RepoName(Owner, repository.Name),
        "example",
        FilesOf(repository, PolicyFiles.IsWanted),
        FilesOf(files.Repositories.FirstOrDefault(r => r.Name == OrgRepository), PolicyFiles.IsWantedOfOrg));

    private static ImmutableArray<RepoFile> FilesOf(SandboxRepositorySeed? repository, Func<string, bool> isWanted) =>
        repository is null
            ? []
            : [.. repository.Files.Where(f => isWanted(f.Key)).Select(f => new RepoFile(f.Key, f.Value))];
}
