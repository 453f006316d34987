using System.Collections.Concurrent;

namespace GitHubOps.Sandbox;

/// <summary>The primary limit: so many requests an hour for each credential.</summary>
internal sealed class PrimaryLimits(TimeProvider time, int limit)
{
    private const int AnonymousLimit = 60;

    private readonly ConcurrentDictionary<string, Window> _windows = [];

    public Window Of(Credential credential)
    {
        var key = credential.Installation is { } installation ? installation.Id.ToString() : credential.Kind.ToString();
        var most = credential.Kind == CredentialKind.None ? AnonymousLimit : limit;
        return _windows.AddOrUpdate(
            key,
            _ => new Window(most, time.GetUtcNow()),
            (_, window) => window.ResetsAt <= time.GetUtcNow() ? new Window(most, time.GetUtcNow()) : window);
    }

    internal sealed class Window(int limit, DateTimeOffset begun)
    {
        private int _used;

        public int Limit { get; } = limit;

        public DateTimeOffset ResetsAt { get; } = begun.AddHours(1);

        public int Used => Math.Min(_used, Limit);

        public int Remaining => Limit - Used;

        /// <summary>False when nothing is left.</summary>
        public bool Take() => Interlocked.Increment(ref _used) <= Limit;

        /// <summary>A 304 costs nothing.</summary>
        public void GiveBack() => Interlocked.Decrement(ref _used);
    }
}

/// <summary>GitHub's published pace, counted for each installation: what came too fast, and whether to refuse it.</summary>
internal sealed class Pace(SandboxLedger ledger)
{
    private const int ContentsPerMinute = 80;
    private const int ContentsPerHour = 500;
    private const int ConcurrentMax = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, DateTimeOffset> _lastWrite = [];
    private readonly Dictionary<long, Queue<DateTimeOffset>> _contents = [];
    private int _concurrent;

    public void Enter() => Interlocked.Increment(ref _concurrent);

    public void Leave() => Interlocked.Decrement(ref _concurrent);

    /// <summary>Writes the breaches down; true when one of them is one that GitHub refuses for.</summary>
    public bool Check(SandboxRequest request)
    {
        var refuse = false;
        if (Volatile.Read(ref _concurrent) > ConcurrentMax) refuse |= Breach($"more than {ConcurrentMax} requests at once", request);
        if (request.InstallationId is not { } installation || !request.IsWrite) return refuse;
        lock (_gate)
        {
            if (_lastWrite.TryGetValue(installation, out var last) && request.At - last < TimeSpan.FromSeconds(1))
                Breach("writes less than 1 s apart", request);
            _lastWrite[installation] = request.At;
            return refuse | (request.Contents > 0 && TooManyContents(installation, request));
        }
    }

    private bool TooManyContents(long installation, SandboxRequest request)
    {
        if (!_contents.TryGetValue(installation, out var times)) _contents[installation] = times = new Queue<DateTimeOffset>();
        for (var i = 0; i < request.Contents; i++) times.Enqueue(request.At);
        while (times.Count > 0 && times.Peek() <= request.At.AddHours(-1)) times.Dequeue();
        if (times.Count > ContentsPerHour) return Breach($"more than {ContentsPerHour} contents an hour", request);
        return times.Count(t => t > request.At.AddMinutes(-1)) > ContentsPerMinute &&
            Breach($"more than {ContentsPerMinute} contents a minute", request);
    }

    private bool Breach(string rule, SandboxRequest request)
    {
        ledger.Add(new PaceViolation(request.At, rule, request));
        return true;
    }
}
