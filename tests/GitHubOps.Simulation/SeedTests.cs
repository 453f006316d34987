using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace GitHubOps.Simulation;

/// <summary>
/// Whole worlds, each of one seed. <c>GITHUBOPS_SEEDS=N</c> runs N fixed seeds, <c>GITHUBOPS_SEEDS_OF=HASH</c> some
/// more that a commit's hash gives, <c>GITHUBOPS_SEED=K</c> one alone, with all that happened in it. A seed that found
/// a mistake goes into <c>seeds.txt</c> with the fix.
/// </summary>
[TestClass]
public class SeedTests
{
    private const int SeedsByDefault = 100;
    private const int SeedsOfCommit = 50;
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
        RunAll([.. From(first, (int)count), .. OfCommit()]);
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

    private static IEnumerable<ulong> From(ulong first, int count) =>
        Enumerable.Range(0, count).Select(i => first + (ulong)i);

    /// <summary>Others with each commit, and the same again for the same commit.</summary>
    private static IEnumerable<ulong> OfCommit() =>
        Environment.GetEnvironmentVariable("GITHUBOPS_SEEDS_OF") is { Length: >= 8 } hash
            ? From(ulong.Parse(hash.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) * 1000,
                SeedsOfCommit)
            : [];

    private void RunAll(IReadOnlyList<ulong> seeds)
    {
        var watch = Stopwatch.StartNew();
        var broken = new ConcurrentBag<WorldBrokenException>();
        var next = -1;
        void RunNext()
        {
            while (broken.Count < FailuresShown && Interlocked.Increment(ref next) is var index && index < seeds.Count)
            {
                try
                {
                    Simulator.Run(seeds[index]);
                }
                catch (WorldBrokenException found)
                {
                    broken.Add(found);
                }
            }
        }

        // A world never leaves its thread: each core plays worlds of its own.
        var players = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(RunNext)).ToList();
        players.ForEach(player => player.Start());
        players.ForEach(player => player.Join());
        var pace = seeds.Count / Math.Max(0.001, watch.Elapsed.TotalSeconds);
        TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seeds.Count} seeds, {pace:F1} a second"));
        if (!broken.IsEmpty)
            Assert.Fail(string.Join("\n\n", broken.OrderBy(one => one.Seed).Select(one => one.Message)));
    }

    private static ulong? Number(string variable) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number : null;
}
