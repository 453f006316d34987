using System.Globalization;
using System.Text.Json;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>The headers that say why GitHub refused and for how long.</summary>
internal sealed record AnswerSigns(
    string? RetryAfter = null, long? Remaining = null, long? ResetAtSeconds = null, Instant? Date = null,
        string? NeededPermissions = null, long? Limit = null)
{
    private static readonly Duration LongestWait = Duration.FromMinutes(61);

    /// <summary>
    /// Until the hour's budget is new, within bounds: GitHub's reset minus GitHub's now, as our own clock may be wrong.
    /// Null: not told.
    /// </summary>
    public Duration? UntilReset(Instant now)
    {
        if (ResetAtSeconds is not ({ } seconds and >= 0 and < 253_402_300_800)) return null;
        var wait = Instant.FromUnixTimeSeconds(seconds) - (Date ?? now);
        return Duration.Max(Core.RetryAfter.Shortest, Duration.Min(wait, LongestWait));
    }
}

/// <summary>
/// From an answer that is no success to the kind of failure. Pure.
/// https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
/// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
/// </summary>
internal static class FailureReader
{
    private const int WhyCharactersMax = 300;

    private static readonly string[] DetailFields = ["resource", "field", "code", "type", "message"];

    private static readonly Duration SecondaryWait = Duration.FromSeconds(60);

    public static GitHubFailure Read(int status, bool isWrite, AnswerSigns signs, string message, Instant now) =>
        status switch
        {
            401 => new GitHubFailure.Unauthorized(Why(status, message)),
            403 or 429 => ReadLimit(status, signs, message, now) ?? ReadForbidden(status, signs, message),
            404 => Refuse(status, RefusalReason.NotFound, message),
            410 => Refuse(status, RefusalReason.Gone, message),
            422 when SaysTooQuick(message) => Secondary(signs, now),
            422 => Refuse(status, RefusalReason.Unprocessable, message),
            423 => Refuse(status, RefusalReason.Locked, message),
            408 or >= 500 => Unwell(status, isWrite, signs, message, now),
            409 => new GitHubFailure.Transient(Why(status, message)),
            >= 300 and < 400 => Refuse(status, RefusalReason.Moved, message),
            _ => Refuse(status, RefusalReason.BadRequest, message),
        };

    /// <summary>What an error object of GraphQL says about limits; null when it is about something else.</summary>
    public static GitHubFailure? ReadGraphQlLimit(string? type, string message, AnswerSigns signs, Instant now)
    {
        if (SaysSecondary(message)) return Secondary(signs, now);
        return type is "RATE_LIMITED" or "RATE_LIMIT" ? Primary(signs, now) : null;
    }

    public static GitHubFailure TimedOut(bool isWrite) => NoAnswer(isWrite, "GitHub did not answer in time");

    /// <summary>A connection that never stood carried nothing; one that broke may have carried the request.</summary>
    public static GitHubFailure Broken(HttpRequestError error, bool isWrite) => error switch
    {
        HttpRequestError.NameResolutionError => new GitHubFailure.Transient("GitHub's name cannot be resolved"),
        HttpRequestError.ConnectionError => new GitHubFailure.Transient("GitHub cannot be reached"),
        HttpRequestError.SecureConnectionError => new GitHubFailure.Transient("no secure connection to GitHub"),
        HttpRequestError.ProxyTunnelError => new GitHubFailure.Transient("the proxy does not let us through to GitHub"),
        _ => NoAnswer(isWrite, $"the connection to GitHub broke ({error})"),
    };

    public static GitHubFailure NoAnswer(bool isWrite, string why) =>
        isWrite ? new GitHubFailure.Uncertain(why) : new GitHubFailure.Transient(why);

