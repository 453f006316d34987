using System.Collections.Immutable;
using System.Reflection;

namespace GitHubOps.Simulation;

/// <summary>
/// How often each thing goes wrong in one world. Every seed draws its own, and leaves several out: two faults that
/// always come together hide what one of them alone would show.
/// </summary>
internal sealed record Swarm
{
    // Requests to GitHub, of each.
    public required Ratio LostBefore { get; init; }
    public required Ratio LostAfter { get; init; }
    public required Ratio BadGateway { get; init; }
    public required Ratio AppliedThenBadGateway { get; init; }
    public required Ratio PrimaryLimit { get; init; }
    public required Ratio SecondaryLimitTold { get; init; }
    public required Ratio SecondaryLimitUntold { get; init; }
    public required Ratio Slow { get; init; }
    public required Ratio TokenRefused { get; init; }
    public required Ratio StaleRead { get; init; }

    // Steps of the service, of each point between two.
    public required Ratio Crash { get; init; }
    public required Ratio WorkerDies { get; init; }
    public required Ratio CommitFails { get; init; }
    public required Ratio Interleave { get; init; }

    // Deliveries, of each.
    public required Ratio DeliveredTwice { get; init; }
    public required Ratio DeliveredLate { get; init; }
    public required Ratio DeliveredOutOfOrder { get; init; }
    public required Ratio NeverDelivered { get; init; }

    // Moves of the simulator.
    public required Ratio DatabaseLocked { get; init; }
    public required Ratio ClockStepsBack { get; init; }
    public required Ratio ClockStepsForward { get; init; }
    public required Ratio LongPause { get; init; }

    /// <summary>Weeks go by: holidays, changes of the clocks, a year in some worlds.</summary>
    public required Ratio LongAbsence { get; init; }

    public static Swarm Draw(Dice dice) => new()
    {
        LostBefore = Some(dice, 1, 30),
        LostAfter = Some(dice, 1, 15),
        BadGateway = Some(dice, 1, 20),
        AppliedThenBadGateway = Some(dice, 1, 15),
        PrimaryLimit = Some(dice, 1, 150),
        SecondaryLimitTold = Some(dice, 1, 60),
        SecondaryLimitUntold = Some(dice, 1, 80),
        Slow = Some(dice, 1, 12),
        TokenRefused = Some(dice, 1, 60),
        Crash = Some(dice, 1, 150),
        WorkerDies = Some(dice, 1, 60),
        CommitFails = Some(dice, 1, 60),
        Interleave = Some(dice, 1, 6),
        DeliveredTwice = Some(dice, 1, 8),
        DeliveredLate = Some(dice, 1, 8),
        DeliveredOutOfOrder = Some(dice, 1, 4),
        NeverDelivered = Some(dice, 1, 20),
        ClockStepsBack = Some(dice, 1, 60),
        LongPause = Some(dice, 1, 20),
        LongAbsence = Some(dice, 1, 12),
        StaleRead = Some(dice, 1, 3),
        ClockStepsForward = Some(dice, 1, 60),
        DatabaseLocked = Some(dice, 1, 60),
    };

    public override string ToString() =>
        string.Join(' ', Parts().Where(part => part.Ratio.Of > 0).Select(part => $"{part.Name} {part.Ratio}"));

    /// <summary>Left out by every other seed; otherwise somewhere between half and twice as often.</summary>
    private static Ratio Some(Dice dice, int of, int often) =>
        dice.Chance(new Ratio(1, 2)) ? Ratio.Never : new Ratio(of, dice.Between(Math.Max(2, often / 2), often * 2));

    private IEnumerable<(string Name, Ratio Ratio)> Parts() =>
        Properties.Select(property => (property.Name, (Ratio)property.GetValue(this)!));

    private static readonly ImmutableArray<PropertyInfo> Properties =
        [.. typeof(Swarm).GetProperties().Where(property => property.PropertyType == typeof(Ratio))
            .OrderBy(property => property.Name, StringComparer.Ordinal)];
}
