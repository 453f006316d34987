using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

public enum SayingKind
{
    Away,
    Back,
    Mute,
    Unmute,
}

/// <summary>Something that somebody said of themselves; it holds for every rotation.</summary>
/// <param name="At">When they said it.</param>
/// <param name="From">Of an absence its beginning; null otherwise.</param>
/// <param name="To">Of an absence its end; null otherwise.</param>
public sealed record Saying(Login Person, SayingKind Kind, Instant At, Instant? From = null, Instant? To = null);

/// <summary>What follows from everything that people said, in whatever order it became known.</summary>
public static class Sayings
{
    /// <summary>
    /// <c>Back</c> ends what lasts at that moment; when nothing does, it takes back what was to come.
    /// </summary>
    public static ImmutableArray<Absence> Absences(IEnumerable<Saying> sayings)
    {
        var all = ImmutableArray.CreateBuilder<Absence>();
        foreach (var person in sayings.GroupBy(saying => saying.Person).OrderBy(said => said.Key))
        {
            var theirs = new List<Absence>();
            foreach (var saying in InOrder(person)) Take(theirs, saying);
            all.AddRange(theirs);
        }

        return all.ToImmutable();
    }

    /// <summary>Who asked, until then, to be passed over and not to be reminded.</summary>
    public static ImmutableHashSet<Login> MutedAt(IEnumerable<Saying> sayings, Instant at) =>
    [
        .. sayings.Where(saying => saying.Kind is SayingKind.Mute or SayingKind.Unmute && saying.At <= at)
            .GroupBy(saying => saying.Person).Select(said => InOrder(said).Last())
            .Where(last => last.Kind == SayingKind.Mute).Select(last => last.Person),
    ];

    private static void Take(List<Absence> absences, Saying saying)
    {
        if (saying is { Kind: SayingKind.Away, From: { } from, To: { } to } && from < to)
            absences.Add(new Absence(saying.Person, from, to));
        if (saying.Kind != SayingKind.Back) return;
        var isAway = absences.Exists(away => away.Covers(saying.At));
        for (var i = absences.Count - 1; i >= 0; i--)
        {
            if (absences[i].Covers(saying.At)) absences[i] = absences[i] with { To = saying.At };
            if (absences[i].From == absences[i].To || (!isAway && absences[i].From > saying.At)) absences.RemoveAt(i);
        }
    }

    private static IEnumerable<Saying> InOrder(IEnumerable<Saying> sayings) =>
        sayings.OrderBy(saying => saying.At).ThenBy(saying => saying.Kind).ThenBy(saying => saying.From)
            .ThenBy(saying => saying.To);
}
