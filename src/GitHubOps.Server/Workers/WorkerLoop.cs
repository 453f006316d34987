using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// The only loop: runs each worker while it has work, then waits for a wake-up, for what is due next, or for the poll
/// that
/// finds what a lost wake-up would leave lying.
/// </summary>
internal sealed partial class WorkerLoop(
    IEnumerable<IWorker> workers, WakeUps wakeUps, TimeProvider time, ILogger<WorkerLoop> logger) : BackgroundService
{
    private static readonly Duration Poll = Duration.FromSeconds(30);
    private static readonly Duration Shortest = Duration.FromMilliseconds(20);
    private static readonly TimeSpan AfterMistake = TimeSpan.FromSeconds(1);

    // After the stop is asked for, work under way may end by itself for this long; then it is handed back.
    private static readonly TimeSpan HandBackAfter = TimeSpan.FromSeconds(7);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var giveUp = new CancellationTokenSource();
        await using var stop = stoppingToken.Register(() => giveUp.CancelAfter(HandBackAfter));
        await Task.WhenAll(workers.Select(
            worker => Task.Run(() => LoopAsync(worker, stoppingToken, giveUp.Token), CancellationToken.None)));
    }

    private async Task LoopAsync(IWorker worker, CancellationToken stopping, CancellationToken giveUp)
    {
        var bell = wakeUps.Subscribe(worker.Does);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await worker.RunOnceAsync(giveUp))
                {
                    wakeUps.Raise(worker.LeadsTo);
                    continue;
                }

                await bell.WaitAsync(await PauseAsync(worker), time, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Log.Failed(logger, worker.GetType().Name, error);
                await Task.WhenAny(
                    Task.Delay(AfterMistake, CancellationToken.None), Task.Delay(Timeout.Infinite, stopping));
            }
        }
    }

    private async Task<TimeSpan> PauseAsync(IWorker worker)
    {
        var pause = await worker.NextDueAsync() is { } due ? due - time.Now() : Poll;
        return Duration.Max(Shortest, Duration.Min(Poll, pause)).ToTimeSpan();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Worker} failed; it goes on in a second")]
        public static partial void Failed(ILogger logger, string worker, Exception error);
    }
}
