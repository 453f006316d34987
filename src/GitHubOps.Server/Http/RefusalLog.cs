using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Who knocks without the secret must not fill the log: one line per code and ten seconds, with a count.
/// </summary>
internal sealed partial class RefusalLog(TimeProvider time, ILogger<RefusalLog> logger)
{
    private static readonly Duration Pause = Duration.FromSeconds(10);

    private readonly Dictionary<string, (Instant LoggedAt, long Unlogged)> seen = [];
    private readonly Lock gate = new();

    public void Note(Refusal refusal, System.Net.IPAddress? from)
    {
        var now = time.Now();
        long unlogged;
        lock (gate)
        {
            var last = seen.GetValueOrDefault(refusal.Code, (Instant.MinValue, 0));
            if (now < last.LoggedAt + Pause && now >= last.LoggedAt)
            {
                seen[refusal.Code] = last with { Unlogged = last.Unlogged + 1 };
                return;
            }

            unlogged = last.Unlogged;
            seen[refusal.Code] = (now, 0);
        }

        Log.Refused(logger, refusal.Status, refusal.Code, from?.ToString() ?? "?", unlogged);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning,
            Message =
                "refused a request with {Status} ({Code}) from {Address}; {Unlogged} more since the last such line")]
        public static partial void Refused(ILogger logger, int status, string code, string address, long unlogged);
    }
}
