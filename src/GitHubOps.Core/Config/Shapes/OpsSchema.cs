using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitHubOps.Core;

/// <summary>
/// The JSON Schema of <c>ops.yml</c> for editors, made from the shapes that the reader reads. It is never stricter than
/// the reader: what comes from the organisation's file, it cannot see, so no key is required by it.
/// </summary>
public static class OpsSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Draft 7, which editors know best.</summary>
    public static string Print()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "GitHubOps: .github/ops.yml and ops/org.yml",
            ["description"] = "What happens to the issues of a repository. Generated from the reader of the file.",
        };
        foreach (var (key, value) in Of(Sections.File, isNullable: false).ToList())
            schema[key] = value?.DeepClone();
        return schema.ToJsonString(Indented) + "\n";
    }

    /// <summary>A key's value: <c>null</c> takes an inherited one away.</summary>
    private static JsonObject Of(Field field)
    {
        var schema = Of(field.Shape, isNullable: true);
        schema["description"] = Describe(field);
        if (field.Default is { } text && DefaultOf(field.Shape, text) is { } value) schema["default"] = value;
        return schema;
    }

    private static JsonObject Of(Shape shape, bool isNullable) => shape switch
    {
        TextShape text => OfText(text, isNullable),
        NumberShape number => new JsonObject
        {
            ["type"] = Type("integer", isNullable), ["minimum"] = number.Min, ["maximum"] = number.Max,
        },
        TruthShape => new JsonObject { ["type"] = Type("boolean", isNullable) },
        ListShape list => new JsonObject
        {
            ["type"] = Type("array", isNullable),
            ["items"] = Of(list.Item, isNullable: false),
            ["maxItems"] = ValueReader.ItemsMax,
        },
        MapShape map => OfMap(map, isNullable),
        EitherShape either => AnyOf(either.Choices.Select(choice => Of(choice, isNullable: false)), isNullable),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "not a shape"),
    };

    private static JsonObject OfText(TextShape text, bool isNullable)
    {
        var pattern = new JsonObject { ["type"] = "string", ["minLength"] = 1 };
        if (text.Pattern is { } expression) pattern["pattern"] = expression;
        if (text.Words.IsEmpty)
        {
            pattern["type"] = Type("string", isNullable);
            pattern["examples"] = List(text.Examples.Select(example => (JsonNode)example.Trim('"')));
            return pattern;
        }

        var words = text.Words.SelectMany(WordOf).ToList();
        if (text.Pattern is null)
            return new JsonObject { ["enum"] = List([.. words, .. isNullable ? (JsonNode?[])[null] : []]) };
        return AnyOf([new JsonObject { ["enum"] = List(words) }, pattern], isNullable);
    }

    /// <summary>A word that is a number counts with and without quotes.</summary>
    private static IEnumerable<JsonNode> WordOf(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? [number, word] : [word];

    private static JsonObject OfMap(MapShape map, bool isNullable)
    {
        var schema = new JsonObject { ["type"] = Type("object", isNullable) };
        var known = new JsonObject();
        foreach (var field in map.Fields) known[field.Key] = Of(field);
        if (map.Fields.Length > 0) schema["properties"] = known;
        if (map.Names is { Pattern: null } names)
        {
            schema["additionalProperties"] = Of(names.Value, isNullable: true);
            return schema;
        }

        if (map.Names is { Pattern: { } pattern } patterned)
            schema["patternProperties"] = new JsonObject { [pattern] = Of(patterned.Value, isNullable: true) };
        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject AnyOf(IEnumerable<JsonObject> choices, bool isNullable) => new()
    {
        ["anyOf"] = List([.. choices, .. isNullable ? [new JsonObject { ["type"] = "null" }] : (JsonNode[])[]]),
    };

    private static JsonNode Type(string name, bool isNullable) => isNullable ? List([name, "null"]) : name;

    private static JsonArray List(IEnumerable<JsonNode?> items) => [.. items];

    private static string Describe(Field field)
    {
        var parts = new List<string> { field.Says, $"A {field.Shape.Says}." };
        if (field.IsRequired) parts.Add("Required.");
        if (field.Default is { } without) parts.Add($"Default: {without}.");
        parts.Add($"Example: `{field.Key}: {field.Shape.Example}`.");
        if (!field.IsActive) parts.Add("Read and checked, and not active yet.");
        return string.Join(' ', parts);
    }

    private static JsonNode? DefaultOf(Shape shape, string text) => shape switch
    {
        TextShape { Words: [_, ..] words } when words.Contains(text) => WordOf(text).First(),
        NumberShape when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        TruthShape => text == "true",
        _ => null,
    };
}
