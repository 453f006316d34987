using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// One request to GitHub. <paramref name="Target"/> is below the API's base or on its host; never from a payload.
/// </summary>
internal sealed record GitHubRequest(HttpMethod Method, Uri Target)
{
    public byte[]? Body { get; init; }
    public string? ETag { get; init; }
    public bool IsWrite { get; init; }

    /// <summary>Comments and the like, of which GitHub takes 80 a minute and 500 an hour.</summary>
    public int Contents { get; init; }
    public int BytesMax { get; init; } = 4 << 20;

    /// <summary>Looking around, reading logs: leaves a part of what GitHub allows to those who act.</summary>
    public bool IsPatient { get; init; }

    /// <summary>It is sent where all other writing is stopped: the answer to who stopped it.</summary>
    public bool PassesStop { get; init; }

    /// <summary>What it costs of the points that GitHub allows a minute.</summary>
    public int Points => Method == HttpMethod.Get ? 1 : 5;

    /// <summary>Looked at last before it is sent: later than this it is not. Null: no end.</summary>
    public Instant? NotAfter { get; init; }

    /// <summary>Called for each request that leaves us: repeats and redirects too.</summary>
    public Action? OnSending { get; init; }
}

/// <summary>An answer below 300, or 304.</summary>
internal sealed record GitHubResponse(int Status, byte[] Body, string? ETag, Uri? Next, AnswerSigns Signs)
{
    public bool IsNotModified => Status == 304;
}

/// <summary>
/// The wire: headers, redirects on the same host, bounds of size, time and concurrency; every mishap becomes
/// a <see cref="GitHubFailure"/>. Knows nothing of who asks.
/// </summary>
public sealed partial class GitHubTransport : IDisposable
{
    private const int HopsMax = 5;
    private const int DeprecationsMax = 100;

    private readonly HttpMessageInvoker invoker;
    private readonly GitHubSettings settings;
    private readonly GitHubClock clock;
    private readonly ILogger log;
    private readonly SemaphoreSlim gate;
    private readonly ConcurrentDictionary<string, bool> deprecations = new(StringComparer.Ordinal);

    public GitHubTransport(
        HttpMessageHandler handler, GitHubSettings settings, GitHubClock clock, ILogger<GitHubTransport> log)
    {
        invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        gate = new SemaphoreSlim(settings.ConcurrentRequestsMax);
        (this.settings, this.clock, this.log) = (settings, clock, log);
    }

