using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitHubOps.Cli;

/// <summary>A dead letter as the service tells it.</summary>
internal sealed record DeadLetter
{
    public required string Id { get; init; }
    public string State { get; init; } = "";
    public string? Delivery { get; init; }
    public string? Event { get; init; }
    public string Reason { get; init; } = "";
    public int Attempts { get; init; }
    public string At { get; init; } = "";
    public string? ReplayedAt { get; init; }
    public long Installation { get; init; }
    public string? Repository { get; init; }
    public int? Issue { get; init; }
}

/// <summary>What became of one that was to be tried again: <c>replayed</c>, or why not.</summary>
internal sealed record ReplayOutcome(string Id, string Result);

internal sealed record DeadLetterPage(ImmutableArray<DeadLetter> Letters, string? Next);

internal sealed record ReplayOrder(ImmutableArray<string> Letters);

internal sealed record ReplayAnswer(ImmutableArray<ReplayOutcome> Letters);

internal sealed record ServiceRefusal(string? Error);

/// <summary>The service's own door for whoever runs it, on its status listener.</summary>
internal sealed class DeadLetters : IDisposable
{
    /// <summary>What the service hands out, and takes, at once.</summary>
    public const int ListedAtOnceMax = 200;
    public const int ReplayedAtOnceMax = 100;

    private const string Path = "admin/dead-letters";

    private readonly HttpClient http;

    public DeadLetters(Uri service)
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            BaseAddress = service,
            Timeout = TimeSpan.FromSeconds(30),
            MaxResponseContentBufferSize = 4 * 1024 * 1024,
        };
        http.DefaultRequestHeaders.Add("X-GitHubOps-Admin", "1");
    }

    /// <summary>The newest first; <paramref name="max"/> at most.</summary>
    public async Task<ImmutableArray<DeadLetter>> ListAsync(int max, CancellationToken cancellation)
    {
        var letters = ImmutableArray.CreateBuilder<DeadLetter>();
        string? after = null;
        do
        {
            var limit = Math.Min(ListedAtOnceMax, max - letters.Count);
            var page = (await AskAsync(HttpMethod.Get, after is null
                ? $"{Path}?limit={limit}" : $"{Path}?limit={limit}&after={after}",
                null, DeadLetterJson.Default.DeadLetterPage, cancellation))!;
            letters.AddRange(page.Letters);
            after = page.Next;
        }
        while (after is not null && letters.Count < max);
        return letters.ToImmutable();
    }

    /// <summary>Null: there is no such dead letter.</summary>
    public Task<DeadLetter?> ShowAsync(string id, CancellationToken cancellation) =>
        AskAsync(HttpMethod.Get, $"{Path}/{id}", null, DeadLetterJson.Default.DeadLetter, cancellation);

    public async Task<ImmutableArray<ReplayOutcome>> ReplayAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var outcomes = ImmutableArray.CreateBuilder<ReplayOutcome>();
        foreach (var some in ids.Chunk(ReplayedAtOnceMax))
        {
            var order = JsonSerializer.Serialize(new ReplayOrder([.. some]), DeadLetterJson.Default.ReplayOrder);
            var answer = await AskAsync(
                HttpMethod.Post, Path + "/replay", order, DeadLetterJson.Default.ReplayAnswer, cancellation);
            outcomes.AddRange(answer!.Letters);
        }

        return outcomes.ToImmutable();
    }

    public void Dispose() => http.Dispose();

    private async Task<T?> AskAsync<T>(HttpMethod method, string path, string? body,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellation)
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

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(DeadLetterPage))]
[JsonSerializable(typeof(ReplayOrder))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(ServiceRefusal))]
internal sealed partial class DeadLetterJson : JsonSerializerContext;
