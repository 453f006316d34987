namespace GitHubOps.Simulation;

/// <summary>Between the client and the stand-in of GitHub: draws what goes wrong with each request.</summary>
internal sealed class Network(World world, HttpMessageHandler github) : DelegatingHandler(github)
{
    /// <summary>
    /// How far a replica of GitHub's may be behind: as long as its own client waits for a fresh token.
    /// </summary>
    public static readonly TimeSpan LagMax = TimeSpan.FromSeconds(5);

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (world.IsDead)
            return Task.FromException<HttpResponseMessage>(new StoreUnavailableException("the process is dead"));
        if (world.FaultsAreOn) Arm(request);
        return base.SendAsync(request, cancellationToken);
    }

    private void Arm(HttpRequestMessage request)
    {
        var (dice, swarm, faults) = (world.Dice, world.Swarm, world.GitHub.Faults);
        if (dice.Chance(swarm.LostBefore)) faults.Cut(1);
        else if (dice.Chance(swarm.LostAfter)) faults.ApplyThenFail(1);
        else if (dice.Chance(swarm.BadGateway)) faults.Fail(1, dice.Pick<int>([502, 503, 504]));
        else if (dice.Chance(swarm.AppliedThenBadGateway)) faults.ApplyThenFail(1, dice.Pick<int>([502, 504]));
        else if (dice.Chance(swarm.PrimaryLimit)) faults.PrimaryLimit(TimeSpan.FromSeconds(dice.Between(1, 3600)));
        else if (dice.Chance(swarm.SecondaryLimitTold)) faults.SecondaryLimit(1, dice.Between(1, 120).ToString());
        else if (dice.Chance(swarm.SecondaryLimitUntold)) faults.SecondaryLimit(1, null, dice.Pick<int>([403, 429]));
        else if (dice.Chance(swarm.TokenRefused)) faults.RefuseTokens(1);
        else if (request.Method == HttpMethod.Get && dice.Chance(swarm.StaleRead)) faults.Stale(1, Lag(dice));
        else if (MayBeSlow(request.RequestUri!.AbsolutePath) && dice.Chance(swarm.Slow))
            faults.Delay(1, HowLong(dice), other => MayBeSlow(other.Path));
    }

    /// <summary>
    /// Others work while an answer is waited for. Two that want the same new token wait for one request, which one
    /// thread cannot do; of the rest, what is slow here is what decisions and writes hang on.
    /// </summary>
    private static bool MayBeSlow(string address) =>
        address.Split('?')[0] is var path
            && (path == "/graphql" || path.Contains("/issues/", StringComparison.Ordinal) ||
            path.EndsWith("/permission", StringComparison.Ordinal)
            || path.EndsWith("/labels", StringComparison.Ordinal));

    private static TimeSpan Lag(Dice dice) =>
        TimeSpan.FromMilliseconds(dice.Between(200, (int)LagMax.TotalMilliseconds));

    /// <summary>Some seconds; longer than the client waits; longer than any lease.</summary>
    private static TimeSpan HowLong(Dice dice) => dice.Below(3) switch
    {
        0 => TimeSpan.FromMilliseconds(dice.Between(200, 9000)),
        1 => TimeSpan.FromSeconds(dice.Between(16, 59)),
        _ => TimeSpan.FromSeconds(dice.Between(61, 400)),
    };
}
