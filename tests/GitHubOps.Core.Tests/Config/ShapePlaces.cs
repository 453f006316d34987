namespace GitHubOps.Core.Tests;

/// <summary>A place of the format, with a file that has it.</summary>
/// <param name="Path">The keys from the top, <c>[]</c> for an item of a list.</param>
/// <param name="Field">The last key; null for a name that people choose and for an item.</param>
internal sealed record ShapePlace(string[] Path, Field? Field, Shape Shape)
{
    public override string ToString() => string.Join('.', Path);

    /// <summary>A file in which <paramref name="value"/> stands there; the line that it stands on.</summary>
    public (string Text, int Line) With(string value)
    {
        var nested = value;
        foreach (var key in Path.Skip(1).Reverse()) nested = key == "[]" ? $"[{nested}]" : $"{{ {key}: {nested} }}";
        var head = Head.Where(line => line.Key != Path[0]).Select(line => line.Line).ToList();
        return ($"{string.Join('\n', head)}\n{Path[0]}: {nested}\n", head.Count + 1);
    }

    /// <summary>All places of the format.</summary>
    public static IReadOnlyList<ShapePlace> All { get; } = [.. Below([], Sections.File)];

    private static readonly (string Key, string Line)[] Head =
    [
        ("version", "version: 1"),
        ("extends", "extends: org"),
        ("mode", "mode: live"),
        ("areas", "areas: { app: { paths: [src/**] }, unknown: { owners: repo-leads } }"),
        ("rotations", "rotations: { triage: { of: repo-leads, every: 1w, starts: Mon 10:00, calendar: west }, " +
            "oncall: { of: ide-team, every: 1w }, release: { of: ide-leads, every: 4w } }"),
        ("signals", "signals: { tool-failure: { from: dispatch tool-failure } }"),
    ];

    private static IEnumerable<ShapePlace> Below(string[] path, Shape shape)
    {
        if (shape is EitherShape either)
        {
            foreach (var place in either.Choices.SelectMany(choice => Below(path, choice))) yield return place;
        }
        else if (shape is ListShape list)
        {
            foreach (var place in Below([.. path, "[]"], list.Item)) yield return place;
        }
        else if (shape is MapShape map)
        {
            foreach (var field in map.Fields)
            {
                string[] here = [.. path, field.Key];
                yield return new ShapePlace(here, field, field.Shape);
                foreach (var place in Below(here, field.Shape)) yield return place;
            }

            if (map.Names is not { } names) yield break;
            string[] named = [.. path, NameFor(names.Placeholder)];
            yield return new ShapePlace(named, null, names.Value);
            foreach (var place in Below(named, names.Value)) yield return place;
        }
    }

    private static string NameFor(string placeholder) => placeholder switch
    {
        "SHARE%" => "50%",
        "LABEL" => "sev/s1",
        "FORM.yml" => "bug.yml",
        "FIELD" => "impact",
        "SIGNAL" => "tool-failure",
        "DATE" => "2026-12-24",
        _ => placeholder.ToLowerInvariant(),
    };
}
