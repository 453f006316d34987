using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// The pace of what we ask as the App itself, which has its own limits: requests a minute are bounded by us, requests
/// an hour by what GitHub says is left, of which a part stays for making tokens. Never sleeps: says "not before".
/// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
/// </summary>
internal sealed class AppBudget(GitHubClock clock)
{
    /// <summary>GitHub takes 900 reads a minute; tokens and installations are asked for beside this.</summary>
    public const int PerMinuteMax = 600;

    /// <summary>What is left untouched of the hour's requests.</summary>
    public const int Reserve = 500;

    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly Duration LongestWait = Duration.FromMinutes(61);

    private readonly Lock gate = new();
    private Instant minuteBegan = Instant.MinValue;
    private int inMinute;
    private Instant blockedUntil = Instant.MinValue;
    private LimitKind kind = LimitKind.OwnPace;

    public Instant NotBefore
    {
        get
        {
            lock (gate)
            {
                var isFull = inMinute >= PerMinuteMax && clock.Now < minuteBegan + Minute;
                return isFull ? Instant.Max(blockedUntil, minuteBegan + Minute) : blockedUntil;
            }
        }
    }

    /// <summary>Counts a request that is about to be sent; not null: it must not be.</summary>
    public GitHubFailure.RateLimited? Begin()
    {
        var notBefore = NotBefore;
        lock (gate)
        {
            var now = clock.Now;
            if (notBefore > now)
                return new GitHubFailure.RateLimited(notBefore, notBefore == blockedUntil ? kind : LimitKind.OwnPace);

            // A clock that went back must not hold us for longer than the minute itself.
            if (now - Minute >= minuteBegan || now < minuteBegan) (minuteBegan, inMinute) = (now, 0);
            inMinute++;
            return null;
        }
    }

    public void Observe(AnswerSigns signs)
    {
        if (signs.Remaining is not { } remaining || remaining > Reserve ||
            signs.ResetAtSeconds is not { } reset) return;
        var wait = Instant.FromUnixTimeSeconds(reset) - (signs.Date ?? clock.Now);
        Block(clock.Now + Duration.Max(Duration.Zero, Duration.Min(wait, LongestWait)) + Duration.FromSeconds(1),
            LimitKind.OwnPace);
    }

    public void Observe(GitHubFailure failure)
    {
        if (failure is GitHubFailure.RateLimited limited) Block(limited.Until, limited.Kind);
    }

    private void Block(Instant until, LimitKind why)
    {
        lock (gate)
            if (until > blockedUntil) (blockedUntil, kind) = (until, why);
    }
}
