using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Benchmarks;

/// <summary>One decision on a new issue, over the example repositories.</summary>
[MemoryDiagnoser]
[Config(typeof(ShortInProcess))]
public class DecideBenchmark
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 2, 18, 0);

    private RepoPolicy policy = null!;
    private Facts facts = null!;

    [Params("dashboard-factory", "ide-extension", "mcp-analyst-agent")]
    public string Repository { get; set; } = "";

    [GlobalSetup]
    public void Load()
    {
        var name = new RepoName("acme", Repository);
        var result = PolicyReader.Read(InputOf(Repository));
        policy = result.Policy ?? throw new InvalidOperationException(string.Join("\n", result.Problems));
        facts = MakeFacts(name);
    }

    [Benchmark]
    public Outcome Decide() => Triage.Decide(facts, policy);

    /// <summary>An example repository, with the organisation's files.</summary>
    internal static PolicyInput InputOf(string repository) => new(
        new RepoName("acme", repository), "measured",
        Files(repository, PolicyFiles.IsWanted), Files(".github", PolicyFiles.IsWantedOfOrg));

    private Facts MakeFacts(RepoName name)
    {
        var author = new Actor(5, new Login("contributor"), IsBot: false);
        var issue = new IssueSnapshot
        {
            Id = new IssueId(1), NodeId = "I_1", Number = 1, Title = "The weekly template does not load",
            Body = Body(policy.Forms[0].Form), Author = author, CreatedAt = Now, UpdatedAt = Now,
        };
        return new Facts
        {
            Now = Now,
            Event = new IssueOpened
            {
                Delivery = new DeliveryId("one"), Sender = author, OccurredAt = Now, Issue = issue,
                Repo = new RepoInfo(new RepoId(1), name, "R_1", IsPrivate: false, IsArchived: false, "main"),
            },
            Issue = issue,
            Bot = new BotIdentity(9, 8, new Login("githubops[bot]")),
        };
    }

    internal static string Body(IssueForm form) => string.Join("\n\n", form.Fields
        .Where(field => field.Kind != FieldKind.Markdown)
        .Select(field => $"### {field.Label}\n\n{Answer(field)}"));

    private static string Answer(FormField field) =>
        field.Options.IsDefaultOrEmpty ? "Some words about what was seen." : field.Options[0];

    internal static ImmutableArray<RepoFile> Files(string repository, Func<string, bool> isWanted)
    {
        var folder = Path.Combine(Examples.Folder, repository);
        return
        [
            .. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true,
                AttributesToSkip = FileAttributes.None })
                .Select(file => (Path: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
                .Where(file => isWanted(file.Path))
                .OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => new RepoFile(file.Path, File.ReadAllText(file.File))),
        ];
    }

    // In this process: the figures are of microseconds, and a copy of the program need not be built.
    private sealed class ShortInProcess : ManualConfig
    {
        public ShortInProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
