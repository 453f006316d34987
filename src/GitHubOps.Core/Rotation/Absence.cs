using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Somebody is away, for every rotation: from an instant until, and without, another.</summary>
public sealed record Absence(Login Person, Instant From, Instant To, string? Because = null)
{
    public bool Covers(Instant t) => From <= t && t < To;
}

/// <summary>Who is away when.</summary>
public static class Absences
{
    /// <summary>The absence that covers the instant; of several the one that lasts longest.</summary>
    public static Absence? Of(this IEnumerable<Absence> absences, Login person, Instant t) =>
        absences.Where(away => away.Person == person && away.Covers(t)).MaxBy(away => away.To);

    /// <summary>
    /// Reads <c>ben 2026-12-20..2027-01-05</c>: whole days in a zone, the last one included. Null where it is not that.
    /// </summary>
    public static Absence? TryParse(string text, DateTimeZone zone)
    {
        var words = text.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var person, var dates] || dates.Split("..") is not [var first, var last]) return null;
        if (Day(first) is not { } from || Day(last) is not { } to || to < from) return null;
        return new Absence(new Login(person.TrimStart('@')), LocalPoint.ToInstant(from.AtMidnight(), zone),
            LocalPoint.ToInstant(to.PlusDays(1).AtMidnight(), zone));
    }

    private static LocalDate? Day(string text) =>
        NodaTime.Text.LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day)
            && day.Year is > 1970 and < 2100
            ? day : null;
}
