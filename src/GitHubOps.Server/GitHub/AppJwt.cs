using System.Security.Cryptography;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>Signs us in as the App: its token is kept until shortly before its end.</summary>
public sealed class AppJwt
{
    private static readonly Duration RenewedBefore = Duration.FromSeconds(60);

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

    private Made Make(Instant now) =>
        new(AppToken.Make(issuer, now, sign), now - AppToken.Backdated, now + AppToken.Ahead);

    private sealed class Made(string text, Instant issuedAt, Instant expiresAt)
    {
        public string Text { get; } = text;
        public Instant IssuedAt { get; } = issuedAt;
        public Instant ExpiresAt { get; } = expiresAt;
    }
}
