using NodaTime;

namespace GitHubOps.Server;

public enum LimitKind
{
    /// <summary>The hourly budget of the installation is used up.</summary>
    Primary,

    /// <summary>GitHub asks us to slow down.</summary>
    Secondary,

    /// <summary>We slow ourselves down: see <see cref="InstallationPace"/>. Nothing was sent.</summary>
    OwnPace,
}

public enum RefusalReason
{
    /// <summary>
    /// No such thing, no permission to see it, or (just after its creation) not yet visible everywhere.
    /// </summary>
    NotFound,
    Gone,
    Forbidden,

    /// <summary>The organisation has not (yet) accepted a permission that the call needs.</summary>
    PermissionMissing,

    /// <summary>As above, told already when a token was asked for: no call can succeed.</summary>
    NotGranted,
    Archived,
    Locked,
    Suspended,

    /// <summary>The thing lives in another repository or at another host now.</summary>
    Moved,
    Unprocessable,

    /// <summary>The person cannot be assigned there.</summary>
    NotAssignable,

    /// <summary>Beyond what GitHub lists completely or what we are ready to read.</summary>
    TooLarge,
    BadRequest,
}

/// <summary>
/// The world's failures, as values. Ours are exceptions; the user's are <see cref="GitHubOps.Core.Problem"/>s.
/// </summary>
public abstract record GitHubFailure
{
    private GitHubFailure()
    {
    }

    /// <summary>One line for logs and people. Never holds a credential.</summary>
    public abstract string Why { get; init; }

    /// <summary>
    /// When it may be tried again; null leaves it to the caller's back-off, or it is not worth trying.
    /// </summary>
    public virtual Instant? TryAgainAt => null;

    /// <summary>Nothing was changed; the same request may succeed later.</summary>
    public sealed record Transient(string Why, Instant? NotBefore = null) : GitHubFailure
    {
        public override string Why { get; init; } = Why;

        public override Instant? TryAgainAt => NotBefore;
    }

    /// <summary>Not before <paramref name="Until"/>. Burns no attempt: nothing is wrong with the request.</summary>
    /// <param name="IsTold">True where GitHub named the time, false where it is our own guess (which doubles).</param>
    public sealed record RateLimited(Instant Until, LimitKind Kind, bool IsTold = true) : GitHubFailure
    {
        public override string Why { get; init; } = Kind switch
        {
            LimitKind.Primary => "GitHub's hourly budget of this installation is used up",
            LimitKind.Secondary => "GitHub asked this installation to slow down",
            _ => "kept back to stay within GitHub's pace for writes",
        };

        public override Instant? TryAgainAt => Until;
    }

    /// <summary>
    /// A person has stopped all writing there: nothing was sent, and nothing will be until it goes on.
    /// </summary>
    public sealed record Stopped(string Why) : GitHubFailure
    {
        public override string Why { get; init; } = Why;
    }

    /// <summary>GitHub says no and would say it again.</summary>
    public sealed record Refused(int Status, RefusalReason Reason, string Why) : GitHubFailure
    {
        public override string Why { get; init; } = Why;

        /// <summary>
        /// A 404 just after creation may be replication lag: worth two or three more attempts over seconds.
        /// </summary>
        public bool IsPerhapsTooEarly => Reason is RefusalReason.NotFound;
    }

    /// <summary>
    /// Our credentials do not work: wrong key, or an installation that is broken. Shown, not retried at once.
    /// </summary>
    public sealed record Unauthorized(string Why) : GitHubFailure
    {
        public override string Why { get; init; } = Why;
    }

    /// <summary>The request left us and its fate is unknown: look before acting again.</summary>
    public sealed record Uncertain(string Why, Instant? NotBefore = null) : GitHubFailure
    {
        public override string Why { get; init; } = Why;

        public override Instant? TryAgainAt => NotBefore;
    }
}
