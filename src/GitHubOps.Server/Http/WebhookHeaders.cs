using System.Buffers;
using System.Text;
using GitHubOps.Core;
using Microsoft.Extensions.Primitives;

namespace GitHubOps.Server;

/// <summary>What GitHub says of a delivery beside its body; every part has been checked for its form.</summary>
internal sealed record WebhookHeaders(DeliveryId Delivery, string Event, string Signature)
{
    private const int EventCharsMax = 64;
    private const int DeliveryCharsMax = 100;

    private static readonly string[] Single =
    [
        "X-Hub-Signature-256", "X-GitHub-Event", "X-GitHub-Delivery", "X-GitHub-Hook-ID",
        "X-GitHub-Hook-Installation-Target-ID", "X-GitHub-Hook-Installation-Target-Type", "Content-Type",
    ];

    private static readonly SearchValues<char> EventChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_");
    private static readonly SearchValues<char> DeliveryChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    /// <summary>The headers, or the refusal to answer with.</summary>
    public static (WebhookHeaders? Headers, Refusal? Refusal) Read(HttpRequest request, int bodyBytesMax)
    {
        foreach (var name in Single)
            if (request.Headers[name].Count > 1) return (null, Refusal.RepeatedHeader);
        if (!IsJson(request.Headers.ContentType)) return (null, Refusal.NotJson);
        if (request.ContentLength > bodyBytesMax) return (null, Refusal.TooLarge);
        if (request.Headers["X-Hub-Signature-256"] is not [{ Length: > 0 } signature]) return (null, Refusal.NotSigned);
        if (!HasForm(request.Headers["X-GitHub-Event"], EventCharsMax, EventChars, out var @event) ||
            !HasForm(request.Headers["X-GitHub-Delivery"], DeliveryCharsMax, DeliveryChars, out var delivery))
        {
            return (null, Refusal.BadHeader);
        }

        return (new WebhookHeaders(new DeliveryId(delivery), @event, signature), null);
    }

    private static bool IsJson(StringValues header)
    {
        var type = ((string?)header ?? "").AsSpan();
        var end = type.IndexOf(';');
        return (end < 0 ? type : type[..end]).Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasForm(StringValues header, int charsMax, SearchValues<char> chars, out string value)
    {
        value = (string?)header ?? "";
        return value.Length > 0 && value.Length <= charsMax && !value.AsSpan().ContainsAnyExcept(chars);
    }
}

/// <summary>Why a request is not taken: a status and a constant text, the same for everybody.</summary>
internal sealed record Refusal(int Status, string Code, string Text)
{
    /// <summary>The text as it is sent.</summary>
    public ReadOnlyMemory<byte> Body { get; } = Encoding.UTF8.GetBytes(Text + "\n");

    public static readonly Refusal RepeatedHeader = new(
        StatusCodes.Status400BadRequest, "repeated-header", "A header that may stand once stands more than once.");

    public static readonly Refusal BadHeader = new(
        StatusCodes.Status400BadRequest, "bad-header", "X-GitHub-Event and X-GitHub-Delivery must have GitHub's form.");

    public static readonly Refusal NotSigned = new(
        StatusCodes.Status401Unauthorized, "not-signed", "The signature is missing or wrong.");

    public static readonly Refusal TooSlow = new(
        StatusCodes.Status408RequestTimeout, "too-slow", "The body came too slowly.");

    public static readonly Refusal TooLarge = new(
        StatusCodes.Status413PayloadTooLarge, "too-large", "The body is larger than 25 MiB.");

    public static readonly Refusal NotJson = new(
        StatusCodes.Status415UnsupportedMediaType, "not-json",
        "Only application/json is read: set Content type to application/json in the webhook settings of the App.");

    public static readonly Refusal Busy = new(
        StatusCodes.Status503ServiceUnavailable, "busy", "Too much is under way: deliver again later.");

    public static readonly Refusal NotStored = new(
        StatusCodes.Status503ServiceUnavailable, "not-stored",
            "The delivery could not be stored: deliver again later.");

    public static Refusal For(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status503ServiceUnavailable => Busy,
        StatusCodes.Status408RequestTimeout => TooSlow,
        _ => new Refusal(status is >= 400 and < 500
            ? status : StatusCodes.Status400BadRequest, "bad-request", "The request cannot be read."),
    };
}
