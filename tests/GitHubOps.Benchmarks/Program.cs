using BenchmarkDotNet.Running;
using GitHubOps.Benchmarks;

switch (args)
{
    case ["intake", .. var rest]: return await Report.PrintAsync(() => IntakeRun.RunAsync(Sizes.Of(rest, 4, 3)));
    case ["backlog", .. var rest]:
        return await Report.PrintAsync(
        () => BacklogRun.RunAsync(Sizes.Of(rest, 100_000, 20)));
    case ["drain", .. var rest]: return await Report.PrintAsync(() => DrainRun.RunAsync(Sizes.Of(rest, 100_000, 50)));
    case ["refuse", .. var rest]: return await Report.PrintAsync(() => RefuseRun.RunAsync(Sizes.Of(rest, 10_000, 3)));
    case ["road", .. var rest]: return await Report.PrintAsync(() => RoadRun.RunAsync(Sizes.Of(rest, 20)));
    case ["restart", .. var rest]:
        return await Report.PrintAsync(
        () => RestartRun.RunAsync(Sizes.Of(rest, 50_000, 1_000)));
    case ["all"]:
        return await Report.PrintAsync(
            () => IntakeRun.RunAsync([4, 3]), () => BacklogRun.RunAsync([100_000, 20]),
            () => DrainRun.RunAsync([100_000, 50]), () => RefuseRun.RunAsync([10_000, 3]),
            () => RoadRun.RunAsync([20]), () => RestartRun.RunAsync([50_000, 1_000]),
            () => TrialRun.RunAsync([10_000, 3]));
    case ["replay", .. var rest]: return await Report.PrintAsync(() => TrialRun.RunAsync(Sizes.Of(rest, 10_000, 3)));
    case ["tick", .. var rest]:
        return await Report.PrintAsync(
        () => TickRun.RunAsync(Sizes.Of(rest, 1_000_000, 10_000)));
    case ["time"]:
        BenchmarkRunner.Run<TimeBenchmark>();
        return 0;
    case ["runbooks", var tool, .. var rest]:
        return await Report.PrintAsync(() => RunbookRun.RunAsync(tool, Sizes.Of(rest, 100_000)[0]));
    case ["decide"]:
        BenchmarkRunner.Run<DecideBenchmark>();
        return 0;
    case ["comment"]:
        BenchmarkRunner.Run<CommentBenchmark>();
        return 0;
    case ["owners"]:
        BenchmarkRunner.Run<OwnersBenchmark>();
        return 0;

    case ["config"]: return ConfigRun.Run();

    // The runs start these parts, each in a process of its own.
    case ["bare"]: return await BareEndpoint.RunAsync();
    case ["service", var settings]: return await MeasuredService.RunAsync(settings);
    case ["load", var plan]: return await LoadGenerator.RunAsync(plan);
    default:
        Console.Error.WriteLine(
            """
            What to measure, with the sizes it takes (those shown are the usual ones):
              intake SECONDS=4 REPEATS=3         taking in, beside a bare endpoint
              backlog ROWS=100000 SECONDS=20     taking in 500 a second before a backlog
              drain ROWS=100000 ISSUES=50        deciding stored events that need no write
              refuse REQUESTS=10000 REPEATS=3    wrong signatures, beside a bare endpoint
              road ISSUES=20                     from an opened issue to its last write
              restart TIMERS=50000 OVERDUE=1000  a start with many open promises
              tick TIMERS=1000000 DUE=10000      time passing over many open promises
              replay EVENTS=10000 REPEATS=3      a policy tried on stored events
              runbooks TOOL.dll COMMITS=100000   a gate run over 500 and over 10,000 runbooks
              decide                             one decision
              comment                            the commands of a comment of 64 kB
              time                               a deadline with 20 pauses, who is on call and why
              config                             reading and checking ops.yml, good and bad
              owners                             reading 400 OWNERS files, asking for 10,000 paths
              all                                everything but tick, runbooks, decide, comment, time, owners and config, in one table
            """);
        return 2;
}
