using NodaTime;
using static GitHubOps.Core.Tests.Rotations;

namespace GitHubOps.Core.Tests;

/// <summary>
/// Ten years of hand-offs in fifty zones: none is missed, none happens twice, and each is at its wall time.
/// </summary>
[TestClass]
public class HandOffYearsTests
{
    private static readonly Login[] People = [Ana, Ben, Chidi];

    /// <summary>
    /// Fifty zones spread over all that there are; half-hour changes and changes at midnight among them.
    /// </summary>
    private static readonly string[] Zones =
    [
        "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo", "America/Havana", "Asia/Gaza",
        "Pacific/Apia", "America/Scoresbysund", "Africa/Casablanca", "Antarctica/Troll",
        .. DateTimeZoneProviders.Tzdb.Ids.Where((_, i) => i % 15 == 7).Take(40),
    ];

    [TestMethod]
    [DataRow("1w", "Mon 02:30")]
    [DataRow("1d", "Sun 00:00")]
    public void Ten_years_in_fifty_zones_hand_over_once_each_time(string every, string starts)
    {
        Zones.Distinct().Count().ShouldBeGreaterThanOrEqualTo(49);
        foreach (var zone in Zones)
        {
            var rotation = Make(every, starts, zone, People) with
            {
                Anchor = new RotationAnchor(new LocalDate(2016, 1, 3), Ana)
            };
            Shift? before = null;
            for (var year = 2016; year < 2026; year++)
            {
                var (from, to) = (Instant.FromUtc(year, 1, 1, 0, 0), Instant.FromUtc(year + 1, 1, 1, 0, 0));
                foreach (var shift in RotationSchedule.Between(rotation, from, to))
                {
                    if (shift.Index == before?.Index) continue;
                    if (before is not null) Follows(rotation, before, shift);
                    before = shift;
                }
            }
        }
    }

    [TestMethod]
    public void Chosen_days_hand_over_once_each_time_too()
    {
        foreach (var zone in Zones)
        {
            var rotation = Make("1d", "Mon 09:00", zone, People) with
            {
                Days = [IsoDayOfWeek.Monday, IsoDayOfWeek.Thursday]
            };
            Shift? before = null;
            foreach (var shift in RotationSchedule.Between(
                rotation, Instant.FromUtc(2016, 1, 1, 0, 0), Instant.FromUtc(2026, 1, 1, 0, 0)))
            {
                if (before is not null) Follows(rotation, before, shift);
                before = shift;
            }
        }
    }

    private static void Follows(RotationDefinition rotation, Shift before, Shift shift)
    {
        var place = $"{rotation.Zone.Id} {shift.From}";
        shift.From.ShouldBe(before.To, place);

        // A day that a zone left out is nobody's, and takes its turn with it.
        var missing = shift.Index - before.Index - 1;
        missing.ShouldBeInRange(0, 1, place);
        shift.Person.ShouldBe(People[(Array.IndexOf(People, before.Person) + 1 + missing) % People.Length], place);
        var local = shift.From.InZone(rotation.Zone).LocalDateTime;
        if (local.TimeOfDay != rotation.Starts.Time)
            shift.From.ShouldBe(EarliestAtOrAfter(local.Date.At(rotation.Starts.Time), rotation.Zone), place);
    }

    /// <summary>By definition: the first instant that shows that wall time, or a later one.</summary>
    private static Instant EarliestAtOrAfter(LocalDateTime wall, DateTimeZone zone)
    {
        var around = wall.InUtc().ToInstant();
        foreach (var stretch in zone.GetZoneIntervals(around - Duration.FromHours(36), around + Duration.FromHours(36)))
        {
            var at = wall.WithOffset(stretch.WallOffset).ToInstant();
            if (stretch.HasStart && at < stretch.Start) at = stretch.Start;
            if (!stretch.HasEnd || at < stretch.End) return at;
        }

        throw new InvalidOperationException($"{wall} never comes in {zone.Id}");
    }
}
