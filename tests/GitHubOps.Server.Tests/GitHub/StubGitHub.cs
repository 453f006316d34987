using System.Net;
using System.Text;
using System.Text.Json;
using GitHubOps.Core;
using Microsoft.Extensions.Logging;

namespace GitHubOps.Server.Tests;

/// <summary>A request as it reached the wire.</summary>
internal sealed record SentRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body, DateTimeOffset At)
{
    public string Line => $"{Method} {Path}";

    public string Bearer => Headers["Authorization"]["Bearer ".Length..];
}

/// <summary>
/// Hand-made answers of GitHub, told by method and path; each list is answered in order, its last for ever.
/// </summary>
internal sealed class StubGitHub(TimeProvider time) : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<Func<SentRequest, HttpResponseMessage>>> answers = [];
    private int tokens;

    public List<SentRequest> Sent { get; } = [];

    /// <summary>All but the fetching of tokens.</summary>
    public IEnumerable<string> Lines =>
        Sent.Select(r => r.Line).Where(l => !l.EndsWith("/access_tokens", StringComparison.Ordinal));

    public StubGitHub On(string line, params ReadOnlySpan<Func<SentRequest, HttpResponseMessage>> made)
    {
        answers[line] = new Queue<Func<SentRequest, HttpResponseMessage>>(made.ToArray());
        return this;
    }

    public StubGitHub On(string line, int status, string body, params (string Name, string Value)[] headers) =>
        On(line, _ => Make(status, body, headers));

    public static HttpResponseMessage Make(int status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(body,
            Encoding.UTF8, "application/json")
        };
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value),
            StringComparer.OrdinalIgnoreCase);
        var sent = new SentRequest(request.Method.Method, request.RequestUri!.PathAndQuery, headers, body,
            time.GetUtcNow());
        lock (Sent) Sent.Add(sent);
        if (!answers.TryGetValue(sent.Line, out var made)) return Otherwise(sent);
        return (made.Count > 1 ? made.Dequeue() : made.Peek())(sent);
    }

    private HttpResponseMessage Otherwise(SentRequest sent)
    {
        if (!sent.Path.EndsWith("/access_tokens", StringComparison.Ordinal)) return Make(404,
            """{"message":"Not Found"}""");
        var expires = time.GetUtcNow().AddHours(1);
        return Make(201, $$"""{"token":"ghs_stub{{++tokens}}","expires_at":"{{expires:yyyy-MM-ddTHH:mm:ssZ}}"}""");
    }
}

/// <summary>
/// Time that a test moves. A short wait passes at once and takes its time with it; a time-out never comes by itself.
/// </summary>
internal sealed class TestTime(DateTimeOffset? start = null) : TimeProvider
{
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(10);

    private DateTimeOffset now = start ?? new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private long passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => passed;

    public void Pass(TimeSpan span) => (now, passed) = (now + span, passed + span.Ticks);

    /// <summary>Somebody sets the clock: no time passes.</summary>
    public void Set(TimeSpan by) => now += by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime >= TimeOut) return new Inert();
        Pass(dueTime);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Inert();
    }

    private sealed class Inert : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Keeps every line that was logged.</summary>
internal sealed class LinesLogged : ILoggerFactory, ILogger
{
    public List<string> Lines { get; } = [];

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState,
        Exception?, string> formatter)
    {
        lock (Lines) Lines.Add($"{formatter(state, exception)} {exception}");
    }
}

/// <summary>Our side over a stubbed GitHub, with acme/kit and its issue 7.</summary>
internal sealed class Rig : IDisposable
{
    public const string Graph = "POST /graphql";

    public static readonly InstallationId Installation = new(31);

    public static readonly RepoInfo Kit = new(new RepoId(11), new RepoName("acme", "kit"), "R_kit", IsPrivate: false,
        IsArchived: false, "main");

    public Rig(bool waits = true, string api = "https://api.github.com", Func<byte[], byte[]>? sign = null)
    {
        GitHub = new StubGitHub(Time);
        var settings = new GitHubSettings { ApiUrl = new Uri(api), AppId = "424242", WaitsInProcess = waits };
        Access = new GitHubAccess(settings, GitHub, Time, Logs, sign ?? (_ => [1, 2, 3]));
    }

    public TestTime Time { get; } = new();

    public StubGitHub GitHub { get; }

    public LinesLogged Logs { get; } = new();

    public GitHubAccess Access { get; }

    public RepoCalls Calls => Access.Client.In(Installation, Kit);

    public NodaTime.Instant Now => Access.Clock.Now;

    public void Dispose()
    {
        Access.Dispose();
        GitHub.Dispose();
    }

    public static WriteRequest Request() => new()
    {
        Installation = Installation,
        Repo = Kit,
        Id = new IssueId(700),
        Number = 7,
        NodeId = "I_7",
        IsOurComment = c => c.Body.Contains("<!-- ours -->", StringComparison.Ordinal),
    };

    /// <summary>The repository's labels, by name and node id.</summary>
    public Rig WithLabels(params (string Name, string Id)[] labels)
    {
        var list = labels.Select(l => new { name = l.Name, node_id = l.Id });
        GitHub.On("GET /repos/acme/kit/labels?per_page=100", 200, JsonSerializer.Serialize(list));
        return this;
    }

    public Rig WithPerson(string login, long id)
    {
        GitHub.On($"GET /users/{login}", 200,
            $$"""{"id":{{id}},"login":"{{login}}","node_id":"U_{{login}}","type":"User"}""");
        return this;
    }

    public static string IssueJson(string[]? labels = null, string[]? assignees = null, long id = 700) =>
        JsonSerializer.Serialize(new
        {
            id,
            node_id = "I_7",
            number = 7,
            title = "It is broken",
            body = (string?)null,
            state = "open",
            user = new { id = 5, login = "kat", node_id = "U_kat", type = "User" },
            labels = (labels ?? []).Select(l => new { name = l }),
            assignees = (assignees ?? []).Select(a => new { id = 6, login = a, node_id = "U_" + a, type = "User" }),
            created_at = "2026-03-02T08:00:00Z",
            updated_at = "2026-03-02T08:00:00Z",
        });
}