    /// <summary>The handler for the real network. It must not follow redirects: that is judged here.</summary>
    public static SocketsHttpHandler MakeHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
    };

    internal Uri BaseUrl => settings.BaseUrl;

    internal Uri GraphQlUrl => settings.GraphQlUrl;

    public void Dispose()
    {
        invoker.Dispose();
        gate.Dispose();
    }

    internal async Task<Answer<GitHubResponse>> SendAsync(GitHubRequest request, string bearer, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            using var timeout = new CancellationTokenSource(settings.RequestTimeout, clock.Time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
            var answer = await FollowAsync(request, bearer, both.Token);
            if (!answer.IsOk) Log.Failed(log, request.Method.Method, request.Target.AbsolutePath, answer.Failure.Why);
            return answer;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return FailureReader.TimedOut(request.IsWrite);
        }
        catch (HttpRequestException e)
        {
            return FailureReader.Broken(e.HttpRequestError, request.IsWrite);
        }
        catch (IOException e)
        {
            return FailureReader.NoAnswer(request.IsWrite, $"the connection to GitHub broke ({e.GetType().Name})");
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
    /// </summary>
    private async Task<Answer<GitHubResponse>> FollowAsync(GitHubRequest request, string bearer, CancellationToken ct)
    {
        var target = request.Target;
        for (var hop = 0; hop <= HopsMax; hop++)
        {
            if (!IsOurs(target))
                return new GitHubFailure.Refused(0, RefusalReason.Moved, "GitHub pointed to another host");
            using var message = MakeMessage(request, target, bearer);
            if (clock.Time.Now() > request.NotAfter)
                return new GitHubFailure.Transient("the time to send this was over; it was not sent");
            request.OnSending?.Invoke();
            using var response = await invoker.SendAsync(message, ct);
            var signs = ReadSigns(response);
            if (signs.Date is { } date) clock.Observe(date);
            WarnOfDeprecation(response, request);
            if (!IsRedirect(response)) return await ReadAsync(request, response, signs, ct);
            target = new Uri(target, response.Headers.Location!);
        }

        return new GitHubFailure.Refused(0, RefusalReason.Moved, $"GitHub redirected more than {HopsMax} times");
    }

    private bool IsOurs(Uri target) =>
        Uri.Compare(target, BaseUrl, UriComponents.SchemeAndServer, UriFormat.UriEscaped,
            StringComparison.OrdinalIgnoreCase) == 0 &&
        target.UserInfo.Length == 0 &&
        (target.AbsolutePath.StartsWith(BaseUrl.AbsolutePath, StringComparison.Ordinal) || target == GraphQlUrl);

    private static bool IsRedirect(HttpResponseMessage response) =>
        (int)response.StatusCode is 301 or 302 or 307 or 308 && response.Headers.Location is not null;

    private HttpRequestMessage MakeMessage(GitHubRequest request, Uri target, string bearer)
    {
        var message = new HttpRequestMessage(request.Method, target);
        var headers = message.Headers;
        headers.TryAddWithoutValidation("User-Agent", settings.UserAgent);
        headers.TryAddWithoutValidation("Accept", "application/vnd.github+json");
        headers.TryAddWithoutValidation("X-GitHub-Api-Version", "2022-11-28");
        headers.TryAddWithoutValidation("X-Github-Next-Global-ID", "1");
        headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (request.ETag is not null) headers.TryAddWithoutValidation("If-None-Match", request.ETag);
        if (request.Body is null) return message;
        message.Content = new ByteArrayContent(request.Body);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        return message;
    }

    private async Task<Answer<GitHubResponse>> ReadAsync(
        GitHubRequest request, HttpResponseMessage response, AnswerSigns signs, CancellationToken ct)
    {
        var status = (int)response.StatusCode;
        var body = await ReadBodyAsync(response.Content, request.BytesMax, ct);
        if (body is null && status < 300)
            return request.IsWrite
                ? new GitHubFailure.Uncertain("GitHub's answer is larger than expected")
                : new GitHubFailure.Refused(status, RefusalReason.TooLarge,
                    "GitHub's answer is larger than what we read");
        if (status is >= 200 and < 300 or 304)
            return new GitHubResponse(status, body ?? [], response.Headers.ETag?.ToString(), ReadNext(response), signs);
        return FailureReader.Read(status, request.IsWrite, signs, FailureReader.ReadMessage(body), clock.Now);
    }

    /// <summary>Null when there is more than <paramref name="bytesMax"/>. Counts after decompression.</summary>
    private static async Task<byte[]?> ReadBodyAsync(HttpContent content, int bytesMax, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        using var kept = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (var read = await stream.ReadAsync(chunk, ct); read > 0; read = await stream.ReadAsync(chunk, ct))
        {
            if (kept.Length + read > bytesMax) return null;
            kept.Write(chunk, 0, read);
        }

        return kept.ToArray();
    }

    private static AnswerSigns ReadSigns(HttpResponseMessage response) => new(
        All(response, "Retry-After"),
        Number(response, "X-RateLimit-Remaining"),
        Number(response, "X-RateLimit-Reset"),
        response.Headers.Date is { } date ? Instant.FromDateTimeOffset(date) : null,
        First(response, "X-Accepted-GitHub-Permissions"),
        Number(response, "X-RateLimit-Limit"));

    /// <summary>https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api</summary>
    private Uri? ReadNext(HttpResponseMessage response)
    {
        var next = LinkHeader.Next(First(response, "Link"));
        return Uri.TryCreate(next, UriKind.Absolute, out var target) && IsOurs(target) ? target : null;
    }

    private void WarnOfDeprecation(HttpResponseMessage response, GitHubRequest request)
    {
        var (deprecation, sunset) = (First(response, "Deprecation"), First(response, "Sunset"));
        if ((deprecation ?? sunset) is null || deprecations.Count >= DeprecationsMax) return;
        var what = $"{request.Method.Method} {Kind(request.Target)}";
        if (deprecations.TryAdd(what, true))
            Log.Deprecated(log, what, FailureReader.Cut(deprecation ?? "-"), FailureReader.Cut(sunset ?? "-"));
    }

    /// <summary>The address without what differs from issue to issue.</summary>
    private static string Kind(Uri target) => string.Join('/', target.AbsolutePath.Split('/')
        .Select(segment => segment.Length > 0 && segment.All(char.IsAsciiDigit) ? "{n}" : segment));

    // A header that came twice is judged as a whole.
    private static string? All(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values.Take(10)) : null;

    private static string? First(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static long? Number(HttpResponseMessage response, string name) =>
        long.TryParse(First(response, name), out var number) ? number : null;

    private static partial class Log
    {
        [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "GitHub {Method} {Path} failed: {Why}")]
        public static partial void Failed(ILogger logger, string method, string path, string why);

        [LoggerMessage(EventId = 4002, Level = LogLevel.Warning,
            Message = "GitHub withdraws {What}: deprecated {Deprecation}, gone after {Sunset}")]
        public static partial void Deprecated(ILogger logger, string what, string deprecation, string sunset);
    }
}
