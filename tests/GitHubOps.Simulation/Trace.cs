using System.Globalization;

namespace GitHubOps.Simulation;

/// <summary>What happened in one world, in order. Its hash tells whether two worlds were the same.</summary>
internal sealed class Trace(TimeProvider time)
{
    private readonly List<string> lines = [];

    public int Step { get; set; }

    /// <summary>FNV-1a over every line: good enough to tell two worlds apart, and written in three lines.</summary>
    public ulong Hash { get; private set; } = 0xCBF29CE484222325;

    public IReadOnlyList<string> Lines => lines;

    public void Note(string what)
    {
        var at = time.GetUtcNow().ToString("MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var line = $"{Step,4} {at} {what}";
        lines.Add(line);
        foreach (var c in line) Hash = (Hash ^ c) * 0x100000001B3;
    }

    public string Last(int count) => string.Join('\n', lines.TakeLast(count));
}

/// <summary>Something that must hold did not, or something that must happen never did.</summary>
internal sealed class WorldBrokenException(ulong seed, Trace trace, string what, string found) : Exception(
    $"seed {seed}, step {trace.Step}: {what}\n  {found}\n" +
    $"the last events:\n{trace.Last(30)}\nall of it: GITHUBOPS_SEED={seed} dotnet test --project tests/GitHubOps.Simulation " +
    "--filter \"FullyQualifiedName~One_seed\"")
{
    public ulong Seed { get; } = seed;

    /// <summary>The sentence that does not hold.</summary>
    public string What { get; } = what;
}
