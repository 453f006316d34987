using System.Collections.Immutable;

namespace GitHubOps.Simulation;

/// <summary>
/// Who and what there is on GitHub at the beginning: the example organization, with one of its repositories.
/// </summary>
internal static class Town
{
    public const string Organization = "acme";
    public const string Repo = "acme/dashboard-factory";
    public const string OpsFile = ".github/ops.yml";
    public const string Owner = "ana";

    public static ImmutableArray<string> Team { get; } = ["ana", "ben", "chidi", "dee", "ivo", "kat"];

    public static ImmutableArray<string> Public { get; } = ["contributor", "visitor"];

    public static string Ops => Seed.Repositories.Single(repo => repo.Name == "dashboard-factory").Files[OpsFile];

    private static readonly Lazy<SandboxSeed> Whole = new(() =>
    {
        var all = SandboxSeed.FromFolder(Organization, Checkout.PathTo("docs", "examples", "acme"));
        return (all with
        {
            Members = Team,
            Others = Public,
            Repositories =
            [
                .. all.Repositories.Where(repo => repo.Name is ".github" or "dashboard-factory")
                    .Select(repo => repo with { Labels = repo.Labels.Add("partner/P-07") }),
                new("attic"),
            ],
        }).WithRole(RepositoryRole.Write, Team.AsSpan());
    });

    private static SandboxSeed Seed => Whole.Value;

    public static void Plant(SandboxWorld world) => Seed.Plant(world);
}
