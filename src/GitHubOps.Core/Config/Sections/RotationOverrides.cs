using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// <c>overrides:</c> of a rotation: somebody else for some days, before swaps, absences and the roster.
/// </summary>
internal static class RotationOverrides
{
    private const string Example = "`[{ on: 2026-12-24..26, person: kat, instead_of: ben }]`";

    private static readonly LocalDate AnyDay = new(2000, 1, 1);

    private static readonly MapShape Override = new("map of an override",
    [
        new("on",
            new TextShape("days", ["2026-12-24..26"]) { Pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(\\.\\.[0-9-]+)?$" },
            "The days, the last included, in the calendar's zone.") { IsRequired = true },
        new("person", new TextShape("login", ["kat"]), "Who has the shift on them.") { IsRequired = true },
        new("instead_of", new TextShape("login", ["ben"]),
            "Only in this person's time.") { Default = "whoever has it" },
        new("priority", new NumberShape(1, 100), "Where two speak of the same time, the higher number counts.")
        {
            Default = "0",
        },
    ], "{ on: 2026-12-24..26, person: kat }");

    public static Shape Shape { get; } = new ListShape(Override, Example.Trim('`'));

    public static RotationDefinition Read(RotationDefinition rotation, OpsMap map, string key, PolicyDraft draft)
    {
        if (!map.TryGet("overrides", out var node)) return rotation;
        if (rotation.Length is null)
            draft.Read.Missing(node.At, $"{key}.every",
                "Write how long a shift is, `every: 1w`, or take `overrides` away.");
        var read = new List<(RotationOverride Value, OpsNode Node)>();
        foreach (var item in draft.Read.List(node, $"{key}.overrides", Example)?.Items ?? [])
        {
            if (ReadOne(item, $"{key}.overrides", rotation.Zone, draft) is not { } one) continue;
            var rival = read.Find(other => other.Value.Rivals(one));
            if (rival.Node is not null)
                draft.Read.Invalid(item, $"{key}.overrides",
                    $"{one.Swap.Person} and {rival.Value.Swap.Person} (line {rival.Node.At.Line}) have the same time",
                    "Give one of them a `priority`, or change the days.");
            read.Add((one, item));
        }

        return rotation with
        {
            Overrides = [.. read.Select(one => one.Value).OrderBy(one => one.Priority).Select(one => one.Swap)],
        };
    }

    private static RotationOverride? ReadOne(OpsNode node, string key, DateTimeZone zone, PolicyDraft draft)
    {
        if (draft.Read.Fields(node, key, Example, Override.Keys) is not { } map) return null;
        if (!map.TryGet("on", out var on) || !map.TryGet("person", out var person))
        {
            draft.Read.Missing(node.At, $"{key}.{(on is null ? "on" : "person")}", $"Write {Example}.");
            return null;
        }

        // A date is meant here, so a date without quotes is no trap.
        var days = on is OpsText { Text: { Length: >= 10 } text } && text[4] == '-' && text[7] == '-'
            ? DateSpan.TryParse(text, AnyDay) : null;
        if (days is null) draft.Read.Invalid(on, $"{key}.on", "these are no days", $"Write {Example}.");
        var priority = map.TryGet("priority", out var number)
            ? draft.Read.Number(number, $"{key}.priority", 1, 100) ?? 0 : 0;
        var who = ReadLogin(person, $"{key}.person", draft);
        var instead = map.TryGet("instead_of", out var other) ? ReadLogin(other, $"{key}.instead_of", draft) : null;
        if (days is null || who is not { } login || (other is not null && instead is null)) return null;
        var because = $"{login} has it on {days}, as the file says";
        return new RotationOverride(
            new RotationSwap(days.From(zone), days.To(zone), login, instead, because), priority);
    }

    private static Login? ReadLogin(OpsNode node, string key, PolicyDraft draft) =>
        draft.Read.Text(node, key, "a login") is { } name ? new Login(OwnersFile.NormalLogin(name)) : null;

    private sealed record RotationOverride(RotationSwap Swap, int Priority)
    {
        /// <summary>Nothing says which of the two counts.</summary>
        public bool Rivals(RotationOverride other) => Priority == other.Priority &&
            Swap.From < other.Swap.To && other.Swap.From < Swap.To &&
            (Swap.InsteadOf is null || other.Swap.InsteadOf is null || Swap.InsteadOf == other.Swap.InsteadOf);
    }
}
