using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GitHubOps.Core;

namespace GitHubOps.Benchmarks;

/// <summary>Wanted: the commands of a comment of 64 kB in under 20 µs.</summary>
[MemoryDiagnoser]
[Config(typeof(ShortInProcess))]
public class CommentBenchmark
{
    private const string Paragraph =
        "The chart of the weekly template shows nothing after the last release, see https://example.com/a/b for\n" +
        "what it looked like before. It happens for every partner that has more than one calendar, and only there.\n\n";

    private const string Code =
        "```\nat Chart.Draw(Tile tile) in src/dashboards/Chart.cs:line 12\n/not a command\n```\n\n";

    private string prose = "";
    private string commands = "";

    [GlobalSetup]
    public void Write()
    {
        prose = Fill("");
        commands = Fill("/sev s2 because nobody can publish\n/area publishing\n");
        if (CommandReader.Read(prose).Lines.Length != 0 || CommandReader.Read(commands).Lines.Length != 2)
            throw new InvalidOperationException("the texts are not what is to be measured");
    }

    /// <summary>What nearly every comment is.</summary>
    [Benchmark]
    public CommandText Prose() => CommandReader.Read(prose);

    /// <summary>Two commands at the very end.</summary>
    [Benchmark]
    public CommandText Commands() => CommandReader.Read(commands);

    private static string Fill(string end)
    {
        var text = new StringBuilder();
        for (var n = 0; text.Length + Paragraph.Length + Code.Length + end.Length < CommandReader.CharsMax; n++)
            text.Append(end.Length > 0 && n % 10 == 9 ? Code : Paragraph);
        return text.Append(end).ToString();
    }

    // In this process: the figures are of microseconds, and a copy of the program need not be built.
    private sealed class ShortInProcess : ManualConfig
    {
        public ShortInProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
