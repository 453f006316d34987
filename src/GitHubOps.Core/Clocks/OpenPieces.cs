using System.Runtime.InteropServices;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Open time that starts on a date: days since the epoch, and ticks since it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OpenPiece(int Date, long Opens, long Closes);

/// <summary>A checked calendar's rules in the form that is quick to lay out.</summary>
internal abstract class OpenPieces
{
    /// <summary>A night may end in the next year, and a date begin in the one before, in another zone.</summary>
    protected const int DaysAround = 3;

    public static OpenPieces Of(CalendarDefinition definition)
    {
        var zone = LocalPoint.FindZone(definition.Zone)!;
        return definition.Join is { } join
            ? new JoinedHours(join.Kind, [.. join.Parts.Select(Of)], zone)
            : new CalendarHours(definition, zone);
    }

    /// <summary>Adds whatever lies in a UTC year, and some days before and after it, in no order.</summary>
    public abstract void AddPieces(int year, List<OpenPiece> pieces);

    public static int DayNumber(LocalDate date) => Period.DaysBetween(new LocalDate(1970, 1, 1), date);

    public static LocalDate DateOf(int dayNumber) => new LocalDate(1970, 1, 1).PlusDays(dayNumber);
}
