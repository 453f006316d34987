using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Proves that we are the App: a JSON web token by RS256.
/// https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
/// </summary>
public static class AppToken
{
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);

    /// <summary>So far back lies its beginning, so that a small difference of clocks does no harm.</summary>
    public static Duration Backdated { get; } = Duration.FromSeconds(60);

    /// <summary>So long it holds; GitHub takes at most ten minutes ahead of its own clock.</summary>
    public static Duration Ahead { get; } = Duration.FromMinutes(9);

    /// <param name="app">The App's client id or number.</param>
    /// <param name="now">By GitHub's clock.</param>
    /// <param name="sign">RS256 with the App's private key.</param>
    public static string Make(string app, Instant now, Func<byte[], byte[]> sign)
    {
        var claims = $$"""{"iat":{{(now - Backdated).ToUnixTimeSeconds()}},"exp":{{(now + Ahead).ToUnixTimeSeconds()}},""" +
            $"\"iss\":\"{JsonEncodedText.Encode(app)}\"}}";
        var content = $"{Header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{content}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(content)))}";
    }
}
