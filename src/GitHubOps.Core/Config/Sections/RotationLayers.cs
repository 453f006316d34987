using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary><c>layers:</c> of a rotation: others, of which the first with somebody on call counts.</summary>
internal static class RotationLayers
{
    public const string Example = "`{ layers: [night, weekend, day] }`";

    private const int LayersMax = 10;

    private static readonly string[] Allowed = ["layers", "at_most", "backup"];

    public static Shape Shape { get; } =
        new ListShape(new TextShape("name of a rotation", ["night"]), "[night, weekend, day]");

    public static bool IsMeant(OpsNode node) => node is OpsMap map && map.TryGet("layers", out _);

    public static RotationDefinition? Read(string name, OpsMap map, string key, PolicyDraft draft)
    {
        foreach (var entry in map.Entries.Where(entry => !Allowed.Contains(entry.Key)))
            draft.Problems.Error(ProblemCodes.WrongValue, entry.KeyAt,
                $"`{key}.{ValueReader.Shown(entry.Key)}` says nothing beside `layers`",
                "Write it in the layers, or take it away.");
        map.TryGet("layers", out var node);
        var layers = ImmutableArray.CreateBuilder<RotationDefinition>();
        foreach (var (text, at) in draft.Read.Texts(node!, $"{key}.layers", Example))
        {
            if (draft.Rotations.TryGetValue(text, out var layer) && layer.Layers.IsEmpty && layer.IsByTime)
                layers.Add(layer);
            else if (draft.RotationNames.Contains(text))
                draft.Problems.Error(ProblemCodes.WrongValue, at,
                    $"`{ValueReader.Shown(text)}` is no rotation by time without layers",
                    "Give it `every`, or name another.");
            else draft.Read.Undefined(at, "rotation", text, draft.RotationNames, "Define it under `rotations`.");
        }

        if (layers.Count is 0 or > LayersMax)
        {
            draft.Read.Invalid(node!, $"{key}.layers", $"there must be 1 to {LayersMax} layers", $"Write {Example}.");
            return null;
        }

        return new RotationDefinition
        {
            Name = name,
            Members = [.. layers.SelectMany(layer => layer.Members).Distinct()],
            Zone = layers[0].Zone,
            CalendarName = layers[0].CalendarName,
            Layers = layers.ToImmutable(),
            AtMost = map.TryGet("at_most", out var most) ? draft.Read.Number(most, $"{key}.at_most", 1, 1000) : null,
            Backup = map.TryGet("backup", out var backup) && backup is not OpsText { Text: "next" }
                ? draft.People(backup, $"{key}.backup", "next") ?? [] : [],
        };
    }
}
