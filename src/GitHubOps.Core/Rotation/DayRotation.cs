using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// A rotation over chosen days of the week. Counted in days, each chosen day is a step and the others consume no turn;
/// counted in weeks or months, the calendar weeks (from Monday) or months since the anchor's are the steps. So
/// <c>every: 2</c> is two chosen days, weeks or months running.
/// </summary>
public sealed record DayRotation(
    LocalDate Anchor, RotationLength Length, ImmutableArray<IsoDayOfWeek> Days)
{
    private ImmutableArray<IsoDayOfWeek> Chosen { get; } =
        Days.IsDefaultOrEmpty ? [.. Enum.GetValues<IsoDayOfWeek>().Skip(1)] : [.. Days.Distinct().Order()];

    /// <summary>
    /// The number of the turn that a date belongs to, counted from the anchor; null when the day is not chosen.
    /// </summary>
    public long? TurnOn(LocalDate date)
    {
        if (!Chosen.Contains(date.DayOfWeek)) return null;
        var steps = Length.Unit switch
        {
            RotationUnit.Days => ChosenDaysBefore(date) - ChosenDaysBefore(Anchor),
            RotationUnit.Weeks => Weeks(date) - Weeks(Anchor),
            RotationUnit.Months => ((date.Year - Anchor.Year) * 12L) + date.Month - Anchor.Month,
            _ => throw new InvalidOperationException($"chosen days cannot be counted in {Length.Unit}"),
        };
        var (turn, rest) = Math.DivRem(steps, Length.Every);
        return rest < 0 ? turn - 1 : turn;
    }

    /// <summary>The first day of a turn.</summary>
    public LocalDate FirstDayOf(long turn)
    {
        var steps = checked((int)(turn * Length.Every));
        switch (Length.Unit)
        {
            case RotationUnit.Days:
                var (weeks, day) = Math.DivRem(ChosenDaysBefore(Anchor) + steps, Chosen.Length);
                if (day < 0) (weeks, day) = (weeks - 1, day + Chosen.Length);
                return FirstMonday.PlusWeeks((int)weeks).PlusDays((int)Chosen[(int)day] - 1);
            case RotationUnit.Weeks:
                return FirstMonday.PlusWeeks((int)Weeks(Anchor) + steps).PlusDays((int)Chosen[0] - 1);
            case RotationUnit.Months:
                var date = new LocalDate(Anchor.Year, Anchor.Month, 1).PlusMonths(steps);
                while (!Chosen.Contains(date.DayOfWeek)) date = date.PlusDays(1);
                return date;
            default:
                throw new InvalidOperationException($"chosen days cannot be counted in {Length.Unit}");
        }
    }

    /// <summary>The turn of the last chosen day at or before a date.</summary>
    public long TurnBy(LocalDate date)
    {
        while (!Chosen.Contains(date.DayOfWeek)) date = date.PlusDays(-1);
        return TurnOn(date)!.Value;
    }

    private static readonly LocalDate FirstMonday = new(1970, 1, 5);

    private long ChosenDaysBefore(LocalDate date) =>
        (Weeks(date) * Chosen.Length) + Chosen.Count(d => d < date.DayOfWeek);

    // Weeks since the one of Monday 1970-01-05; the count is the same for all days of a week, before it as well.
    private static long Weeks(LocalDate date) =>
        Period.DaysBetween(FirstMonday, date.PlusDays(1 - (int)date.DayOfWeek)) / 7;
}
