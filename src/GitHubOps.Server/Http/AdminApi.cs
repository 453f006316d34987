using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Server;

/// <summary>
/// Dead letters for whoever runs the service, on the loopback listener only: which there are, why, and trying them
/// again. Payloads are never shown.
/// </summary>
internal sealed partial class AdminApi(Store store, WakeUps wakeUps, TimeProvider time, ILogger<AdminApi> logger)
{
    public const string Root = "/admin/";
    public const string LettersPath = "/admin/dead-letters";
    public const string ReplayPath = "/admin/dead-letters/replay";
    public const int RowsMax = 200;
    public const int ReplaysMax = 100;

    private const int BodyBytesMax = 16 * 1024;

    public Task HandleAsync(HttpContext http)
    {
        if (AdminGuard.WhyNot(http.Request, http.Connection.LocalPort) is { } refusal)
            return RefuseAsync(http, StatusCodes.Status403Forbidden, refusal);
        return (http.Request.Path.Value, http.Request.Method) switch
        {
            (LettersPath, "GET") => ListAsync(http),
            (ReplayPath, "POST") => ReplayAsync(http),
            (LettersPath or ReplayPath, _) => RefuseAsync(
                http, StatusCodes.Status405MethodNotAllowed, "this method is not served here"),
            (var path, "GET") when path?.StartsWith(LettersPath + "/", StringComparison.Ordinal) is true =>
                ShowAsync(http, path[(LettersPath.Length + 1)..]),
            _ => RefuseAsync(http, StatusCodes.Status404NotFound, "there is nothing here"),
        };
    }

    /// <summary><c>?limit=50&amp;after=1762074000000:inbox:5</c></summary>
    private async Task ListAsync(HttpContext http)
    {
        if (!TryReadLimit(http.Request.Query["limit"], out var limit) ||
            !TryReadPlace(http.Request.Query["after"], out var after))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest,
                $"limit is a number from 1 to {RowsMax}; after is what the page before gave as next");
            return;
        }

        var letters = await store.DeadLettersAsync(after, limit);
        var next = letters.Count < limit ? null : Text(letters[^1]);
        await AnswerAsync(http, new Page([.. letters.Select(ToLetter)], next), AdminJson.Default.Page);
    }

    private async Task ShowAsync(HttpContext http, string name)
    {
        if (DeadLetterId.TryParse(name, out var id) && await store.DeadLetterAsync(id) is { } letter)
            await AnswerAsync(http, ToLetter(letter), AdminJson.Default.Letter);
        else
            await RefuseAsync(http, StatusCodes.Status404NotFound, "there is no such dead letter");
    }

    private async Task ReplayAsync(HttpContext http)
    {
        if (await ReadAsync(http) is not { } ids)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest,
                $"the body must be like {{\"letters\":[\"inbox:5\"]}}, with 1 to {ReplaysMax} of them");
            return;
        }

        var now = time.Now();
        var results = await store.ReplayAsync(ids, now);
        var outcomes = ids.Zip(results, (id, result) => new Outcome(id.ToString(), Word(result))).ToList();
        var replayed = outcomes.Where(outcome => outcome.Result == Word(ReplayResult.Replayed)).ToList();
        if (replayed.Count > 0)
        {
            Log.Replayed(logger, string.Join(' ', replayed.Select(outcome => outcome.Id)), Text(now));
            wakeUps.Raise(Work.Events | Work.Batches | Work.Messages);
        }

        await AnswerAsync(http, new Outcomes(outcomes), AdminJson.Default.Outcomes);
    }

    private static async Task<List<DeadLetterId>?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength is not (> 0 and <= BodyBytesMax)) return null;
        try
        {
            var asked = await JsonSerializer.DeserializeAsync(
                http.Request.Body, AdminJson.Default.Replay, http.RequestAborted);
            if (asked?.Letters is not { Count: > 0 and <= ReplaysMax } names) return null;
            var ids = new List<DeadLetterId>(names.Count);
            foreach (var name in names.Distinct(StringComparer.Ordinal))
            {
                if (!DeadLetterId.TryParse(name, out var id)) return null;
                ids.Add(id);
            }

            return ids;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryReadLimit(string? text, out int limit)
    {
        limit = 50;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) &&
            limit is >= 1 and <= RowsMax);
    }

    private static bool TryReadPlace(string? text, out DeadLetterPlace? place)
    {
        place = null;
        if (text is null) return true;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !DeadLetterId.TryParse(text[(colon + 1)..], out var id) || !long.TryParse(
            text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var at)) return false;
        place = new DeadLetterPlace(at, id.Box, id.Id);
        return true;
    }

    private static Letter ToLetter(DeadLetter letter) => new()
    {
        Id = new DeadLetterId(letter.Box, letter.Id).ToString(),
        State = letter.State,
        Delivery = letter.DeliveryId,
        Event = letter.Event,
        Reason = letter.Reason,
        Attempts = letter.Attempts,
        At = Text(Instant.FromUnixTimeMilliseconds(letter.FinishedAtMs)),
        ReplayedAt = letter.ReplayedAtMs is { } ms ? Text(Instant.FromUnixTimeMilliseconds(ms)) : null,
        Installation = letter.InstallationId,
        Repository = letter.Repository,
        Issue = letter.Number,
    };

    private static string Text(DeadLetter letter) => $"{letter.FinishedAtMs}:{letter.Box}:{letter.Id}";

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    private static string Word(ReplayResult result) => result switch
    {
        ReplayResult.Replayed => "replayed",
        ReplayResult.NotDead => "not-dead",
        ReplayResult.Overtaken => "overtaken",
        ReplayResult.NoPayload => "no-payload",
        ReplayResult.Closed => "closed",
        _ => throw new InvalidOperationException($"no such result: {result}"),
    };

    internal static Task AnswerAsync<T>(
        HttpContext http, T answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(answer, type, contentType: null, http.RequestAborted);
    }

    internal static Task RefuseAsync(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        return AnswerAsync(http, new Refused(why), AdminJson.Default.Refused);
    }

    internal sealed record Page(IReadOnlyList<Letter> Letters, string? Next);

    internal sealed record Replay(IReadOnlyList<string?>? Letters);

    internal sealed record Outcomes(IReadOnlyList<Outcome> Letters);

    internal sealed record Outcome(string Id, string Result);

    internal sealed record Refused(string Error);

    internal sealed record Letter
    {
        public required string Id { get; init; }
        public required string State { get; init; }
        public required string? Delivery { get; init; }
        public required string? Event { get; init; }
        public required string Reason { get; init; }
        public required int Attempts { get; init; }
        public required string At { get; init; }
        public required string? ReplayedAt { get; init; }
        public required long Installation { get; init; }
        public required string? Repository { get; init; }
        public required int? Issue { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "a person had {Letters} tried again at {At}")]
        public static partial void Replayed(ILogger logger, string letters, string at);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(AdminApi.Page))]
[JsonSerializable(typeof(AdminApi.Letter))]
[JsonSerializable(typeof(AdminApi.Replay))]
[JsonSerializable(typeof(AdminApi.Outcomes))]
[JsonSerializable(typeof(AdminApi.Refused))]
internal sealed partial class AdminJson : JsonSerializerContext;
