using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitHubOps.Cli;

/// <summary>Somebody has stopped all writing.</summary>
/// <param name="Repository">Null: everywhere.</param>
internal sealed record QueueStop(string? Repository, string By, string At);

/// <summary>What waits to be written.</summary>
internal sealed record QueuedAct
{
    public required long Id { get; init; }
    public string? Repository { get; init; }
    public int? Issue { get; init; }
    public ImmutableArray<string> Does { get; init; } = [];
    public string Since { get; init; } = "";
    public string Waits { get; init; } = "";
}

internal sealed record QueuePage(ImmutableArray<QueueStop> Stops, ImmutableArray<QueuedAct> Acts, long? Next);

internal sealed record QueueOrder(string By, string? Repository = null, ImmutableArray<long>? Acts = null);

internal sealed record QueueOutcome(ImmutableArray<long> Dropped);

/// <summary>What the service's own door says of its queue.</summary>
internal sealed class QueueDoor(ServiceDoor service) : IDisposable
{
    public const int ListedAtOnceMax = 200;

    private const string Path = "admin/queue";

    /// <summary>The oldest first; <paramref name="max"/> acts at most.</summary>
    public async Task<QueuePage> ListAsync(int max, CancellationToken cancellation)
    {
        var acts = ImmutableArray.CreateBuilder<QueuedAct>();
        QueuePage page;
        long? after = null;
        do
        {
            var limit = Math.Min(ListedAtOnceMax, max - acts.Count);
            page = (await service.AskAsync(HttpMethod.Get, $"{Path}?limit={limit}&after={after ?? 0}", null,
                QueueDoorJson.Default.QueuePage, cancellation))!;
            acts.AddRange(page.Acts);
            after = page.Next;
        }
        while (after is not null && acts.Count < max);
        return page with { Acts = acts.ToImmutable() };
    }

    /// <param name="what"><c>stop</c>, <c>release</c> or <c>drop</c>.</param>
    public async Task<QueueOutcome> OrderAsync(string what, QueueOrder order, CancellationToken cancellation) =>
        await service.AskAsync(HttpMethod.Post, $"{Path}/{what}",
            JsonSerializer.Serialize(order, QueueDoorJson.Default.QueueOrder), QueueDoorJson.Default.QueueOutcome,
            cancellation)
        ?? throw new UsageException($"the App is not on {order.Repository}");

    public void Dispose() => service.Dispose();
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(QueuePage))]
[JsonSerializable(typeof(QueueOrder))]
[JsonSerializable(typeof(QueueOutcome))]
internal sealed partial class QueueDoorJson : JsonSerializerContext;
