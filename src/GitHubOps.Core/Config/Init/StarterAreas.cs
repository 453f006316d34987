using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// An area of the starter: what it is called, where its files lie, by which words its issues are known.
/// </summary>
internal sealed record StarterArea(string Name, ImmutableArray<string> Paths, ImmutableArray<string> Words);

/// <summary>
/// Areas from what is there: top folders with files in them, answers of forms, labels that name areas.
/// </summary>
internal static class StarterAreas
{
    public const int AreasMax = 12;

    private const int NameMax = 40;

    /// <summary>Folders of tools and of things that are made, which no issue is about.</summary>
    private static readonly ImmutableHashSet<string> NoAreas = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase,
        "node_modules", "vendor", "third_party", "dist", "build", "out", "bin", "obj", "target", "assets", "images");

    public static ImmutableArray<StarterArea> Of(StarterInput input)
    {
        var folders = (from path in input.Paths
                       let slash = path.IndexOf('/')
                       where slash > 0 && path[0] != '.' && !NoAreas.Contains(path[..slash])
                       group path by path[..slash] into files
                       orderby files.Count() descending, files.Key
                       let name = NameOf(files.Key)
                       where name is not null && Glob.TryParse($"{files.Key}/**", out _, out _)
                       select new StarterArea(name, [$"{files.Key}/**"], [name])).DistinctBy(area => area.Name);
        var areas = folders.Take(AreasMax).OrderBy(area => area.Name, StringComparer.Ordinal).ToList();
        foreach (var name in Offered(input).Concat(StarterLabels.Areas(input.Labels).Select(area => area.Area)))
            if (areas.Count < AreasMax && areas.TrueForAll(area => area.Name != name))
                areas.Add(new StarterArea(name, [], [name]));
        return [.. areas];
    }

    /// <summary>What the forms let reporters choose from: an answer that names no area would lead nowhere.</summary>
    private static IEnumerable<string> Offered(StarterInput input) =>
        from form in IssueFormReader.ReadAll(
            new PolicyInput(input.Repo, "", input.Files, input.OrgFiles), new ProblemList())
        from field in form.Fields
        where field is { Id: "area", Kind: FieldKind.Dropdown }
        from option in field.Options
        where NameOf(option) == option
        select option;

    /// <summary>As the name of an area may be written; null where nothing of it remains.</summary>
    public static string? NameOf(string text)
    {
        var letters = text.Trim().ToLowerInvariant()
            .Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-');
        var name = string.Concat(letters).Trim('-', '.', '_');
        return name.Length is 0 or > NameMax || name == AreasSection.Unknown ? null : name;
    }
}
