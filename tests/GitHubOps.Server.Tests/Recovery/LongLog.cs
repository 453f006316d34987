using System.Net;
using System.Text;
using System.Text.Json;
using GitHubOps.Core;
using GitHubOps.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>
/// A log of deliveries with many entries that never arrived, behind GitHub's hourly limit: too long for the stand-in of
/// GitHub, with the real store and the real worker.
/// </summary>
internal sealed class LongLog : HttpMessageHandler, IAsyncDisposable
{
    public static readonly InstallationId Installation = new(71);

    private const int PageSize = 100;
    private const int PerHour = 5000;
    private const long FirstId = 9_000_000;

    private static readonly string Key = System.Security.Cryptography.RSA.Create(2048).ExportPkcs8PrivateKeyPem();

    private readonly TemporaryFolder folder = new();
    private readonly ManualTime time = new(Road.Start);
    private readonly int missed;
    private readonly Func<int, string> eventOf;
    private readonly List<long> fetched = [];
    private readonly Queue<(DateTimeOffset At, int Points)> lastMinute = new();
    private DateTimeOffset hourEnds = Road.Start.AddHours(1);
    private int left = PerHour;
    private GitHubAccess? access;
    private RecoveryWorker worker = null!;

    public LongLog(int missed, Func<int, string>? eventOf = null) =>
        (this.missed, this.eventOf) = (missed, eventOf ?? (_ => "issues"));

    public Store Store { get; private set; } = null!;

    public int PagesAsked { get; private set; }

    public int MostPointsInAMinute { get; private set; }

    public int RefusedForTheLimit { get; private set; }

    public bool InOrder => fetched.SequenceEqual(fetched.Order());

    public IEnumerable<long> FetchedTwice =>
        fetched.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => same.Key);

    public Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    public Task StartAsync()
    {
        var key = folder.Write("app.pem", Key);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead);
        Store = Store.Open("sqlite:" + folder.File("ops.db"));
        access = new GitHubAccess(
            new GitHubSettings
            {
                ApiUrl = new Uri("http://127.0.0.1/"), AppId = "Iv23", PrivateKeyFile = key,
                WaitsInProcess = false
            },
            this, time, NullLoggerFactory.Instance);
        var health = new ServiceHealth();
        worker = new RecoveryWorker(
            Store, access, new Setbacks(Store, health, time), health, time, NullLogger<RecoveryWorker>.Instance);
        return Task.CompletedTask;
    }

    public Task RestartAsync()
    {
        Stop();
        return StartAsync();
    }

    public async Task RunAsync(int runs)
    {
        for (var i = 0; i < runs; i++) await worker.RunOnceAsync(CancellationToken.None);
    }

    public async Task RunToTheEndAsync()
    {
        var patience = 50_000;
        while (patience-- > 0)
        {
            if (await worker.RunOnceAsync(CancellationToken.None)) continue;
            if (await Store.NextMissedDueAsync() is null && !(await Store.DeliveryScanAsync()).IsUnderWay) return;
            time.AdvanceTo((await worker.NextDueAsync())!.Value.ToDateTimeOffset());
        }

        throw new InvalidOperationException("the recovery does not come to an end");
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        folder.Dispose();
        Dispose();
        return ValueTask.CompletedTask;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request,
        CancellationToken cancellationToken) =>
        Task.FromResult(Answer(request));

    private void Stop()
    {
        access?.Dispose();
        Store.Dispose();
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        Count(request.Method == HttpMethod.Get ? 1 : 5);
        var target = request.RequestUri!;
        if (left == 0)
        {
            RefusedForTheLimit++;
            return Make(HttpStatusCode.Forbidden, """{"message":"API rate limit exceeded"}""");
        }

        left--;
        var parts = target.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 3 ? Page(target.Query)
            : Content(long.Parse(parts[3], System.Globalization.CultureInfo.InvariantCulture));
    }

    private void Count(int points)
    {
        var now = time.GetUtcNow();
        if (now >= hourEnds) (hourEnds, left) = (now.AddHours(1), PerHour);
        lastMinute.Enqueue((now, points));
        while (lastMinute.Peek().At <= now.AddMinutes(-1)) lastMinute.Dequeue();
        MostPointsInAMinute = Math.Max(MostPointsInAMinute, lastMinute.Sum(one => one.Points));
    }

    private HttpResponseMessage Page(string query)
    {
        PagesAsked++;
        var at = query.IndexOf("cursor=", StringComparison.Ordinal);
        var from = at < 0 ? missed : int.Parse(query[(at + 7)..], System.Globalization.CultureInfo.InvariantCulture);
        var numbers = Enumerable.Range(1, from).Reverse().Take(PageSize).ToList();
        var entries = numbers.Select(number => new
        {
            id = FirstId + number,
            guid = GuidOf(number),
            delivered_at = DeliveredAt(number),
            redelivery = false,
            duration = 0.1,
            status = "failed to connect to host",
            status_code = 502,
            @event = eventOf(number),
            action = "opened",
            installation_id = Installation.Value,
        });
        var answer = Make(HttpStatusCode.OK, JsonSerializer.Serialize(entries));
        if (from > PageSize)
            answer.Headers.TryAddWithoutValidation("Link",
                $"<http://127.0.0.1/app/hook/deliveries?per_page=100&cursor={from - PageSize}>; rel=\"next\"");
        return answer;
    }

    private HttpResponseMessage Content(long id)
    {
        fetched.Add(id);
        var number = (int)(id - FirstId);
        return Make(HttpStatusCode.OK, JsonSerializer.Serialize(new
        {
            id,
            guid = GuidOf(number),
            @event = eventOf(number),
            request = new { headers = new { }, payload = new { action = "opened", number } },
        }));
    }

    private HttpResponseMessage Make(HttpStatusCode status, string body)
    {
        var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = new HttpResponseMessage(status) { Content = content };
        answer.Headers.Date = time.GetUtcNow();
        answer.Headers.TryAddWithoutValidation("x-ratelimit-remaining",
            left.ToString(System.Globalization.CultureInfo.InvariantCulture));
        answer.Headers.TryAddWithoutValidation("x-ratelimit-reset", hourEnds.ToUnixTimeSeconds()
            .ToString(System.Globalization.CultureInfo.InvariantCulture));
        return answer;
    }

    private DateTimeOffset DeliveredAt(int number) => Road.Start.AddHours(-2).AddSeconds(number * 0.3);

    private static string GuidOf(int number) => new Guid(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString();
}
