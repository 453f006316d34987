using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary><c>rotations:</c> — who takes turns, by time (<c>every</c>) or by turn.</summary>
internal sealed class RotationsSection : Section
{
    private const string Example = "`{ of: repo-leads, every: 1w, starts: Mon 10:00, calendar: west }`";

    private static readonly MapShape Anchor = new("map of a shift",
    [
        new("on", new TextShape("date", ["2026-11-02"]) { Pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
            "The day on which the shift begins.") { IsRequired = true },
        new("person", new TextShape("login", ["ben"]), "Whose shift it is.") { IsRequired = true },
    ], "{ on: 2026-11-02, person: ben }");

    private static readonly MapShape Rotation = new("map of a rotation",
    [
        new("of", NameKinds.Alias.Shape, "The people who take turns, in the order of the alias.")
        {
            Default = "those of `layers`",
        },
        new("every", TimeKinds.Shift, "How long a shift is.") { Default = "no shifts: whoever's turn it is" },
        new("starts", TimeKinds.Start, "When shifts change hands, in the calendar's zone.") { Default = "Mon 00:00" },
        new("days", RotationHours.Days, "Days of the week that count; the others consume no turn.")
        {
            Default = "all days"
        },
        new("hours", RotationHours.Hours, "When shifts hold at all, in the calendar's zone.")
        {
            Default = "always, or on `days`"
        },
        new("layers", RotationLayers.Shape,
            "Instead of people: rotations, of which the first with somebody on call counts.")
        {
            Default = "none",
        },
        new("overrides", RotationOverrides.Shape, "Somebody else for some days, before everything else.")
        {
            Default = "none"
        },
        new("calendar", new TextShape("name of a calendar", ["west"]), "Whose zone and hours count.")
        {
            Default = "the first of `calendars`",
        },
        new("at_most", new NumberShape(1, 1000), "The most open issues that one person is given.")
        {
            Default = "no limit",
        },
        new("backup", new TextShape("alias, or `next`", ["next"]), "Who steps in for the holder.")
        {
            Default = "next",
        },
        new("shadow", NameKinds.Alias.Shape, "Who looks over the holder's shoulder.") { Default = "nobody" },
        new("anchor", Anchor, "Pins the rotation: the shift that begins on that day is that person's.")
        {
            Default = "counted from Monday 1970-01-05",
        },
    ], Example.Trim('`'));

    public override string Key => "rotations";

    public override string Says => "Who takes turns, by time (`every`) or by turn.";

    public override Shape Shape { get; } = new MapShape("map of rotations", [], $"{{ triage: {Rotation.Example} }}")
    {
        Names = new NamesShape("ROTATION", Rotation),
    };

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        var entries = draft.Read.Map(node, Key, $"`triage: {Example.Trim('`')}`")?.Entries ?? [];
        foreach (var entry in entries) draft.RotationNames.Add(entry.Key);
        foreach (var (name, _, value) in entries)
        {
            var key = $"{Key}.{name}";
            if (name == AssignSection.AreaOwner)
                draft.Read.Invalid(value, key, "this name is taken", "Choose another.");
            else if (RotationLayers.IsMeant(value)) continue;
            else if (new Reading(key, draft).ReadOne(name, value) is { } rotation) draft.Rotations[name] = rotation;
        }

        // What they lie on is known by now, wherever it stands in the file.
        foreach (var (name, _, value) in entries.Where(entry => RotationLayers.IsMeant(entry.Value)))
            if (name != AssignSection.AreaOwner &&
                draft.Read.Fields(value, $"{Key}.{name}", RotationLayers.Example, Rotation.Keys) is { } map &&
                RotationLayers.Read(name, map, $"{Key}.{name}", draft) is { } rotation)
                draft.Rotations[name] = rotation;
    }

