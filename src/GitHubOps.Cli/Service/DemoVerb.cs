using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GitHubOps.Sandbox;
using NodaTime;
using Spectre.Console;

namespace GitHubOps.Cli;

/// <summary><c>githubops demo</c>: the real service against a GitHub of its own, two weeks in seconds.</summary>
internal sealed class DemoVerb : Verb
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    public override Command Build(Surroundings surroundings)
    {
        var once = new Option<bool>("--once")
        {
            Description = "Stop at the end of the script: 0 when every check passed, else 1.",
        };
        var json = new Option<bool>("--json")
        {
            Description = "Print a JSON line per change of an issue; the last line is a summary.",
        };
        var speed = new Option<string>("--speed")
        {
            Description = "How long each change stays on the screen (default: normal in a terminal, else fast).",
            HelpName = "slow|normal|fast",
        };
        speed.AcceptOnlyFromAmong("slow", "normal", "fast");
        var command = new VerbCommand(
            "demo",
            "Watch two weeks of issues find their owners: the service against a GitHub of its own, on this machine.",
            "githubops demo",
            "githubops demo --once --json")
        {
            once, json, speed,
        };
        command.SetAction((result, cancellation) => RunAsync(
            surroundings,
            new DemoOptions(result.GetValue(once), result.GetValue(json), result.GetValue(speed)),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        Surroundings surroundings, DemoOptions options, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        return await RunAsync(surroundings, options, DemoScript.Full, stop.Token);
    }

    internal static async Task<int> RunAsync(
        Surroundings surroundings, DemoOptions options, DemoScript script, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var time = new DemoTime(script.Start.ToDateTimeOffset());
        var repositories = ExampleRepositories.Embedded();
        await using var sandbox = await GitHubSandbox.StartAsync(new SandboxOptions { Time = time });
        var owner = repositories.Plant(sandbox, DemoScript.Contributors);
        await using var service = await DemoService.StartAsync(
            sandbox, time, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), cancellation);
        var isPlain = options.Json || IsPlain(surroundings);
        var live = isPlain ? null : new DemoTable(AnsiConsole.Console, repositories.Policies);
        DemoScreen screen = live ?? (options.Json
            ? new DemoJsonLines(surroundings.Out, surroundings.Error)
            : new DemoLog(surroundings.Out) as DemoScreen);
        var pause = options.PauseWhen(isWatched: live is not null);
        screen.Say($"GitHub, as far as it is needed: {sandbox.BaseAddress}");
        screen.Say($"The service: {service.WebhookUrl} (status: {service.StatusUrl})");
        var director = new DemoDirector(sandbox, repositories, time, service.GlanceAsync, service.Wake, async change =>
        {
            screen.Show(change);
            if (pause > TimeSpan.Zero) await Task.Delay(pause, cancellation);
        });
        DemoSummary? summary = null;
        async Task PlayAsync()
        {
            await owner.InstallAppAsync(repositories.Owner);
            await director.SettleAsync(cancellation, () => repositories.AreSetUp(sandbox));
            await director.PlayAsync(script, cancellation);
            summary = DemoSummary.Of(sandbox, repositories, director.Heads, watch.Elapsed);
            var complaints = await service.ComplaintsAsync(cancellation);
            summary = summary with { Problems = [.. summary.Problems, .. director.Refusals, .. complaints] };
            if (options.Once) return;
            ShowEnd(screen, sandbox, service, repositories.Policies.Keys.First(), summary);
            await StayAsync(time, service, screen, cancellation);
        }

        try
        {
            await (live is null ? PlayAsync() : live.RunAsync(PlayAsync));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && summary is not null)
        {
            // Looking around is over.
        }

        return Conclude(surroundings, options, summary ?? throw new OperationCanceledException(cancellation));
    }

    private static void ShowEnd(
        DemoScreen screen, GitHubSandbox sandbox, DemoService service, string repository, DemoSummary summary)
    {
        screen.Say(summary.Words);
        screen.Say("The script is over; all of it stays up until you stop it (Ctrl+C). Look around:");
        screen.Say($"  curl '{sandbox.BaseAddress}repos/{repository}/issues?state=all'");
        screen.Say($"  curl {service.StatusUrl}");
    }

    /// <summary>After the script the clock goes on at its usual pace.</summary>
    private static async Task StayAsync(
        DemoTime time, DemoService service, DemoScreen screen, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(Tick, cancellation);
            time.Advance(Tick);
            service.Wake();
            screen.Tick(Instant.FromDateTimeOffset(time.GetUtcNow()));
        }
    }

    private static int Conclude(Surroundings surroundings, DemoOptions options, DemoSummary summary)
    {
        foreach (var problem in summary.Problems) surroundings.Error.WriteLine("githubops: " + problem);
        surroundings.Out.WriteLine(options.Json ? summary.ToJson() : summary.Words);
        return summary.IsOk ? ExitCodes.Pass : ExitCodes.Findings;
    }

    private static bool IsPlain(Surroundings surroundings) =>
        Console.IsOutputRedirected ||
        surroundings.Setting("NO_COLOR") is not null ||
        surroundings.Setting("TERM") == "dumb";
}

/// <param name="Speed"><c>slow</c>, <c>normal</c>, <c>fast</c>, or null for what suits.</param>
internal sealed record DemoOptions(bool Once = false, bool Json = false, string? Speed = null)
{
    /// <summary>In real time, after each change.</summary>
    public TimeSpan PauseWhen(bool isWatched) => (Speed ?? (isWatched && !Once ? "normal" : "fast")) switch
    {
        "slow" => TimeSpan.FromMilliseconds(900),
        "normal" => TimeSpan.FromMilliseconds(200),
        _ => TimeSpan.Zero,
    };
}
