using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// <c>extends: org</c>: maps merge by key and the repository wins; lists and single values replace; <c>key: null</c>
/// takes a key away. What the organisation locked must come out as it went in.
/// </summary>
internal static class Inheritance
{
    /// <summary>The effective file. <paramref name="org"/> null: the repository's file alone, its nulls taken
    /// out.</summary>
    public static OpsMap Merge(OpsMap? org, OpsMap repo) =>
        MergeMaps(org ?? new OpsMap([], repo.At), repo);

    /// <summary>Adds a problem for each locked value that the repository's file changes.</summary>
    public static void CheckLocks(OpsMap org, OpsMap repo, OpsMap effective, ProblemList problems)
    {
        if (!org.TryGet("locked", out var node) || node is not OpsList locked) return;
        foreach (var path in locked.Items.OfType<OpsText>())
        {
            var keys = path.Text.Split('.');
            if (IsSame(Find(org, keys), Find(effective, keys))) continue;
            var at = DeepestEntry(repo, keys)?.KeyAt ?? repo.At;
            problems.Error(ProblemCodes.Locked, at, $"`{path.Text}` is locked by {path.At.File}, line {path.At.Line}",
                "Take it away here, or ask for the change there.");
        }
    }

    private static OpsMap MergeMaps(OpsMap below, OpsMap above)
    {
        var own = above.Entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        var merged = ImmutableArray.CreateBuilder<OpsEntry>();
        foreach (var entry in below.Entries)
        {
            if (!own.Remove(entry.Key, out var winner)) Keep(entry);
            else if (entry.Value is OpsMap inherited && winner.Value is OpsMap changed)
                merged.Add(winner with { Value = MergeMaps(inherited, changed) });
            else Keep(winner);
        }

        foreach (var entry in above.Entries)
            if (own.ContainsKey(entry.Key)) Keep(entry);
        return above with { Entries = merged.ToImmutable() };

        void Keep(OpsEntry entry)
        {
            if (entry.Value is OpsText { IsNull: true }) return;
            var value = entry.Value is OpsMap map ? MergeMaps(new OpsMap([], map.At), map) : entry.Value;
            merged.Add(entry with { Value = value });
        }
    }

    private static OpsNode? Find(OpsMap map, ReadOnlySpan<string> keys)
    {
        OpsNode? here = map;
        foreach (var key in keys)
        {
            here = (here as OpsMap)?.Find(key)?.Value;
            if (here is OpsText { IsNull: true }) here = null;
        }

        return here;
    }

    private static OpsEntry? DeepestEntry(OpsMap map, ReadOnlySpan<string> keys)
    {
        OpsEntry? deepest = null;
        foreach (var key in keys)
        {
            if (map.Find(key) is not { } entry) return deepest;
            deepest = entry;
            if (entry.Value is not OpsMap next) return deepest;
            map = next;
        }

        return deepest;
    }

    /// <summary>The same values, wherever they stand.</summary>
    public static bool IsSame(OpsNode? one, OpsNode? other) => (one, other) switch
    {
        (null, null) => true,
        (OpsText a, OpsText b) => a.Text == b.Text,
        (OpsList a, OpsList b) =>
            a.Items.Length == b.Items.Length && a.Items.Zip(b.Items).All(pair => IsSame(pair.First, pair.Second)),
        (OpsMap a, OpsMap b) =>
            a.Entries.Length == b.Entries.Length
            && a.Entries.All(entry => IsSame(entry.Value, b.Find(entry.Key)?.Value)),
        _ => false,
    };
}
