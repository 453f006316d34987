using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary><c>union:</c> and <c>intersect:</c>: calendars that are made of others.</summary>
internal sealed class CalendarParts(PolicyDraft draft)
{
    private const string Example = "`[west, vienna]`";

    private static readonly (string Key, JoinKind Kind)[] Kinds =
        [("union", JoinKind.Union), ("intersect", JoinKind.Intersection)];

    private readonly Dictionary<string, Written> written = new(StringComparer.Ordinal);
    private readonly HashSet<string> done = new(StringComparer.Ordinal);
    private int parts;

    public static Shape Shape { get; } =
        new ListShape(new TextShape("name of a calendar", ["west"]), "[west, vienna]");

    public static bool IsIn(OpsMap map) => Kinds.Any(kind => map.Find(kind.Key) is not null);

    /// <summary>To be joined when all calendars with hours of their own have been read.</summary>
    public void Add(string name, Place at, OpsMap map)
    {
        var kinds = Kinds.Where(kind => map.Find(kind.Key) is not null).ToArray();
        var (key, kind) = kinds[0];
        foreach (var own in map.Entries.Where(entry => entry.Key != "tz" && entry.Key != key))
            draft.Problems.Error(ProblemCodes.WrongValue, own.KeyAt,
                $"`calendars.{name}` is made of others by `{key}`, and has `{own.Key}`", $"Take `{own.Key}` away.");
        var zone = map.TryGet("tz", out var tz) ? CalendarsSection.ReadZone(tz, $"calendars.{name}", draft) : null;
        var names = map.TryGet(key, out var list) ? draft.Read.Texts(list, $"calendars.{name}.{key}", Example) : [];
        if (map.Entries.Any(entry => entry.Key is not "tz" && entry.Key != key) || (tz is not null && zone is null))
            return;
        if (list is not OpsList) return;
        written[name] = new Written(name, kind, key, list, names, zone, at);
    }

    public void Join()
    {
        foreach (var name in written.Keys) Join(name, []);
    }

    /// <param name="name">The calendar that is wanted.</param>
    /// <param name="above">Those that want it, so that none is made of itself.</param>
    private void Join(string name, ImmutableArray<string> above)
    {
        if (!written.TryGetValue(name, out var one) || !done.Add(name)) return;
        var found = ImmutableArray.CreateBuilder<CalendarDefinition>();
        foreach (var (part, at) in one.Names)
        {
            if (part == name || above.Contains(part)) Loop(one, part, at, above.Add(name));
            else if (one.Names.Count(other => other.Text == part) > 1) Twice(one, part, at);
            else
            {
                Join(part, above.Add(name));
                if (draft.Calendars.TryGetValue(part, out var calendar)) found.Add(calendar.Definition);
                else if (!draft.CalendarNames.Contains(part))
                    draft.Read.Undefined(at, "calendar", part, draft.CalendarNames.Where(known => known != name),
                        "Define it under `calendars`.");
            }
        }

        if (one.Names.Length < 2)
            draft.Read.Invalid(one.List, $"calendars.{name}.{one.Key}", "it names fewer than two calendars",
                $"Write {Example}.");
        else if (found.Count == one.Names.Length) Take(one, found.ToImmutable());
    }

    private void Take(Written one, ImmutableArray<CalendarDefinition> found)
    {
        var join = new CalendarJoin(one.Kind, found);
        parts += join.PartsInAll;
        if (parts > PartsMax)
        {
            draft.Read.Invalid(one.List, $"calendars.{one.Name}.{one.Key}",
                $"all calendars together are made of more than {PartsMax} parts", "Name fewer.");
            return;
        }

        CalendarsSection.Take(
            new CalendarDefinition { Name = one.Name, Zone = one.Zone ?? found[0].Zone, Join = join }, one.At, draft);
    }

    // Each is laid out over many years when the file is read: no file can ask for much.
    private const int PartsMax = 40;

    private void Loop(Written one, string part, Place at, ImmutableArray<string> names) =>
        draft.Problems.Error(ProblemCodes.WrongValue, at,
            $"`calendars.{one.Name}.{one.Key}`: the calendar is made of itself, " +
            string.Join(" of ",
                names.SkipWhile(name => name != part).Append(part).Select(name => $"`{ValueReader.Shown(name)}`")),
            "Name calendars that have hours.");

    private void Twice(Written one, string part, Place at) =>
        draft.Problems.Error(ProblemCodes.WrongValue, at,
            $"`calendars.{one.Name}.{one.Key}` names `{ValueReader.Shown(part)}` twice", "Name it once.");

    private sealed record Written(
        string Name, JoinKind Kind, string Key, OpsNode List, ImmutableArray<(string Text, Place At)> Names,
        string? Zone,
        Place At);
}
