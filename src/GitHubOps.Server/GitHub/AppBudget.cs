using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// The pace of what we ask as the App itself, which has its own limits: points a minute are bounded by us, requests an
/// hour by what GitHub says is left. Reading the log of deliveries leaves a part of both for making tokens. Never
/// sleeps: says "not before".
/// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
/// </summary>
internal sealed class AppBudget(GitHubClock clock)
{
    public const int PointsPerMinuteMax = 900;

    /// <summary>Of them for what can wait.</summary>
    public const int PatientPointsPerMinuteMax = 600;

    /// <summary>What is left of the hour's requests by those who can wait.</summary>
    public const int Reserve = 500;

    private readonly Lock gate = new();
    private readonly PointWindow all = new(PointsPerMinuteMax);
    private readonly PointWindow patient = new(PatientPointsPerMinuteMax);
    private Instant patientUntil = Instant.MinValue;
    private Instant limitedUntil = Instant.MinValue;
    private LimitKind kind = LimitKind.OwnPace;

    /// <summary>For what can wait.</summary>
    public Instant NotBefore
    {
        get
        {
            lock (gate)
            {
                var now = clock.Now;
                var byHour = Instant.Max(patientUntil, limitedUntil);
                return Instant.Max(byHour, Instant.Max(all.NotBefore(1, now), patient.NotBefore(1, now)));
            }
        }
    }

    /// <summary>Counts a request that is about to be sent; not null: it must not be.</summary>
    public GitHubFailure.RateLimited? Begin(GitHubRequest request)
    {
        lock (gate)
        {
            var now = clock.Now;
            if (limitedUntil > now) return new GitHubFailure.RateLimited(limitedUntil, kind);
            var notBefore = all.NotBefore(request.Points, now);
            if (request.IsPatient)
                notBefore = Instant.Max(notBefore,
                    Instant.Max(patientUntil, patient.NotBefore(request.Points, now)));
            if (notBefore > now) return new GitHubFailure.RateLimited(notBefore, LimitKind.OwnPace);
            all.Spend(request.Points, now);
            if (request.IsPatient) patient.Spend(request.Points, now);
            return null;
        }
    }

    public void Observe(Answer<GitHubResponse> answer)
    {
        lock (gate)
        {
            if (answer.Failure is GitHubFailure.RateLimited limited && limited.Until > limitedUntil)
                (limitedUntil, kind) = (limited.Until, limited.Kind);
            if (answer.IsOk && answer.Value.Signs.Remaining <= Reserve &&
                answer.Value.Signs.UntilReset(clock.Now) is { } wait)
                patientUntil = Instant.Max(patientUntil, clock.Now + wait + Duration.FromSeconds(1));
        }
    }
}
