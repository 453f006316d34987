using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>For a stretch of time, how many of those who can receive something are there: nobody, or one.</summary>
/// <param name="What">A rotation or an area: <c>triage</c>, <c>area inspector</c>.</param>
/// <param name="Only">The one who is there; null: nobody.</param>
public sealed record ThinCover(string What, Instant From, Instant To, Login? Only);

/// <summary>Where work would find nobody, or hang on one person, before it happens.</summary>
public static class CoverForecast
{
    /// <summary>Rotations, then areas, each in time.</summary>
    public static ImmutableArray<ThinCover> Of(
        RepoPolicy policy, Instant from, Instant to, IReadOnlyCollection<Absence> absences)
    {
        var found = ImmutableArray.CreateBuilder<ThinCover>();
        foreach (var (name, rotation) in policy.Rotations.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            found.AddRange(Of(name, rotation.Members, from, to, absences));
            if (rotation.Layers.IsEmpty) continue;
            foreach (var gap in OnCall.Between(rotation, from, to, absences).Where(stretch => stretch.Person is null))
                found.Add(new ThinCover(name, gap.From, gap.To, Only: null));
        }

        foreach (var area in policy.Areas) found.AddRange(Of($"area {area.Name}", area.Owners, from, to, absences));
        found.AddRange(Of("area unknown", policy.UnknownOwners, from, to, absences));
        return found.ToImmutable();
    }

    public static IEnumerable<ThinCover> Of(
        string what, IReadOnlyCollection<Login> people, Instant from, Instant to, IReadOnlyCollection<Absence> absences)
    {
        var cuts = new SortedSet<Instant> { from };
        foreach (var away in absences) cuts.UnionWith([away.From, away.To]);
        ThinCover? open = null;
        foreach (var cut in cuts.Where(cut => from <= cut && cut < to))
        {
            var there = people.Distinct().Where(person => absences.Of(person, cut) is null).Take(2).ToList();
            var next = there.Count > 1 ? null : new ThinCover(what, cut, to, there.Count == 0 ? null : there[0]);
            if (open is not null && next is not null && open.Only == next.Only) continue;
            if (open is not null) yield return open with { To = cut };
            open = next;
        }

        if (open is not null) yield return open;
    }
}
