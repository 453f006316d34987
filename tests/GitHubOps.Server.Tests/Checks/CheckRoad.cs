using GitHubOps.Core;
using GitHubOps.Sandbox;

namespace GitHubOps.Server.Tests;

/// <summary>What stories about check runs have in common.</summary>
internal static class CheckRoad
{
    public static string Ops(this Road road) => road.File(PolicyFiles.Ops);

    /// <summary>As it stands on the default branch.</summary>
    public static string File(this Road road, string path) => road.GitHub.World.Repository(Road.Repo).ReadFile(path)!;

    /// <summary>Ana opens a pull request that puts another text in the place of the factory's file.</summary>
    public static Task<SandboxPull> ProposeAsync(this Road road, string ops, string branch = "topic") =>
        road.GitHub.As("ana").OpenPullAsync(
            Road.Repo, "Change the model", new Dictionary<string, string?> { [PolicyFiles.Ops] = ops }, branch);

    public static IReadOnlyList<SandboxCheckRun> Runs(this Road road, string sha, string repository = Road.Repo) =>
        [.. road.GitHub.World.Repository(repository).CheckRuns.Where(run => run.HeadSha == sha)];

    /// <summary>The one of that name.</summary>
    public static SandboxCheckRun Run(this Road road, string sha, string name, string repository = Road.Repo) =>
        road.Runs(sha, repository).Where(run => run.Name == name).ShouldHaveSingleItem();
}
