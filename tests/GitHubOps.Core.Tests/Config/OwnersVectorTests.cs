using System.Collections.Immutable;
using System.Text.Json;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>Cases of OWNERS with the answers that the format's own implementation gives.</summary>
[TestClass]
public class OwnersVectorTests
{
    /// <summary>Where the original has no one answer, ours is fixed and written down here.</summary>
    private static readonly Dictionary<string, string[]> DecidedHere = new(StringComparer.Ordinal)
    {
        // Groups that fold to one name: the original keeps one of them by chance, we join them in file order.
        ["E64"] = ["u1", "u2"],
    };

    [TestMethod]
    public void Owners_are_those_of_the_vectors()
    {
        ExtraVectors.ShouldAllBeKnown();
        var (failures, byChance) = (new List<string>(), new List<string>());
        var own = Checkout.PathTo("tests/GitHubOps.Core.Tests/Config/owners.json");
        foreach (var file in ExtraVectors.Of(ExtraVectors.Kind.Owners).Prepend(own))
        {
            var vectors = Vectors(file);
            Console.WriteLine($"{vectors.Count} OWNERS vectors of {Path.GetFileName(file)} run");
            vectors.Count.ShouldBeGreaterThan(0);
            foreach (var vector in vectors)
                (file != own && IsByChance(vector) ? byChance : failures).AddRange(Differences(vector));
        }

        // The original's own answer depends on the order in which Go walks a map; ours is one of them, or our decision.
        foreach (var difference in byChance) Console.WriteLine($"by chance in the original: {difference}");
        failures.ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow("kubernetes+community")]
    [DataRow("kubernetes-sigs+prow")]
    public void Every_path_of_a_real_repository_has_the_owners_it_has_there(string repository)
    {
        if (Checkout.Shared is null)
        {
            Checkout.Skip("the trees of other projects lie beside the checkout, and are not there");
            return;
        }

        OwnersTree.Check(Path.Combine(Checkout.Shared, "vectors", "owners-trees", repository));
    }

    [TestMethod]
    public void Every_path_of_the_trees_from_outside_has_the_owners_it_has_there()
    {
        ExtraVectors.ShouldAllBeKnown();
        var trees = ExtraVectors.Of(ExtraVectors.Kind.Tree).ToList();
        Console.WriteLine($"{trees.Count} trees listed in {ExtraVectors.Variable}");
        foreach (var tree in trees) OwnersTree.Check(tree);
    }

    private static List<JsonElement> Vectors(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return [.. document.RootElement.Clone().GetProperty("vectors").EnumerateArray()];
    }

    private static bool IsByChance(JsonElement vector) =>
        !DecidedHere.ContainsKey(vector.GetProperty("id").GetString()!)
            && vector.TryGetProperty("nondeterministic", out var why) && why.ValueKind == JsonValueKind.String
            && why.GetString()!.Contains("map-order", StringComparison.Ordinal);

    private static IEnumerable<string> Differences(JsonElement vector)
    {
        var id = vector.GetProperty("id").GetString()!;
        var files = vector.GetProperty("files").EnumerateObject()
            .Select(file => new RepoFile(file.Name, file.Value.GetString()!)).ToList();
        var problems = new ProblemList();
        var aliases = OwnersAliases.Read(files.FirstOrDefault(file => file.Path == "OWNERS_ALIASES"), problems);
        var index = OwnersIndex.Build(files, aliases, Options(vector), problems);
        foreach (var difference in AliasDifferences(vector, aliases)) yield return $"{id} {difference}";
        foreach (var path in vector.GetProperty("expect").EnumerateObject())
            foreach (var difference in Differences(id, path.Name, path.Value, index)) yield return difference;
        foreach (var folder in vector.GetProperty("options").EnumerateObject())
        {
            foreach (var option in folder.Value.EnumerateObject())
            {
                var actual = option.Name == "no_parent_owners" ? index.HasNoParentOwners(folder.Name)
                    : index.HasAutoApproveUnownedSubfolders(folder.Name);
                if (actual != option.Value.GetBoolean()) yield return $"{id} {folder.Name}: {option.Name}";
            }
        }
    }

