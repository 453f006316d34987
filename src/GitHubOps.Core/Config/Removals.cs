namespace GitHubOps.Core;

/// <summary>
/// <c>key: null</c> takes an inherited key away. One that is not known, or a name that is not inherited, takes nothing
/// away: it is told, because merging leaves no trace of it.
/// </summary>
internal static class Removals
{
    /// <param name="map">A map of the file as it is written.</param>
    /// <param name="inherited">What the organisation's file has at that place.</param>
    /// <param name="shape">What may stand there.</param>
    /// <param name="name">The map's whole name; empty at the top.</param>
    /// <param name="problems">Where it is told.</param>
    public static void Check(OpsMap map, OpsMap? inherited, MapShape shape, string name, ProblemList problems)
    {
        foreach (var entry in map.Entries)
        {
            var below = shape.Find(entry.Key)?.Shape ?? shape.Names?.Value;
            if (entry.Value is OpsText { IsNull: true })
                CheckOne(entry, inherited, shape, name, problems);
            else if (entry.Value is OpsMap deeper && below is MapShape known)
                Check(deeper, inherited?.Find(entry.Key)?.Value as OpsMap, known,
                    name.Length == 0 ? entry.Key : $"{name}.{entry.Key}", problems);
        }
    }

    private static void CheckOne(
        OpsEntry entry, OpsMap? inherited, MapShape shape, string name, ProblemList problems)
    {
        if (shape.Find(entry.Key) is not null || inherited?.Find(entry.Key) is not null) return;
        if (shape.Names is null)
        {
            new ValueReader(problems).UnknownKey(entry, name, shape.Keys);
            return;
        }

        var names = inherited?.Entries.Select(other => other.Key).ToList() ?? [];
        problems.Warning(ProblemCodes.Undefined, entry.KeyAt,
            $"`{ValueReader.Shown(entry.Key)}` takes nothing away: nothing of that name is inherited in `{name}`",
            Nearest.Remedy(entry.Key, names) ?? "Take the line away.");
    }
}
