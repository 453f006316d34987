using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Signs us in as the App: a JSON web token by RS256, kept until shortly before its end.
/// https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
/// </summary>
public sealed class AppJwt
{
    // GitHub takes at most ten minutes ahead of its own clock; iat lies back so that a small difference does no harm.
    private static readonly Duration Backdated = Duration.FromSeconds(60);
    private static readonly Duration Ahead = Duration.FromMinutes(9);
    private static readonly Duration RenewedBefore = Duration.FromSeconds(60);

    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);

    private readonly string issuer;
    private readonly GitHubClock clock;
    private readonly Func<byte[], byte[]> sign;
    private readonly Lock gate = new();
    private Made? made;
    private bool isCorrected;

    /// <param name="sign">RS256 by an external signer; null: by the key file of the settings.</param>
    public AppJwt(GitHubSettings settings, GitHubClock clock, Func<byte[], byte[]>? sign = null)
    {
        issuer = settings.AppId.Trim();
        this.clock = clock;
        this.sign = sign ?? (bytes => PrivateKey.Sign(settings.PrivateKeyFile, bytes));
    }

    /// <summary>Why we cannot sign in at present; null while we can. For the health report.</summary>
    public string? Trouble { get; private set; }

    internal Answer<string> Get()
    {
        lock (gate)
        {
            var now = Now;
            if (made is { } kept && now >= kept.IssuedAt && now < kept.ExpiresAt - RenewedBefore) return kept.Text;
            try
            {
                made = Make(now);
                Trouble = null;
                return made.Text;
            }
            catch (Exception e) when (
                e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
            {
                Trouble = $"the App's private key cannot be used ({e.GetType().Name}); set a valid key file";
                return new GitHubFailure.Unauthorized(Trouble);
            }
        }
    }

    /// <summary>
    /// GitHub refused the token: the next one is made anew, from the key file as it is now and by the other notion of
    /// time. True when a second try is worth it because our clock and GitHub's differ.
    /// </summary>
    internal bool Refuse()
    {
        lock (gate)
        {
            made = null;
            Trouble = "GitHub does not accept the App's key: wrong App id, wrong or withdrawn key, or a wrong clock";
            if (clock.Skew == Duration.Zero && !isCorrected) return false;
            isCorrected = !isCorrected;
            return true;
        }
    }

    internal void Accept() => Trouble = null;

    private Instant Now => isCorrected ? clock.Now + clock.Skew : clock.Now;

    private Made Make(Instant now)
    {
        var (issuedAt, expiresAt) = (now - Backdated, now + Ahead);
        var claims = JsonSerializer.SerializeToUtf8Bytes(
            new WireClaims(issuedAt.ToUnixTimeSeconds(), expiresAt.ToUnixTimeSeconds(), issuer),
                GitHubJson.Default.WireClaims);
        var content = $"{Header}.{Base64Url.EncodeToString(claims)}";
        var signature = Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(content)));
        return new Made($"{content}.{signature}", issuedAt, expiresAt);
    }

    private sealed class Made(string text, Instant issuedAt, Instant expiresAt)
    {
        public string Text { get; } = text;
        public Instant IssuedAt { get; } = issuedAt;
        public Instant ExpiresAt { get; } = expiresAt;
    }
}