    private sealed class Reading(string key, PolicyDraft draft)
    {
        public RotationDefinition? ReadOne(string name, OpsNode node)
        {
            if (draft.Read.Fields(node, key, Example, Rotation.Keys) is not { } map) return null;
            if (!map.TryGet("of", out var of))
                draft.Read.Missing(node.At, $"{key}.of", "Write the alias whose people take turns: `of: repo-leads`.");
            var members = of is null ? null : draft.People(of, $"{key}.of");
            var (calendar, zone) = ReadCalendar(map, node);
            var rotation = new RotationDefinition
            {
                Name = name,
                Members = members ?? [],
                Zone = zone ?? DateTimeZone.Utc,
                CalendarName = calendar,
                Length = map.TryGet("every", out var every) ? ReadLength(every) : null,
                Starts = map.TryGet("starts", out var starts) ? ReadStart(starts) : RotationStart.Default,
                AtMost = map.TryGet("at_most", out var most)
                    ? draft.Read.Number(most, $"{key}.at_most", 1, 1000)
                    : null,
                Backup = map.TryGet("backup", out var backup) ? ReadBackup(backup) : [],
                Shadow = map.TryGet("shadow", out var shadow) ? draft.People(shadow, $"{key}.shadow") ?? [] : [],
                Anchor = map.TryGet("anchor", out var anchor) ? ReadAnchor(anchor, members) : null,
            };
            rotation = RotationHours.Read(rotation, map, key, draft);
            rotation = RotationOverrides.Read(rotation, map, key, draft);
            WarnOfFew(of, members);
            if (every is null && (starts ?? anchor) is { } idle)
                draft.Read.Missing(idle.At, $"{key}.every",
                    "Write how long a shift is, `every: 1w`, or take `starts` and `anchor` away.");
            return members is null || zone is null ? null : rotation;
        }

        private (string? Name, DateTimeZone? Zone) ReadCalendar(OpsMap map, OpsNode node)
        {
            if (!map.TryGet("calendar", out var written))
            {
                if (draft.DefaultCalendar is { } first) return (first, draft.Calendars[first].Zone);
                if (draft.CalendarNames.Count == 0)
                    draft.Read.Missing(
                        node.At, $"{key}.calendar", "Define a calendar under `calendars` and name it here.");
                return default;
            }

            if (draft.Read.Text(written, $"{key}.calendar", "the name of a calendar") is not { } name) return default;
            if (draft.Calendars.TryGetValue(name, out var calendar)) return (name, calendar.Zone);
            if (!draft.CalendarNames.Contains(name))
                draft.Read.Undefined(written.At, "calendar", name, draft.CalendarNames, "Define it under `calendars`.");
            return default;
        }

        private RotationLength? ReadLength(OpsNode node)
        {
            const string example = "`1w`, `2w`, `1d`, `12h` or `1mo`";
            if (draft.Read.Text(node, $"{key}.every", example) is not { } text) return null;
            if (RotationLength.TryParse(text, out var length)) return length;
            draft.Read.Invalid(node, $"{key}.every", $"`{ValueReader.Shown(text)}` is no length of a shift",
                $"Write {example}.");
            return null;
        }

        private RotationStart ReadStart(OpsNode node)
        {
            const string example = "a day and a time: `Mon 10:00`";
            if (draft.Read.Text(node, $"{key}.starts", example) is not { } text) return RotationStart.Default;
            if (RotationStart.TryParse(text, out var start)) return start;
            draft.Read.Invalid(node, $"{key}.starts", $"`{ValueReader.Shown(text)}` is no start", $"Write {example}.");
            return RotationStart.Default;
        }

        private ImmutableArray<Login> ReadBackup(OpsNode node) =>
            node is OpsText { Text: "next" } ? [] : draft.People(node, $"{key}.backup", "next") ?? [];

        private RotationAnchor? ReadAnchor(OpsNode node, ImmutableArray<Login>? members)
        {
            const string example = "`{ on: 2026-11-02, person: ben }`";
            if (draft.Read.Fields(node, $"{key}.anchor", example, Anchor.Keys) is not { } map) return null;
            if (!map.TryGet("on", out var on) || !map.TryGet("person", out var person))
            {
                draft.Read.Missing(node.At, $"{key}.anchor.{(on is null ? "on" : "person")}", $"Write {example}.");
                return null;
            }

            // A date is meant here, so a date without quotes is no trap.
            LocalDate? date = on is OpsText written
                && LocalDatePattern.Iso.Parse(written.Text).TryGetValue(default, out var day) ? day : null;
            if (date is null or { Year: < 1970 or > 2100 })
                draft.Read.Invalid(on, $"{key}.anchor.on", "this is no date", $"Write {example}.");
            var name = draft.Read.Text(person, $"{key}.anchor.person", "a login of the rotation");
            if (name is not { } login || date is null) return null;
            var who = new Login(OwnersFile.NormalLogin(login));
            if (members is null || members.Value.Contains(who)) return new RotationAnchor(date.Value, who);
            draft.Read.Undefined(person.At, "member", login,
                members.Value.Select(member => member.Value), "Name a member of the rotation.");
            return null;
        }

        private void WarnOfFew(OpsNode? of, ImmutableArray<Login>? members)
        {
            if (of is null || members is not { Length: < 2 } few) return;
            draft.Problems.Warning(ProblemCodes.Owners, of.At,
                $"`{key}` has {(few.IsEmpty ? "no member" : "one member")}",
                "A rotation needs two people for one to be away.");
        }
    }
}
