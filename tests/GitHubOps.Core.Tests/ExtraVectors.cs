using System.Collections.Immutable;
using System.Text.Json;

namespace GitHubOps.Core.Tests;

/// <summary>
/// Vectors beside those of the project: what <c>GITHUBOPS_EXTRA_VECTORS</c> lists, separated as paths are on this
/// machine. A file has the shape of <c>owners.json</c> or of <c>clocks-and-rotations.json</c>, which is told by its
/// content; a folder holds <c>tree/</c> and <c>expected.tsv</c>.
/// </summary>
internal static class ExtraVectors
{
    public const string Variable = "GITHUBOPS_EXTRA_VECTORS";

    private static readonly Lazy<ImmutableArray<Extra>> Listed =
        new(() => Read(Environment.GetEnvironmentVariable(Variable)));

    public enum Kind
    {
        Owners,
        Clocks,
        Tree,
    }

    public static IEnumerable<string> Of(Kind kind) =>
        Listed.Value.Where(extra => extra.Kind == kind).Select(extra => extra.Path);

    /// <summary>Fails where something is listed that nobody would run.</summary>
    public static void ShouldAllBeKnown() =>
        Listed.Value.Where(extra => extra.Wrong is not null).Select(extra => $"{extra.Path}: {extra.Wrong}")
            .ShouldBeEmpty($"{Variable} lists what cannot be run");

    public static ImmutableArray<Extra> Read(string? list) =>
    [
        .. (list ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Look),
    ];

    private static Extra Look(string path)
    {
        if (Directory.Exists(path))
        {
            var isTree = Directory.Exists(Path.Combine(path, "tree"))
                && File.Exists(Path.Combine(path, "expected.tsv"));
            return isTree ? new(path, Kind.Tree, null) : new(path, null, "holds no `tree/` with an `expected.tsv`");
        }

        if (!File.Exists(path)) return new(path, null, "does not exist");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            return Judge(path, json.RootElement);
        }
        catch (JsonException)
        {
            return new(path, null, "is no JSON");
        }
    }

    private static Extra Judge(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("vectors", out var vectors)
            || vectors.ValueKind != JsonValueKind.Array || vectors.GetArrayLength() == 0)
            return new(path, null, "holds no `vectors`");
        var all = vectors.EnumerateArray().ToList();
        if (all.TrueForAll(vector => Has(vector, "files") && Has(vector, "expect")))
            return new(path, Kind.Owners, null);
        if (all.TrueForAll(vector => Has(vector, "kind") && Has(vector, "input"))) return new(path, Kind.Clocks, null);
        return new(path, null, "holds vectors of a kind that nobody runs");

        static bool Has(JsonElement vector, string name) =>
            vector.ValueKind == JsonValueKind.Object && vector.TryGetProperty(name, out _);
    }

    /// <param name="Wrong">Why it cannot be run; null where it can.</param>
    internal sealed record Extra(string Path, Kind? Kind, string? Wrong);
}
