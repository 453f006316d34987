using System.Diagnostics;
using System.Globalization;

namespace GitHubOps.Server;

/// <summary>The points between each two steps of the road at which a process may die.</summary>
internal enum CrashPoint
{
    AfterVerify,
    BeforeCommit,
    AfterCommit,
    AfterReceive,
    AfterRoute,
    AfterInboxClaim,
    AfterDecide,
    AfterDecisionCommit,
    AfterAlarms,
    AfterOutboxClaim,
    AfterWrite,
    AfterOutboxDone,
    AfterCheckClaim,
    AfterCheckCommit,
    AfterMessageClaim,
    AfterMessageSent,
}

/// <summary>
/// Dies at the point that the environment variable <c>GITHUBOPS_CRASH_AT=NAME[:N]</c> names, the Nth time it is
/// reached,
/// as if the power had gone: nothing is flushed, nobody is told.
/// </summary>
internal static class CrashPointExtensions
{
    private static int count;
    private static readonly CrashPoint? Armed = Read(out count);

    [ThreadStatic]
    private static Action<CrashPoint>? watcher;

    /// <summary>Told of every point that this thread reaches: a simulation dies many times in one process.</summary>
    internal static Action<CrashPoint>? Watcher
    {
        get => watcher;
        set => watcher = value;
    }

    extension(CrashPoint)
    {
        /// <summary>True where the order of two steps matters to the crash only, and costs something.</summary>
        public static bool IsArmed(CrashPoint point) => Armed == point;

        public static void Hit(CrashPoint point)
        {
            watcher?.Invoke(point);
            if (Armed != point || Interlocked.Decrement(ref count) != 0) return;
            using var self = Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private static CrashPoint? Read(out int times)
    {
        times = 1;
        var parts = (Environment.GetEnvironmentVariable("GITHUBOPS_CRASH_AT") ?? "").Split(':');
        if (parts.Length == 2 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var given)) times = given;
        return Enum.TryParse<CrashPoint>(parts[0], out var point) ? point : null;
    }
}
