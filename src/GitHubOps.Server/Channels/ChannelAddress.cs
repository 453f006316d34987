using System.Text.Json;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>How a channel is spoken to.</summary>
internal enum ChannelKind
{
    /// <summary>A JSON object of ours, signed.</summary>
    Json,

    /// <summary><c>{"text": "…"}</c>, as Slack and its like take it.</summary>
    Slack,
}

/// <summary>
/// Where a channel leads. Read anew for each message, so that another address needs no restart. Never printed.
/// </summary>
/// <param name="Secret">Signs the body; null where the kind has no signature.</param>
internal sealed record ChannelAddress(Uri Url, ChannelKind Kind, byte[]? Secret)
{
    private const int FileBytesMax = 4096;

    private const int SecretBytesMin = 16;

    private const string Example =
        "Write {\"url\": \"https://…\", \"kind\": \"slack\"}, or \"json\" with a \"secret\" of 16 bytes or more.";

    /// <summary>The address, or what is wrong with the file.</summary>
    public static (ChannelAddress? Address, Problem? Problem) Read(string channel, string file)
    {
        try
        {
            var info = new FileInfo(file);
            if (!info.Exists) return Wrong(channel, file, "does not exist",
                $"Make it, or take --channel {channel} away.");
            if (info.Length > FileBytesMax)
                return Wrong(channel, file, $"is longer than {FileBytesMax} bytes", Example);
            if (OwnerOnly.WhyNot(file) is { } mode)
                return Wrong(channel, file, $"is open to other accounts (mode {mode})", $"Run: chmod 600 {file}");
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return Understand(channel, file, json.RootElement);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Wrong(channel, file, $"cannot be read: {error.GetType().Name}", "Make it readable for the service.");
        }
        catch (JsonException)
        {
            return Wrong(channel, file, "is no JSON", Example);
        }
    }

    private static (ChannelAddress?, Problem?) Understand(string channel, string file, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return Wrong(channel, file, "is no JSON object", Example);
        if (!Uri.TryCreate(Text(root, "url"), UriKind.Absolute, out var url) || url.UserInfo.Length > 0 ||
            !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            return Wrong(channel, file, "names no `url` that begins with https://", Example);
        if (KindOf(Text(root, "kind")) is not { } kind)
            return Wrong(channel, file, "names no `kind`", Example);
        var secret = Text(root, "secret") is { } text ? System.Text.Encoding.UTF8.GetBytes(text) : null;
        if (kind == ChannelKind.Json && secret is not { Length: >= SecretBytesMin })
            return Wrong(channel, file, $"needs a `secret` of {SecretBytesMin} bytes or more", Example);
        return (new ChannelAddress(url, kind, secret), null);
    }

    private static ChannelKind? KindOf(string? text) => text switch
    {
        "json" => ChannelKind.Json,
        "slack" => ChannelKind.Slack,
        _ => null,
    };

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static (ChannelAddress?, Problem?) Wrong(string channel, string file, string what, string remedy) =>
        (null, Problem.Error("channel-file", $"the file of channel {channel} {what}", file, remedy: remedy));
}
