using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace GitHubOps.Sandbox;

/// <summary>Posts one payload with GitHub's headers and signature and says how it went.</summary>
internal sealed class Sender(SandboxOptions options, Func<SandboxApp> app) : IDisposable
{
    private const int ResponseMax = 10_000;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = options.DeliveryTimeout,
    };

    private long _lastId = 12_000_000_000;

    public async Task<SandboxDelivery> SendAsync(SandboxEvent happened, bool again, CancellationToken stop)
    {
        // Taken away since it happened.
        if (app().WebhookUrl is not { } url) return Failed(happened, 502) with { IsRedelivery = again };
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        var headers = Headers(happened);
        var body = Encoding.UTF8.GetBytes(happened.Payload);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var delivery = new SandboxDelivery(NextId(), happened, options.Time.GetUtcNow(),
            again)
        { RequestHeaders = headers };
        var watch = Stopwatch.StartNew();
        try
        {
            using var response = await _http.SendAsync(request, stop);
            var text = await response.Content.ReadAsStringAsync(stop);
            var code = (int)response.StatusCode;
            return delivery with
            {
                Duration = watch.Elapsed,
                StatusCode = code,
                Status = code is >= 200 and < 400 ? "OK" : $"Invalid HTTP Response: {code}",
                ResponseHeaders = response.Headers.ToImmutableSortedDictionary(h => h.Key,
                    h => string.Join(", ", h.Value)),
                ResponseBody = text.Length > ResponseMax ? text[..ResponseMax] : text,
            };
        }
        catch (HttpRequestException)
        {
            return delivery with { Duration = watch.Elapsed, StatusCode = 502, Status = "failed to connect to host" };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return delivery with { Duration = watch.Elapsed, StatusCode = 504, Status = "timed out" };
        }
    }

    /// <summary>What the log says of a delivery that a fault kept from arriving.</summary>
    public SandboxDelivery Failed(SandboxEvent happened, int status) =>
        new(NextId(), happened, options.Time.GetUtcNow(), false)
        {
            RequestHeaders = Headers(happened),
            StatusCode = status,
            Status = status == 502 ? "failed to connect to host" : $"Invalid HTTP Response: {status}",
        };

    public void Dispose() => _http.Dispose();

    private ImmutableSortedDictionary<string, string> Headers(SandboxEvent happened)
    {
        var headers = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase)
            .Add("Accept", "*/*")
            .Add("User-Agent", "GitHub-Hookshot/5a4d0be")
            .Add("X-GitHub-Delivery", happened.Guid.ToString())
            .Add("X-GitHub-Event", happened.Name)
            .Add("X-GitHub-Hook-ID", "501")
            .Add("X-GitHub-Hook-Installation-Target-ID", app().Id.ToString())
            .Add("X-GitHub-Hook-Installation-Target-Type", "integration");
        if (app().WebhookSecret is not { Length: > 0 } secret) return headers;
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(happened.Payload));
        return headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(mac));
    }

    private long NextId() => Interlocked.Increment(ref _lastId);
}
