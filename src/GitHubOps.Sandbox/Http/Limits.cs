using System.Collections.Concurrent;

namespace GitHubOps.Sandbox;

/// <summary>The primary limits: so many requests an hour for each credential, and as many points by GraphQL.</summary>
internal sealed class PrimaryLimits(TimeProvider time, int limit)
{
    private const int AnonymousLimit = 60;

    private readonly ConcurrentDictionary<string, Window> _windows = [];

    public Window Of(Credential credential, bool isGraphQL)
    {
        var who = credential.Installation is { } installation ? installation.Id.ToString() : credential.Kind.ToString();
        var key = isGraphQL ? who + " graphql" : who;
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

/// <summary>
/// GitHub's published pace, counted for each installation: what came too fast, and whether to refuse it.
/// </summary>
internal sealed class Pace(SandboxLedger ledger)
{
    private const int ContentsPerMinute = 80;
    private const int ContentsPerHour = 500;
    private const int ConcurrentMax = 100;
    private const int RestPointsPerMinute = 900;
    private const int GraphQLPointsPerMinute = 2000;
    private const int WritePoints = 5;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, DateTimeOffset> _lastWrite = [];
    private readonly Dictionary<long, Queue<DateTimeOffset>> _contents = [];
    private readonly Dictionary<string, PointWindow> _points = [];
    private int _concurrent;

    /// <summary>A request is under way until what is answered here is disposed of.</summary>
    public IDisposable Enter()
    {
        Interlocked.Increment(ref _concurrent);
        return new Presence(this);
    }

    /// <summary>Writes the breaches down; true when one of them is one that GitHub refuses for.</summary>
    public bool Check(SandboxRequest request)
    {
        var refuse = false;
        if (Volatile.Read(ref _concurrent) > ConcurrentMax)
            refuse |= Breach($"more than {ConcurrentMax} requests at once", request);
        lock (_gate)
        {
            refuse |= TooManyPoints(request);
            if (request.InstallationId is not { } installation || !request.IsWrite) return refuse;
            if (_lastWrite.TryGetValue(installation, out var last) && request.At - last < TimeSpan.FromSeconds(1))
                Breach("writes less than 1 s apart", request);
            _lastWrite[installation] = request.At;
            return refuse | (request.Contents > 0 && TooManyContents(installation, request));
        }
    }

    private bool TooManyPoints(SandboxRequest request)
    {
        if (request.Credential is CredentialKind.None or CredentialKind.Refused) return false;
        var isGraphQL = request.Operation == "graphql";
        var key = $"{request.InstallationId} {(isGraphQL ? "GraphQL" : "REST")}";
        if (!_points.TryGetValue(key, out var window)) _points[key] = window = new PointWindow();
        var isRead = isGraphQL ? !request.IsWrite : request.Method is "GET" or "HEAD" or "OPTIONS";
        var most = isGraphQL ? GraphQLPointsPerMinute : RestPointsPerMinute;
        return window.Add(isRead ? 1 : WritePoints, request.At) > most &&
            Breach($"more than {most} points a minute by {(isGraphQL ? "GraphQL" : "REST")}", request);
    }

    private bool TooManyContents(long installation, SandboxRequest request)
    {
        if (!_contents.TryGetValue(installation, out var times))
            _contents[installation] = times = new Queue<DateTimeOffset>();
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

    private sealed class Presence(Pace pace) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) Interlocked.Decrement(ref pace._concurrent);
        }
    }

    /// <summary>The points of the last minute, and their sum.</summary>
    private sealed class PointWindow
    {
        private readonly Queue<(DateTimeOffset At, int Points)> _spent = new();
        private int _sum;

        public int Add(int points, DateTimeOffset at)
        {
            _spent.Enqueue((at, points));
            _sum += points;
            while (_spent.Peek().At <= at.AddMinutes(-1)) _sum -= _spent.Dequeue().Points;
            return _sum;
        }
    }
}
