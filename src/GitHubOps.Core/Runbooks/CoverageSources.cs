using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Parts of a repository that other files than the policy name: sections of CODEOWNERS (lines below a comment that
/// heads them) and components of tier 1 of a service catalog.
/// </summary>
public static class CoverageSources
{
    private const int AreasMax = 200;
    private const string CatalogName = "catalog-info.y";

    private static readonly string[] CodeOwnersPlaces = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

    public static bool IsWanted(string path) => CodeOwnersPlaces.Contains(path) || IsCatalog(path);

    public static ImmutableArray<RunbookArea> Read(IEnumerable<RepoFile> files)
    {
        var all = files.ToArray();
        // GitHub takes the first of the three.
        var owners = CodeOwnersPlaces.Select(x => all.FirstOrDefault(f => f.Path == x))
            .FirstOrDefault(x => x is not null);
        var sections = owners is null ? [] : Sections(owners);
        return [.. sections.Concat(all.Where(x => IsCatalog(x.Path)).SelectMany(Components)).Take(AreasMax)];
    }

    private static bool IsCatalog(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name is CatalogName + "aml" or CatalogName + "ml";
    }

    private static IEnumerable<RunbookArea> Sections(RepoFile file)
    {
        var lines = CodeOwnersLine.ReadAll(file, new ProblemList()).Where(x => !x.Owners.IsEmpty)
            .ToDictionary(x => x.Number, x => x.Pattern);
        var texts = file.Text.Split('\n');
        (string Name, int Line)? heading = null;
        var patterns = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i <= texts.Length; i++)
        {
            var text = i < texts.Length ? texts[i].Trim() : "";
            if (lines.TryGetValue(i + 1, out var pattern)) patterns.AddRange(Globs(pattern));
            else if (heading is var (name, line) && patterns.Count > 0)
            {
                yield return new RunbookArea(name, patterns.ToImmutable(), line) { File = file.Path };
            }

            if (!text.StartsWith('#') && text.Length > 0) continue;
            patterns.Clear();
            heading = text.Trim('#', ' ', '-', '=') is { Length: > 0 and <= 80 } words ? (words, i + 1) : null;
        }
    }

    /// <summary>As globs; nothing for what means everything.</summary>
    private static IEnumerable<string> Globs(string pattern)
    {
        var text = pattern.Trim('/');
        if (text is "*" or "**" || text.Length == 0) return [];
        var whole = pattern.AsSpan(0, pattern.Length - 1).Contains('/') ? text : "**/" + text;
        if (pattern.EndsWith('/')) return [whole + "/**"];
        return text[(text.LastIndexOf('/') + 1)..].Contains('*', StringComparison.Ordinal)
            ? [whole] : [whole, whole + "/**"];
    }

    private static IEnumerable<RunbookArea> Components(RepoFile file)
    {
        var folder = file.Path[..(file.Path.LastIndexOf('/') + 1)];
        // Several documents may stand in one file.
        var line = 1;
        foreach (var text in file.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n---\n"))
        {
            if (YamlText.Read(text, null, "", YamlLimits.Config).Root is YamlMap map
                && Scalar(map, "kind") == "Component" &&
                IsFirstTier(map))
            {
                var name = map.Find("metadata")?.Value is YamlMap metadata ? Scalar(metadata, "name") : null;
                yield return new RunbookArea(name ?? file.Path, [folder + "**"],
                    line)
                { File = file.Path, IsGrave = true };
            }

            line += text.AsSpan().Count('\n') + 2;
        }
    }

    // spec.tier, or a label or annotation whose name ends with `tier`
    private static bool IsFirstTier(YamlMap map)
    {
        var metadata = map.Find("metadata")?.Value as YamlMap;
        var places = new[] { map.Find("spec")?.Value, metadata?.Find("labels")?.Value,
            metadata?.Find("annotations")?.Value };
        return places.OfType<YamlMap>().SelectMany(x => x.Entries)
            .Any(x => (x.Key.Text == "tier" || x.Key.Text.EndsWith("/tier", StringComparison.Ordinal)) &&
                x.Value is YamlScalar { Text: "1" or "tier1" or "tier-1" or "Tier 1" });
    }

    private static string? Scalar(YamlMap map, string key) => (map.Find(key)?.Value as YamlScalar)?.Text;
}
