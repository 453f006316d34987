using System.Collections.Immutable;
using System.Net;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>What came of a message.</summary>
internal abstract record ChannelAnswer
{
    private ChannelAnswer()
    {
    }

    internal sealed record Taken : ChannelAnswer;

    /// <summary>It may go another time, not before so long.</summary>
    internal sealed record Later(string Why, Duration? Wait = null) : ChannelAnswer;

    /// <summary>It would be refused again.</summary>
    internal sealed record Refused(string Why) : ChannelAnswer;

    /// <summary>Nobody has said where it leads.</summary>
    internal sealed record NoAddress(string Why) : ChannelAnswer;
}

/// <summary>
/// The channels of the settings. No other address is ever called: redirects are not followed, and nothing that is
/// answered is read. Addresses are secrets: they stand in no log and no reason.
/// </summary>
internal sealed class Channels(
    ImmutableDictionary<string, string> files, HttpMessageHandler network, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public const string SignatureHeader = "X-GitHubOps-Signature-256";
    public const string KeyHeader = "Idempotency-Key";

    private readonly HttpClient http = new(network, disposeHandler: false) { Timeout = Timeout };

    /// <exception cref="CannotStartException">A file cannot be used.</exception>
    public static void Check(ImmutableDictionary<string, string> files)
    {
        foreach (var (channel, file) in files.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            if (ChannelAddress.Read(channel, file).Problem is { } problem) throw new CannotStartException(problem);
    }

    public static SocketsHttpHandler Network() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    public async Task<ChannelAnswer> SendAsync(ChannelMessage message, CancellationToken ct)
    {
        var channel = message.Tell.Channel;
        if (!files.TryGetValue(channel, out var file))
            return new ChannelAnswer.NoAddress($"the channel {channel} has no address: give --channel {channel}=FILE");
        var (address, problem) = ChannelAddress.Read(channel, file);
        if (address is null) return new ChannelAnswer.Later(problem!.ToString());
        using var request = RequestOf(message, address);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return Judge(channel, response);
        }
        catch (Exception error) when (error is HttpRequestException or IOException ||
            (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // The text of the exception names the address.
            var why = error is HttpRequestException { HttpRequestError: var kind }
                ? kind.ToString() : "no answer in time";
            return new ChannelAnswer.Later($"the channel {channel} cannot be reached: {why}");
        }
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage RequestOf(ChannelMessage message, ChannelAddress address)
    {
        var body = message.Body(address.Kind);
        var request = new HttpRequestMessage(HttpMethod.Post, address.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.ParseAdd("GitHubOps");
        request.Headers.Add(KeyHeader, message.Key);
        if (address is { Kind: ChannelKind.Json, Secret: { } secret })
            request.Headers.Add(SignatureHeader, WebhookSignature.Sign(body, secret));
        return request;
    }

    private ChannelAnswer Judge(string channel, HttpResponseMessage response)
    {
        var code = (int)response.StatusCode;
        var why = $"the channel {channel} answered {code}";
        if (response.IsSuccessStatusCode) return new ChannelAnswer.Taken();
        if (code is >= 300 and < 400)
            return new ChannelAnswer.Refused($"{why}: it leads elsewhere, which is not followed");
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout) && code < 500)
            return new ChannelAnswer.Refused(why);
        var asked = response.Headers.TryGetValues("Retry-After", out var values) ? string.Join(',', values) : null;
        return new ChannelAnswer.Later(why, RetryAfter.Parse(asked, time.Now()));
    }
}