    /// <summary>GitHub's own sentence out of an error body, with the first detail; empty when there is none.</summary>
    public static string ReadMessage(byte[]? body)
    {
        try
        {
            using var json = JsonDocument.Parse(body ?? [], new JsonDocumentOptions { MaxDepth = 64 });
            if (json.RootElement.ValueKind != JsonValueKind.Object) return "";
            var message = Text(json.RootElement, "message");
            var detail = json.RootElement.TryGetProperty("errors", out var errors) &&
                errors.ValueKind == JsonValueKind.Array
                ? errors.EnumerateArray().Select(Detail).FirstOrDefault() ?? ""
                : "";
            return message.Length == 0 ? detail : detail.Length == 0 ? message : $"{message} ({detail})";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    /// <summary>Why something is forbidden, by GitHub's sentence: it has no other sign.</summary>
    public static RefusalReason ReadForbiddenReason(string message) =>
        Says(message, "archived") ? RefusalReason.Archived :
        Says(message, "suspended") ? RefusalReason.Suspended :
        Says(message, "not accessible by integration") ? RefusalReason.PermissionMissing :
        Says(message, "locked") ? RefusalReason.Locked :
        RefusalReason.Forbidden;

    // REST lists strings or {resource, field, code}, GraphQL {type, message}.
    private static string Detail(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => error.GetString() ?? "",
        JsonValueKind.Object => string.Join(' ', DetailFields.Select(f => Text(error, f)).Where(t => t.Length > 0)),
        _ => "",
    };

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? ""
            : "";

    private static GitHubFailure? ReadLimit(int status, AnswerSigns signs, string message, Instant now)
    {
        if (Says(message, "archived")) return null;
        if (signs.RetryAfter is not null || SaysSecondary(message)) return Secondary(signs, now);
        if (signs.Remaining == 0 || SaysPrimary(message)) return Primary(signs, now);
        return status == 429 ? Secondary(signs, now) : null;
    }

    private static GitHubFailure.Refused ReadForbidden(int status, AnswerSigns signs, string message)
    {
        var reason = ReadForbiddenReason(message);
        var needed = reason == RefusalReason.PermissionMissing && signs.NeededPermissions is { } list
            ? $"; needed: {list}"
            : "";
        return new GitHubFailure.Refused(status, reason, Why(status, message + needed));
    }

    private static GitHubFailure.RateLimited Primary(AnswerSigns signs, Instant now)
    {
        var wait = signs.UntilReset(now) ?? SecondaryWait;
        return new GitHubFailure.RateLimited(now + wait, LimitKind.Primary);
    }

    private static GitHubFailure.RateLimited Secondary(AnswerSigns signs, Instant now)
    {
        // The header's date form is in GitHub's time.
        var told = RetryAfter.Parse(signs.RetryAfter, signs.Date ?? now) ??
            (signs.Remaining == 0 && signs.UntilReset(now) is { } reset
                ? Duration.Min(reset, RetryAfter.Longest)
                : null);
        return new GitHubFailure.RateLimited(now + (told ?? SecondaryWait), LimitKind.Secondary,
            IsTold: told is not null);
    }

    private static GitHubFailure Unwell(int status, bool isWrite, AnswerSigns signs, string message, Instant now)
    {
        Instant? notBefore = RetryAfter.Parse(signs.RetryAfter, signs.Date ?? now) is { } wait ? now + wait : null;
        return isWrite
            ? new GitHubFailure.Uncertain(Why(status, message), notBefore)
            : new GitHubFailure.Transient(Why(status, message), notBefore);
    }

    private static GitHubFailure.Refused Refuse(int status, RefusalReason reason, string message) =>
        new(status, reason, Why(status, message));

    private static bool SaysSecondary(string message) =>
        Says(message, "secondary rate limit") || Says(message, "abuse detection");

    private static bool SaysPrimary(string message) =>
        Says(message, "API rate limit exceeded") || Says(message, "RATE_LIMIT");

    private static bool SaysTooQuick(string message) => Says(message, "submitted too quickly");

    private static bool Says(string message, string words) =>
        message.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string Why(int status, string message) => Cut(message.Length == 0
        ? string.Create(CultureInfo.InvariantCulture, $"GitHub answered {status}")
        : string.Create(CultureInfo.InvariantCulture, $"GitHub answered {status}: {message}"));

    private static char Plain(char c) => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c;

    /// <summary>One line of bounded length: what GitHub says may repeat what a user wrote.</summary>
    public static string Cut(string text)
    {
        var line = new string([.. text.Take(WhyCharactersMax).Select(Plain)]);
        return text.Length > WhyCharactersMax ? line + "…" : line;
    }
}
