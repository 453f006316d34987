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
        var failures = new List<string>();
        var count = 0;
        foreach (var vector in Vectors())
        {
            count++;
            failures.AddRange(Differences(vector));
        }

        Console.WriteLine($"{count} OWNERS vectors run");
        count.ShouldBeGreaterThanOrEqualTo(46);
        failures.ShouldBeEmpty();
    }

    private static IEnumerable<JsonElement> Vectors()
    {
        var extra = (Environment.GetEnvironmentVariable("GITHUBOPS_EXTRA_VECTORS") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.json") : [path])
            .Where(File.Exists);
        foreach (var path in extra.Prepend(Checkout.PathTo("tests/GitHubOps.Core.Tests/Config/owners.json")))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var root = document.RootElement.Clone();
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("vectors", out var vectors)) continue;
            foreach (var vector in vectors.EnumerateArray())
                if (vector.TryGetProperty("files", out _) && vector.TryGetProperty("expect", out _)) yield return vector;
        }
    }

    private static IEnumerable<string> Differences(JsonElement vector)
    {
        var id = vector.GetProperty("id").GetString()!;
        var files = vector.GetProperty("files").EnumerateObject().Select(file => new RepoFile(file.Name, file.Value.GetString()!)).ToList();
        var problems = new ProblemList();
        var aliases = OwnersAliases.Read(files.FirstOrDefault(file => file.Path == "OWNERS_ALIASES"), problems);
        var index = OwnersIndex.Build(files, aliases, Options(vector), problems);
        foreach (var path in vector.GetProperty("expect").EnumerateObject())
            foreach (var difference in Differences(id, path.Name, path.Value, index)) yield return difference;
        foreach (var folder in vector.GetProperty("options").EnumerateObject())
            foreach (var option in folder.Value.EnumerateObject().Where(option => option.Name == "no_parent_owners"))
                if (index.HasNoParentOwners(folder.Name) != option.Value.GetBoolean()) yield return $"{id} {folder.Name}: no_parent_owners";
    }

    private static OwnersOptions Options(JsonElement vector)
    {
        var options = OwnersOptions.Default with { MarkdownFrontMatter = vector.GetProperty("markdownFrontMatter").GetBoolean() };
        if (vector.GetProperty("collaborators") is { ValueKind: JsonValueKind.Array } people)
            options = options with { Collaborators = [.. people.EnumerateArray().Select(person => person.GetString()!)] };
        if (vector.GetProperty("dirDenylist") is { ValueKind: JsonValueKind.Array } denied)
            options = options with { DeniedFolders = [.. options.DeniedFolders, .. denied.EnumerateArray().Select(folder => folder.GetString()!)] };
        return options;
    }

    private static IEnumerable<string> Differences(string id, string path, JsonElement expected, OwnersIndex index)
    {
        var fixedHere = DecidedHere.GetValueOrDefault(id);
        return new (string What, string Expected, string Actual)[]
        {
            ("ownersFileApprovers", Text("ownersFileApprovers"), index.NearestFolder(path, OwnersRole.Approvers)),
            ("ownersFileReviewers", Text("ownersFileReviewers"), index.NearestFolder(path, OwnersRole.Reviewers)),
            ("leafApprovers", Set("leafApprovers", fixedHere), Joined(index.Leaf(path, OwnersRole.Approvers))),
            ("approvers", Set("approvers", fixedHere), Joined(index.All(path, OwnersRole.Approvers))),
            ("approverLayers", fixedHere is null ? Layers() : "", fixedHere is null ? Layered(index.Layers(path, OwnersRole.Approvers)) : ""),
            ("leafReviewers", Set("leafReviewers", null), Joined(index.Leaf(path, OwnersRole.Reviewers))),
            ("reviewers", Set("reviewers", null), Joined(index.All(path, OwnersRole.Reviewers))),
            ("requiredReviewers", Set("requiredReviewers", null), Joined(index.All(path, OwnersRole.RequiredReviewers))),
            ("labels", Set("labels", null), Joined(index.All(path, OwnersRole.Labels))),
        }.Where(x => x.Expected != x.Actual).Select(x => $"{id} {path} {x.What}: expected [{x.Expected}], was [{x.Actual}]");

        string Text(string name) => expected.GetProperty(name).GetString() ?? "";
        string Set(string name, string[]? here) => Joined(here ?? expected.GetProperty(name).EnumerateArray().Select(item => item.GetString()!));
        string Layers() => string.Join(" | ", expected.GetProperty("approverLayers") is { ValueKind: JsonValueKind.Array } layers
            ? layers.EnumerateArray().Select(layer => Joined(layer.EnumerateArray().Select(item => item.GetString()!))) : []);
    }

    private static string Layered(ImmutableArray<ImmutableArray<string>> layers) => string.Join(" | ", layers.Select(layer => Joined(layer)));

    private static string Joined(IEnumerable<string> items) => string.Join(",", items.Order(StringComparer.Ordinal));

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

        var folder = Path.Combine(Checkout.Shared, "vectors", "owners-trees", repository);
        var tree = Path.Combine(folder, "tree");
        var files = Directory.EnumerateFiles(tree, "*", SearchOption.AllDirectories)
            .Select(file => new RepoFile(Path.GetRelativePath(tree, file).Replace('\\', '/'), File.ReadAllText(file))).ToList();
        var problems = new ProblemList();
        var index = OwnersIndex.Build(files, OwnersAliases.Read(files.FirstOrDefault(file => file.Path == "OWNERS_ALIASES"), problems), OwnersOptions.Default, problems);

        var wrong = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(Path.Combine(folder, "expected.tsv")))
        {
            count++;
            var actual = Row(index, line.Split('\t')[0]);
            if (actual != line) wrong.Add($"expected {line}\n     was {actual}");
        }

        Console.WriteLine($"{count} paths of {repository}");
        count.ShouldBeGreaterThan(100);
        wrong.Take(5).ShouldBeEmpty();
    }

    private static string Row(OwnersIndex index, string path) => string.Join('\t',
    [
        path,
        index.NearestFolder(path, OwnersRole.Approvers),
        Joined(index.Leaf(path, OwnersRole.Approvers)),
        Joined(index.All(path, OwnersRole.Approvers)),
        index.NearestFolder(path, OwnersRole.Reviewers),
        Joined(index.Leaf(path, OwnersRole.Reviewers)),
        Joined(index.All(path, OwnersRole.Reviewers)),
        Joined(index.All(path, OwnersRole.RequiredReviewers)),
        Joined(index.All(path, OwnersRole.Labels)),
    ]);
}
