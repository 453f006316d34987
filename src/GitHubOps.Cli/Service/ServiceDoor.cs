using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GitHubOps.Cli;

/// <summary>The service's own door for whoever runs it, on its status listener.</summary>
internal sealed class ServiceDoor : IDisposable
{
    private readonly HttpClient http;

    public ServiceDoor(Uri service)
    {
        http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            BaseAddress = service,
            Timeout = TimeSpan.FromSeconds(30),
            MaxResponseContentBufferSize = 4 * 1024 * 1024,
        };
        http.DefaultRequestHeaders.Add("X-GitHubOps-Admin", "1");
    }

    public void Dispose() => http.Dispose();

    /// <summary>Null: there is no such thing.</summary>
    public async Task<T?> AskAsync<T>(HttpMethod method, string path, string? body,
        JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null)
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            using var response = await http.SendAsync(request, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            if (response.StatusCode == HttpStatusCode.OK) return JsonSerializer.Deserialize(text, type)!;
            if (response.StatusCode == HttpStatusCode.NotFound && text.Length > 0) return null;
            throw new SurroundingsException($"the service at {http.BaseAddress} answered {(int)response.StatusCode}" +
                (Why(text) is { } why ? $": {why}" : ""));
        }
        catch (Exception error) when (error is HttpRequestException or JsonException ||
            (error is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new SurroundingsException(
                $"no service answers at {http.BaseAddress} ({error.Message}). Is it running, and is --status-url its " +
                "--status-listen?");
        }
    }

    private static string? Why(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, DeadLetterJson.Default.ServiceRefusal)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
