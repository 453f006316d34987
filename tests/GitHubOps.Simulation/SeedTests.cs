using System.Diagnostics;
using System.Globalization;

namespace GitHubOps.Simulation;

/// <summary>
/// Whole worlds, each of one seed. <c>GITHUBOPS_SEEDS=N</c> runs N fixed seeds, <c>GITHUBOPS_SEED=K</c> one alone, with all
/// that happened in it. A seed that found a mistake goes into <c>seeds.txt</c> with the fix.
/// </summary>
[TestClass]
public class SeedTests
{
    private const int SeedsByDefault = 60;
    private const int FailuresShown = 5;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Every_kept_seed_holds()
    {
        var kept = File.ReadAllLines(Checkout.PathTo("tests", "GitHubOps.Simulation", "seeds.txt"))
            .Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)
            .Select(line => ulong.Parse(line, CultureInfo.InvariantCulture)).ToList();
        RunAll(kept);
    }

    [TestMethod]
    public void Every_fixed_seed_holds()
    {
        var count = Number("GITHUBOPS_SEEDS") ?? SeedsByDefault;
        var first = Number("GITHUBOPS_FIRST_SEED") ?? 1;
        RunAll([.. Enumerable.Range(0, (int)count).Select(i => first + (ulong)i)]);
    }

    [TestMethod]
    public void One_seed_alone_is_told_whole()
    {
        var seed = Number("GITHUBOPS_SEED") ?? 1;
        Simulator.Run(seed, TestContext.WriteLine);
    }

    [TestMethod]
    public void The_same_seed_is_the_same_world()
    {
        foreach (var seed in (ulong[])[3, 17, 40])
        {
            var (first, second) = ("", "");
            Simulator.Run(seed, lines => first = lines);
            Simulator.Run(seed, lines => second = lines);
            second.ShouldBe(first, $"seed {seed} is not one world");
        }
    }

    private void RunAll(IReadOnlyList<ulong> seeds)
    {
        var watch = Stopwatch.StartNew();
        var broken = new List<WorldBrokenException>();
        foreach (var seed in seeds)
        {
            try
            {
                Simulator.Run(seed);
            }
            catch (WorldBrokenException found)
            {
                broken.Add(found);
                if (broken.Count >= FailuresShown) break;
            }
        }

        var pace = seeds.Count / Math.Max(0.001, watch.Elapsed.TotalSeconds);
        TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seeds.Count} seeds, {pace:F1} a second"));
        if (broken.Count > 0) Assert.Fail(string.Join("\n\n", broken.Select(one => one.Message)));
    }

    private static ulong? Number(string variable) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
