using BenchmarkDotNet.Running;
using GitHubOps.Benchmarks;

switch (args)
{
    case ["intake", .. var rest]: return await IntakeRun.RunAsync(rest);
    case ["decide", ..]:
        BenchmarkRunner.Run<DecideBenchmark>();
        return 0;

    // The run starts itself in these parts, each a process of its own.
    case ["bare"]: return await BareEndpoint.RunAsync();
    case ["ours", var store, var workers]: return await OurIntake.RunAsync(store, workers == "workers");
    case ["load", var port, var seconds, var rate, var githubEvent]:
        return await LoadGenerator.RunAsync(int.Parse(port), int.Parse(seconds), int.Parse(rate), githubEvent);
    default:
        Console.Error.WriteLine("What to measure: intake [SECONDS], or decide");
        return 2;
}
