using System.Diagnostics;
using System.Text.Json;

namespace GitHubOps.Benchmarks;

/// <summary>A part of a run in a process of its own; it ends when its input does.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;
    private readonly Task<string> log;

    private Child(Process process, int[] ports)
    {
        (this.process, Ports) = (process, ports);
        log = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Where it listens.</summary>
    public int[] Ports { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public double Megabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Returns once it has named its ports.</summary>
    public static async Task<Child> StartAsync(params string[] arguments)
    {
        var started = Start(arguments);
        while (await started.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ports ", StringComparison.Ordinal))
                return new Child(started, [.. line.Split(' ').Skip(1).Select(int.Parse)]);
        }

        throw new InvalidOperationException($"{arguments[0]} did not start");
    }

    /// <summary>Runs the generator to its end.</summary>
    public static async Task<LoadResult> LoadAsync(LoadPlan plan)
    {
        using var generator = Start("load", JsonSerializer.Serialize(plan));
        var line = await generator.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(
            "the generator said nothing");
        await generator.WaitForExitAsync();
        return JsonSerializer.Deserialize<LoadResult>(line)!;
    }

    /// <summary>Lets it end in good order; what it wrote to its output since it named its ports.</summary>
    public async Task<string> StopAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return await log;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private static Process Start(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        string[] before = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [typeof(Child).Assembly.Location] : [];
        return Process.Start(new ProcessStartInfo(program, [.. before, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        })!;
    }
}
