using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// A roster in force from a hand-off on: <paramref name="Offset"/> is who has the shift number <paramref name="Base"/>.
/// </summary>
internal sealed record RosterEra(long Begin, long Base, int Offset, ImmutableArray<Login> Members)
{
    public Login PersonAt(long k)
    {
        var n = Members.Length;
        return Members[(int)((((k - Base + Offset) % n) + n) % n)];
    }
}

/// <summary>
/// The rosters of a rotation over time. A change waits for a hand-off and resumes after the one who has the shift until
/// then, so the past and the present holder do not move, and the others keep their order.
/// </summary>
internal sealed class RosterEras
{
    private readonly List<RosterEra> _eras = [];

    public RosterEras(RotationDefinition rotation, HandOffs handOffs)
    {
        if (rotation.Revisions.IsEmpty)
        {
            _eras.Add(First(rotation.Members, rotation.Anchor?.Person));
            return;
        }

        var revisions = rotation.Revisions.Where(r => !r.Members.IsEmpty).OrderBy(r => r.EffectiveAt).ToList();
        var members = revisions.Count == 0 ? rotation.Members : revisions[0].Members;
        var anchored = rotation.Anchor?.Person;
        _eras.Add(First(members, anchored));
        foreach (var revision in revisions.Skip(1))
        {
            var from = handOffs.IndexAtOrAfter(revision.EffectiveAt);
            if (from > 0) Pin(anchored);
            _eras.Add(new RosterEra(from, from, OffsetAfter(from, revision.Members), revision.Members));
        }

        Pin(anchored);
    }

    private static RosterEra First(ImmutableArray<Login> members, Login? anchored) =>
        new(long.MinValue, 0, anchored is { } person ? Math.Max(0, members.IndexOf(person)) : 0, members);

    public RosterEra At(long k) => _eras.FindLast(e => e.Begin <= k) ?? _eras[0];

    // A roster that changed before the anchor's day may have come to another person by then; the anchor's word holds.
    private void Pin(Login? anchored)
    {
        if (anchored is not { } person || _eras.Count == 1 || _eras[^1].Begin > 0) return;
        if (_eras[^1].PersonAt(0) == person || _eras[^1].Members.IndexOf(person) is not (>= 0 and var place)) return;
        _eras.Add(new RosterEra(0, 0, place, _eras[^1].Members));
    }

    /// <summary>Where the new roster goes on: with the first of those who were next that it still has.</summary>
    private int OffsetAfter(long from, ImmutableArray<Login> members)
    {
        var before = At(from - 1);
        var holder = members.IndexOf(before.PersonAt(from - 1));
        if (holder >= 0) return (holder + 1) % members.Length;
        for (var i = 0; i < before.Members.Length; i++)
            if (members.IndexOf(before.PersonAt(from + i)) is >= 0 and var next) return next;
        return 0;
    }
}
