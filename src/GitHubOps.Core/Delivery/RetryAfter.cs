using System.Globalization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Reads <c>Retry-After</c>: seconds or an HTTP date (RFC 9110, 10.2.3 and 5.6.7), always within bounds.
/// </summary>
public static class RetryAfter
{
    public static Duration Shortest { get; } = Duration.FromSeconds(1);

    public static Duration Longest { get; } = Duration.FromHours(1);

    private static readonly string[] DateForms =
        ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    /// <summary>Null when there is no header or it says nothing readable: the caller's own wait applies then.</summary>
    public static Duration? Parse(string? header, Instant now)
    {
        var text = (header ?? "").Trim();

        // A header that came twice.
        if (text.Split(',') is { Length: > 1 and <= 10 } parts && parts.All(part => IsSeconds(part.Trim())))
            return parts.Max(part => Bound(ReadSeconds(part.Trim())));
        if (text.Length is 0 or > 64) return IsDigits(text) ? Longest : null;
        if (IsSeconds(text)) return Bound(ReadSeconds(text));
        if (!TryReadDate(text, out var date)) return null;
        return Bound((date - now).TotalSeconds);
    }

    private static Duration Bound(double seconds) =>
        Duration.FromSeconds(Math.Clamp(seconds, Shortest.TotalSeconds, Longest.TotalSeconds));

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool IsSeconds(string text) =>
        IsDigits(text.TrimStart('-', '+').Replace(".", "", StringComparison.Ordinal));

    private static double ReadSeconds(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    private static bool TryReadDate(string text, out Instant date)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite;
        var read = DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, styles, out var value);
        date = read ? Instant.FromDateTimeOffset(value) : default;
        return read;
    }
}
