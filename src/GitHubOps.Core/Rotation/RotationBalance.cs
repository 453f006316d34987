using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Somebody who carries more than the mean, by how many percent.</summary>
public sealed record Overload(Login Person, int Percent);

/// <summary>
/// How evenly weighted hours are spread: 100 is even. Below <see cref="Target"/> somebody should look.
/// </summary>
public sealed record RotationBalance(int Score, ImmutableArray<Overload> Overloaded)
{
    public const int Target = 95;

    /// <summary>The mean over all pairs of people of the smaller load over the greater one.</summary>
    public static RotationBalance Of(IReadOnlyDictionary<Login, double> weightedHours)
    {
        var loads = weightedHours.OrderBy(w => w.Key).ToArray();
        var (sum, pairs) = (0.0, 0);
        for (var i = 0; i < loads.Length; i++)
            for (var j = i + 1; j < loads.Length; j++, pairs++)
                sum += Ratio(loads[i].Value, loads[j].Value);
        var mean = loads.Length == 0 ? 0 : loads.Average(l => l.Value);
        return new RotationBalance(
            pairs == 0 ? 100 : Percent(sum / pairs),
            [.. loads.Where(l => mean > 0 && Percent((l.Value / mean) - 1) > 0)
                .Select(l => new Overload(l.Key, Percent((l.Value / mean) - 1)))]);
    }

    private static double Ratio(double one, double other) =>
        Math.Max(one, other) <= 0 ? 1 : Math.Min(one, other) / Math.Max(one, other);

    private static int Percent(double share) => (int)Math.Round(share * 100, MidpointRounding.AwayFromZero);
}
