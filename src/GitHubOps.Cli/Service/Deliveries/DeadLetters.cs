using System.Collections.Immutable;
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

/// <summary>Dead letters, as the service's own door tells of them.</summary>
internal sealed class DeadLetters(ServiceDoor service) : IDisposable
{
    /// <summary>What the service hands out, and takes, at once.</summary>
    public const int ListedAtOnceMax = 200;
    public const int ReplayedAtOnceMax = 100;

    private const string Path = "admin/dead-letters";

    /// <summary>The newest first; <paramref name="max"/> at most.</summary>
    public async Task<ImmutableArray<DeadLetter>> ListAsync(int max, CancellationToken cancellation)
    {
        var letters = ImmutableArray.CreateBuilder<DeadLetter>();
        string? after = null;
        do
        {
            var limit = Math.Min(ListedAtOnceMax, max - letters.Count);
            var page = (await service.AskAsync(HttpMethod.Get, after is null
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
        service.AskAsync(HttpMethod.Get, $"{Path}/{id}", null, DeadLetterJson.Default.DeadLetter, cancellation);

    public async Task<ImmutableArray<ReplayOutcome>> ReplayAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var outcomes = ImmutableArray.CreateBuilder<ReplayOutcome>();
        foreach (var some in ids.Chunk(ReplayedAtOnceMax))
        {
            var order = JsonSerializer.Serialize(new ReplayOrder([.. some]), DeadLetterJson.Default.ReplayOrder);
            var answer = await service.AskAsync(
                HttpMethod.Post, Path + "/replay", order, DeadLetterJson.Default.ReplayAnswer, cancellation);
            outcomes.AddRange(answer!.Letters);
        }

        return outcomes.ToImmutable();
    }

    public void Dispose() => service.Dispose();
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(DeadLetterPage))]
[JsonSerializable(typeof(ReplayOrder))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(ServiceRefusal))]
internal sealed partial class DeadLetterJson : JsonSerializerContext;
