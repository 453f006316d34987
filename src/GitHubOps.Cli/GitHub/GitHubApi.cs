using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>
/// GitHub's REST API as the tool asks it: a few questions and, where a person said so, a few writes. Bounded in size,
/// time and number of pages; a call to wait is heeded once. Every mishap becomes a sentence with its remedy.
/// </summary>
internal sealed class GitHubApi : IDisposable
{
    private const int BytesMax = 16 << 20;
    private const int PageSize = 100;
    private const int PagesMax = 50;
    private const int HopsMax = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Duration WaitMax = Duration.FromMinutes(1);

    private readonly HttpClient http;
    private readonly Uri address;
    private readonly string who;
    private readonly TimeProvider time;

    /// <param name="address">GitHub's API, with a slash at its end.</param>
    /// <param name="token">Sent to that host alone.</param>
    /// <param name="who">Whose token it is, for people: <c>GITHUB_TOKEN</c>.</param>
    /// <param name="time">Counts the waits.</param>
    public GitHubApi(Uri address, string token, string who, TimeProvider time)
    {
        (this.address, this.who, this.time) = (address, who, time);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        http = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = BytesMax };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        http.DefaultRequestHeaders.Add("User-Agent", "GitHubOps");
        http.DefaultRequestHeaders.Add("Accept", "application/vnd.github+json");
        http.DefaultRequestHeaders.Add("X-GitHub-Api-Version", "2022-11-28");
    }

    public void Dispose() => http.Dispose();

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct) =>
        Read(await SendAsync(HttpMethod.Get, path, null, ct), type, path);

    /// <summary>Null: there is no such thing, or it may not be seen.</summary>
    public async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct) where T : class =>
        await SendAsync(HttpMethod.Get, path, null, ct, isMissingFine: true) is { } body
            ? Read(body, type, path) : null;

    /// <summary>Whether GitHub says "no content" or "not found".</summary>
    public async Task<bool> ExistsAsync(string path, CancellationToken ct) =>
        await SendAsync(HttpMethod.Get, path, null, ct, isMissingFine: true) is not null;

    /// <summary>All pages of a list.</summary>
    public async Task<ImmutableArray<T>> ListAsync<T>(string path, JsonTypeInfo<T[]> type, CancellationToken ct)
    {
        var all = ImmutableArray.CreateBuilder<T>();
        for (var page = 1; page <= PagesMax; page++)
        {
            var mark = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var found = await GetAsync($"{path}{mark}per_page={PageSize}&page={page}", type, ct);
            all.AddRange(found);
            if (found.Length < PageSize) return all.ToImmutable();
        }

        throw new SurroundingsException($"GitHub lists more than {PageSize * PagesMax} at {Shown(path)}");
    }

    public async Task<TOut> WriteAsync<TIn, TOut>(
        HttpMethod method, string path, TIn body, JsonTypeInfo<TIn> type, JsonTypeInfo<TOut> answer,
        CancellationToken ct) =>
        Read(await SendAsync(method, path, JsonSerializer.SerializeToUtf8Bytes(body, type), ct), answer, path);

    /// <summary>A part of a path out of somebody's words.</summary>
    public static string Part(string text) => text is "." or ".."
        ? throw new UsageException($"`{text}` is no name") : Uri.EscapeDataString(text);

    public static string Repo(RepoName repo) => $"repos/{Part(repo.Owner)}/{Part(repo.Name)}";

    private async Task<byte[]?> SendAsync(
        HttpMethod method, string path, byte[]? body, CancellationToken ct, bool isMissingFine = false)
    {
        for (var isSecondTry = false; ; isSecondTry = true)
        {
            using var answer = await AskAsync(method, new Uri(address, path), body, ct);
            var status = (int)answer.StatusCode;
            if (status is >= 200 and < 300) return await answer.Content.ReadAsByteArrayAsync(ct);
            if (status == 404 && isMissingFine) return null;
            if (isSecondTry || Wait(method, answer) is not { } wait)
                throw new SurroundingsException(await RefusalAsync(method, path, answer, ct));
            await Task.Delay(wait.ToTimeSpan(), time, ct);
        }
    }

    /// <summary>A renamed repository answers with its new address, on the same host.</summary>
    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, Uri target, byte[]? body, CancellationToken ct)
    {
        for (var hop = 0; ; hop++)
        {
            using var request = new HttpRequestMessage(method, target);
            if (body is not null)
            {
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json")
                {
                    CharSet = "utf-8"
                };
            }

            var answer = await AskAsync(request, ct);
            var isMoved = (int)answer.StatusCode is 301 or 302 or 307 or 308 && method == HttpMethod.Get;
            if (!isMoved || answer.Headers.Location is not { } next || hop == HopsMax) return answer;
            answer.Dispose();
            target = new Uri(target, next);
            if (Uri.Compare(target, address, UriComponents.SchemeAndServer, UriFormat.UriEscaped,
                StringComparison.OrdinalIgnoreCase) != 0)
                throw new SurroundingsException("GitHub pointed to another host; it was not asked");
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            return await http.SendAsync(request, ct);
        }
        catch (HttpRequestException e)
        {
            throw new SurroundingsException(
                $"{address.Host} cannot be asked ({e.HttpRequestError}): is --api-url right, and is there a network?");
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new SurroundingsException($"{address.Host} did not answer within {Patience.TotalSeconds} s");
        }
    }

    private T Read<T>(byte[]? body, JsonTypeInfo<T> type, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(body ?? [], type) ?? throw new JsonException("nothing");
        }
        catch (JsonException)
        {
            throw new SurroundingsException(
                $"{address} does not answer {Shown(path)} as GitHub does: is --api-url right?");
        }
    }

    /// <summary>How long GitHub wants us to wait, where that is bearable; null: trying again is of no use.</summary>
    private Duration? Wait(HttpMethod method, HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        if (status >= 500 && method == HttpMethod.Get) return Duration.FromSeconds(1);
        if (status is not (403 or 429) || First(answer, "Retry-After") is not { } header) return null;
        return RetryAfter.Parse(header, Now) is { } wait && wait <= WaitMax ? wait : null;
    }

    private async Task<string> RefusalAsync(
        HttpMethod method, string path, HttpResponseMessage answer, CancellationToken ct)
    {
        var status = (int)answer.StatusCode;
        if (status == 401) return $"GitHub does not accept {who}: it is mistyped, expired or withdrawn";
        if (status is 403 or 429 && Limited(answer) is { } until)
            return $"GitHub takes no more requests of {who} before {until}: try again then";
        if (status == 403 && First(answer, "X-Accepted-GitHub-Permissions") is { } needed)
            return $"{who} may not {method.Method} {Shown(path)}: give it {Problems.Shown(needed)}";
        if (status == 404) return $"{Shown(path)} is not there, or {who} may not see it";
        var said = GitHubJson.MessageOf(await answer.Content.ReadAsByteArrayAsync(ct));
        return $"GitHub answered {status} to {method.Method} {Shown(path)}{(said is null ? "" : $": {Problems.Shown(said)}")}";
    }

    private string? Limited(HttpResponseMessage answer)
    {
        if (First(answer, "X-RateLimit-Remaining") == "0" &&
            long.TryParse(First(answer, "X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture,
                out var reset)
            && reset < 253_402_300_800)
            return Clock(Instant.FromUnixTimeSeconds(reset));
        return First(answer, "Retry-After") is { } header && RetryAfter.Parse(header, Now) is { } wait
            ? Clock(Now + wait) : null;
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    private static string Clock(Instant at) => at.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Shown(string path) => Problems.ShownPath(path.Split('?')[0]);

    private static string? First(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