    private static IEnumerable<string> AliasDifferences(JsonElement vector, OwnersAliases aliases)
    {
        if (DecidedHere.ContainsKey(vector.GetProperty("id").GetString()!)) yield break;
        if (vector.GetProperty("aliases") is not { ValueKind: JsonValueKind.Object } groups) yield break;
        if (vector.GetProperty("aliasError").ValueKind == JsonValueKind.String) yield break;
        foreach (var group in groups.EnumerateObject())
        {
            var expected = Joined(group.Value.EnumerateArray().Select(item => item.GetString()!));
            var actual = aliases.Groups.TryGetValue(group.Name, out var found) ? Joined(found.Members) : "no group";
            if (actual != expected) yield return $"alias {group.Name}: expected [{expected}], was [{actual}]";
        }

        if (groups.EnumerateObject().Count() != aliases.Groups.Count) yield return "has other aliases";
    }

    private static OwnersOptions Options(JsonElement vector)
    {
        var options = OwnersOptions.Default with
        {
            MarkdownFrontMatter = vector.GetProperty("markdownFrontMatter").GetBoolean(),
        };
        if (vector.GetProperty("collaborators") is { ValueKind: JsonValueKind.Array } people)
            options = options with { Collaborators = [.. people.EnumerateArray().Select(one => one.GetString()!)] };
        if (vector.GetProperty("dirDenylist") is { ValueKind: JsonValueKind.Array } denied)
            options = options with
            {
                DeniedFolders =
                    [.. options.DeniedFolders, .. denied.EnumerateArray().Select(folder => folder.GetString()!)],
            };
        return options;
    }

    private static IEnumerable<string> Differences(string id, string path, JsonElement expected, OwnersIndex index)
    {
        var fixedHere = DecidedHere.GetValueOrDefault(id);
        var row = OwnersRow.Of(index, path);
        return new (string What, string Expected, string Actual)[]
        {
            ("ownersFileApprovers", Text("ownersFileApprovers"), row.ApproversFolder),
            ("ownersFileReviewers", Text("ownersFileReviewers"), row.ReviewersFolder),
            ("leafApprovers", Set("leafApprovers", fixedHere), Joined(row.LeafApprovers)),
            ("approvers", Set("approvers", fixedHere), Joined(row.Approvers)),
            ("approverLayers", fixedHere is null ? Layers() : "",
                fixedHere is null ? Layered(index.Layers(path, OwnersRole.Approvers)) : ""),
            ("leafReviewers", Set("leafReviewers", null), Joined(row.LeafReviewers)),
            ("reviewers", Set("reviewers", null), Joined(row.Reviewers)),
            ("requiredReviewers", Set("requiredReviewers", null), Joined(row.RequiredReviewers)),
            ("labels", Set("labels", null), Joined(row.Labels)),
        }.Where(x => x.Expected != x.Actual)
            .Select(x => $"{id} {path} {x.What}: expected [{x.Expected}], was [{x.Actual}]");

        string Text(string name) => expected.GetProperty(name).GetString() ?? "";
        string Set(string name, string[]? here) =>
            Joined(here ?? expected.GetProperty(name).EnumerateArray().Select(item => item.GetString()!));
        string Layers()
        {
            if (expected.GetProperty("approverLayers") is not { ValueKind: JsonValueKind.Array } layers) return "";
            return string.Join(" | ", layers.EnumerateArray()
                .Select(layer => Joined(layer.EnumerateArray().Select(item => item.GetString()!))));
        }
    }

    private static string Layered(ImmutableArray<ImmutableArray<string>> layers) =>
        string.Join(" | ", layers.Select(Joined));

    private static string Joined(ImmutableArray<string> items) => Joined(items.AsEnumerable());

    private static string Joined(IEnumerable<string> items) =>
        string.Join(",", items.Order(StringComparer.Ordinal));
}
