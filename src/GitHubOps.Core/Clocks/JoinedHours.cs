using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// The hours of several calendars as those of one. A piece belongs to the date on which it starts in the zone of the
/// whole.
/// </summary>
internal sealed class JoinedHours(JoinKind kind, ImmutableArray<OpenPieces> parts, DateTimeZone zone) : OpenPieces
{
    public override void AddPieces(int year, List<OpenPiece> pieces)
    {
        var found = PiecesOf(parts[0], year);
        foreach (var part in parts.AsSpan()[1..])
        {
            if (kind == JoinKind.Union) part.AddPieces(year, found);
            else found = InBoth(found, PiecesOf(part, year));
        }

        foreach (var piece in found) pieces.Add(piece with { Date = DateAt(piece.Opens) });
    }

    private static List<OpenPiece> PiecesOf(OpenPieces part, int year)
    {
        var pieces = new List<OpenPiece>(400);
        part.AddPieces(year, pieces);
        return pieces;
    }

    private static List<OpenPiece> InBoth(List<OpenPiece> one, List<OpenPiece> other)
    {
        one.Sort((a, b) => a.Opens.CompareTo(b.Opens));
        other.Sort((a, b) => a.Opens.CompareTo(b.Opens));
        var both = new List<OpenPiece>(one.Count);
        var first = 0;
        foreach (var piece in one)
        {
            while (first < other.Count && other[first].Closes <= piece.Opens) first++;
            for (var i = first; i < other.Count && other[i].Opens < piece.Closes; i++)
            {
                var (opens, closes) = (Math.Max(piece.Opens, other[i].Opens), Math.Min(piece.Closes, other[i].Closes));
                if (opens < closes) both.Add(new OpenPiece(0, opens, closes));
            }
        }

        return both;
    }

    private int DateAt(long ticks)
    {
        var local = ticks + zone.GetUtcOffset(Instant.FromUnixTimeTicks(ticks)).Ticks;
        var (days, rest) = Math.DivRem(local, NodaConstants.TicksPerDay);
        return (int)(rest < 0 ? days - 1 : days);
    }
}
