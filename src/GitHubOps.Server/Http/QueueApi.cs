using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GitHubOps.Core;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Server;

/// <summary>
/// The stop button and what waits to be written, for whoever runs the service, on the loopback listener only. What
/// people wrote is never shown.
/// </summary>
internal sealed partial class QueueApi(Store store, WakeUps wakeUps, TimeProvider time, ILogger<QueueApi> logger)
{
    public const string Root = "/admin/queue";
    public const string StopPath = Root + "/stop";
    public const string ReleasePath = Root + "/release";
    public const string DropPath = Root + "/drop";
    public const int RowsMax = 200;
    public const int DropsMax = 1000;

    private const int BodyBytesMax = 32 * 1024;
    private const int NameCharsMax = 100;

    public Task HandleAsync(HttpContext http)
    {
        if (AdminGuard.WhyNot(http.Request, http.Connection.LocalPort) is { } refusal)
            return AdminApi.RefuseAsync(http, StatusCodes.Status403Forbidden, refusal);
        return (http.Request.Path.Value, http.Request.Method) switch
        {
            (Root, "GET") => ListAsync(http),
            (StopPath, "POST") => OrderedAsync(http, StopAsync),
            (ReleasePath, "POST") => OrderedAsync(http, ReleaseAsync),
            (DropPath, "POST") => OrderedAsync(http, DropAsync),
            (Root or StopPath or ReleasePath or DropPath, _) => AdminApi.RefuseAsync(
                http, StatusCodes.Status405MethodNotAllowed, "this method is not served here"),
            _ => AdminApi.RefuseAsync(http, StatusCodes.Status404NotFound, "there is nothing here"),
        };
    }

    /// <summary><c>?limit=50&amp;after=7</c></summary>
    private async Task ListAsync(HttpContext http)
    {
        var (limit, after) = (50L, 0L);
        if (!TryRead(http.Request.Query["limit"], 1, RowsMax, ref limit) ||
            !TryRead(http.Request.Query["after"], 0, long.MaxValue, ref after))
        {
            await AdminApi.RefuseAsync(http, StatusCodes.Status400BadRequest,
                $"limit is a number from 1 to {RowsMax}; after is what the page before gave as next");
            return;
        }

        var rows = await store.QueueAsync(after, (int)limit);
        var stops = await store.StopsAsync();
        await AnswerAsync(http, new Page(
            [.. stops.Select(stop => new Stop(stop.Repository, stop.StoppedBy, Text(stop.StoppedAtMs)))],
            [.. rows.Select(ToAct)],
            rows.Count < limit ? null : rows[^1].OutboxId), QueueJson.Default.Page);
    }

    private async Task<Outcome?> StopAsync(Order order, RepoId? repo)
    {
        await store.StopWritingAsync(repo, order.By!, time.Now());
        Log.Stopped(logger, order.By!, order.Repository ?? "everywhere");
        return new Outcome([]);
    }

    private async Task<Outcome?> ReleaseAsync(Order order, RepoId? repo)
    {
        var wasStopped = await store.LetWriteAsync(repo);
        var approved = repo is { } one ? await store.ApproveAsync(one) : 0;
        if (!wasStopped && approved == 0) return null;
        Log.Released(logger, order.By!, order.Repository ?? "everywhere");
        wakeUps.Raise(Work.Batches | Work.Setup);
        return new Outcome([]);
    }

    private async Task<Outcome?> DropAsync(Order order, RepoId? repo)
    {
        if (order.Acts is not { Count: > 0 and <= DropsMax } acts) return null;
        var dropped = await store.DropAsync([.. acts.Distinct()], order.By!, time.Now());
        if (dropped.Count == 0) return new Outcome([]);
        Log.Dropped(logger, order.By!, string.Join(' ', dropped));
        wakeUps.Raise(Work.Batches);
        return new Outcome(dropped);
    }

    private async Task OrderedAsync(HttpContext http, Func<Order, RepoId?, Task<Outcome?>> act)
    {
        if (await ReadAsync(http) is not { } order)
        {
            await AdminApi.RefuseAsync(http, StatusCodes.Status400BadRequest,
                "the body must be like {\"by\":\"ana\",\"repository\":\"acme/app\"}; without repository it is all of " +
                    "them");
            return;
        }

        RepoId? repo = null;
        if (order.Repository is { } name)
        {
            repo = RepoName.TryParse(name, out var parsed) ? await store.RepositoryIdAsync(parsed.Value) : null;
            if (repo is null)
            {
                await AdminApi.RefuseAsync(http, StatusCodes.Status404NotFound, "the App is not on that repository");
                return;
            }
        }

        if (await act(order, repo) is { } outcome) await AnswerAsync(http, outcome, QueueJson.Default.Outcome);
        else await AdminApi.RefuseAsync(http, StatusCodes.Status409Conflict,
            "nothing is stopped or waits for approval there");
    }

    private static async Task<Order?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength is not (> 0 and <= BodyBytesMax)) return null;
        try
        {
            var order = await JsonSerializer.DeserializeAsync(
                http.Request.Body, QueueJson.Default.Order, http.RequestAborted);
            return order is { By: { Length: > 0 and <= NameCharsMax } by } && !by.Any(char.IsControl) ? order : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryRead(string? text, long least, long most, ref long number) => text is null ||
        (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least
            && number <= most);

    private Act ToAct(QueuedRow row) => new()
    {
        Id = row.OutboxId,
        Repository = row.Repository,
        Issue = row.Number,
        Does = [.. EffectJson.Read(row.Effects).Select(EffectText.Of)],
        Since = Text(row.CreatedAtMs),
        Waits = WhyItWaits(row),
    };

    private string WhyItWaits(QueuedRow row) => row.Held switch
    {
        1 => "writing is stopped",
        2 => "a lead is asked: /ops approve",
        3 => "writing is stopped, and a lead is asked",
        _ when row.NotBeforeAtMs > time.Now().ToUnixTimeMilliseconds() =>
            $"until {Text(row.NotBeforeAtMs)}{(row.Reason is { } why ? $": {why.Split('\n')[0]}" : "")}",
        _ => "for its turn",
    };

    private static string Text(long ms) => InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeMilliseconds(ms));

    private static Task AnswerAsync<T>(HttpContext http, T answer, JsonTypeInfo<T> type) =>
        AdminApi.AnswerAsync(http, answer, type);

    internal sealed record Page(IReadOnlyList<Stop> Stops, IReadOnlyList<Act> Acts, long? Next);

    /// <param name="Repository">Null: every repository.</param>
    internal sealed record Stop(string? Repository, string By, string At);

    internal sealed record Order(string? By, string? Repository, IReadOnlyList<long>? Acts);

    /// <param name="Dropped">Those that were still there.</param>
    internal sealed record Outcome(IReadOnlyList<long> Dropped);

    internal sealed record Act
    {
        public required long Id { get; init; }
        public required string? Repository { get; init; }
        public required int? Issue { get; init; }
        public required IReadOnlyList<string> Does { get; init; }
        public required string Since { get; init; }
        public required string Waits { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{By} stopped all writing: {Where}")]
        public static partial void Stopped(ILogger logger, string by, string where);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{By} let writing go on: {Where}")]
        public static partial void Released(ILogger logger, string by, string where);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{By} dropped batches that waited: {Batches}")]
        public static partial void Dropped(ILogger logger, string by, string batches);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(QueueApi.Page))]
[JsonSerializable(typeof(QueueApi.Order))]
[JsonSerializable(typeof(QueueApi.Outcome))]
internal sealed partial class QueueJson : JsonSerializerContext;
