using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Somebody is on call for a stretch of time. Of the layers that overlap, the highest priority wins.</summary>
public sealed record OnCallSpan(Login Person, Instant From, Instant To, int Priority = 0)
{
    public bool Covers(Instant t) => From <= t && t < To;
}

/// <summary>
/// A change of who is on call, for a stretch of time: <c>replace</c> (both people), <c>add</c>, <c>remove</c>, or, with
/// <paramref name="Everyone"/>, one person instead of whoever it is. Of the latter the highest priority wins.
/// </summary>
public sealed record OnCallOverride(
    Instant From,
    Instant To,
    Login? Add,
    Login? Remove = null,
    bool Everyone = false,
    int Priority = 0,
    string? Because = null)
{
    public bool Covers(Instant t) => From <= t && t < To;
}

/// <summary>A plan that replaces everything else while it lasts.</summary>
public sealed record TemporarySchedule(Instant From, Instant To, ImmutableArray<OnCallSpan> Spans);

/// <summary>
/// Who is on call when several sources speak: a temporary schedule before overrides before layers. Works on stretches
/// between the moments at which anything changes; what comes out is trimmed to the window and joined where it touches.
/// </summary>
public static class OnCallSchedule
{
    public static ImmutableArray<OnCallSpan> Resolve(
        IReadOnlyCollection<OnCallSpan> layers,
        IReadOnlyCollection<OnCallOverride> overrides,
        Instant from,
        Instant to,
        TemporarySchedule? temporary = null)
    {
        var resolved = new List<OnCallSpan>();
        var cuts = Cuts(layers, overrides, from, to, temporary);
        for (var i = 0; i + 1 < cuts.Length; i++)
            foreach (var person in PeopleAt(cuts[i], layers, overrides, temporary))
                Append(resolved, new OnCallSpan(person, cuts[i], cuts[i + 1]));
        return [.. resolved.OrderBy(s => s.From).ThenBy(s => s.Person)];
    }

    /// <summary>Who is on call at one instant, sorted by name.</summary>
    public static IEnumerable<Login> PeopleAt(
        Instant t,
        IReadOnlyCollection<OnCallSpan> layers,
        IReadOnlyCollection<OnCallOverride> overrides,
        TemporarySchedule? temporary = null)
    {
        if (temporary is not null && temporary.From <= t && t < temporary.To)
            return temporary.Spans.Where(s => s.Covers(t)).Select(s => s.Person).Distinct().Order();
        var active = overrides.Where(o => o.Covers(t)).ToList();
        var taken = active.Where(o => o is { Everyone: true, Add: not null }).ToList();
        if (taken.Count > 0)
        {
            var highest = taken.Max(o => o.Priority);
            return taken.Where(o => o.Priority == highest).Select(o => o.Add!.Value).Distinct().Order();
        }

        var covering = layers.Where(s => s.Covers(t)).ToList();
        var top = covering.Count == 0 ? 0 : covering.Max(s => s.Priority);
        return Map(covering.Where(s => s.Priority == top).Select(s => s.Person), active);
    }

    /// <summary>Adds, removes and replaces people. A replacement whose person is not there does nothing.</summary>
    public static IEnumerable<Login> Map(IEnumerable<Login> people, IEnumerable<OnCallOverride> overrides)
    {
        var before = people.ToHashSet();
        var after = new HashSet<Login>(before);
        foreach (var change in overrides)
        {
            if (change.Remove is { } gone)
            {
                if (!before.Contains(gone)) continue;
                after.Remove(gone);
            }

            if (change.Add is { } added) after.Add(added);
        }

        return after.Order();
    }

    private static Instant[] Cuts(
        IReadOnlyCollection<OnCallSpan> layers,
        IReadOnlyCollection<OnCallOverride> overrides,
        Instant from,
        Instant to,
        TemporarySchedule? temporary)
    {
        var cuts = new SortedSet<Instant> { from, to };
        foreach (var span in layers.Concat(temporary?.Spans ?? [])) cuts.UnionWith([span.From, span.To]);
        foreach (var change in overrides) cuts.UnionWith([change.From, change.To]);
        if (temporary is not null) cuts.UnionWith([temporary.From, temporary.To]);
        return [.. cuts.Where(c => from <= c && c <= to)];
    }

    private static void Append(List<OnCallSpan> spans, OnCallSpan next)
    {
        var last = spans.FindLastIndex(s => s.Person == next.Person);
        if (last >= 0 && spans[last].To == next.From) spans[last] = spans[last] with { To = next.To };
        else spans.Add(next);
    }
}
