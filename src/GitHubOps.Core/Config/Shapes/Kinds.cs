using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>How kinds of values are made of smaller ones.</summary>
internal static class Kinds
{
    public static Kind<bool?> Truth { get; } =
        new(new TruthShape(), (node, name, draft) => draft.Read.Truth(node, name));

    public static Kind<Mode?> Mode { get; } = new(
        new TextShape("mode", ["dry-run"]) { Words = ModeWords.All },
        (node, name, draft) => draft.Read.Word(node, name, [.. ModeWords.All]) is { } word ? ModeWords.Of(word) : null);

    public static Kind<int?> Number(int min, int max) =>
        new(new NumberShape(min, max), (node, name, draft) => draft.Read.Number(node, name, min, max));

    /// <summary>One of a closed list.</summary>
    public static Kind<string> Word(string says, params ImmutableArray<string> words) => new(
        new TextShape(says, [words[0]]) { Words = words },
        (node, name, draft) => draft.Read.Word(node, name, [.. words]));

    /// <summary>Any text.</summary>
    public static Kind<string> Free(string says, string example) => new(
        new TextShape(says, [example]),
        (node, name, draft) => draft.Read.Text(node, name, $"a text: `{example}`", isFree: true));

    /// <param name="shape">Its noun and examples make the problem's sentence.</param>
    /// <param name="parse">Null where the text is none.</param>
    public static Kind<T> Parsed<T>(TextShape shape, Func<string, T?> parse) => new(shape, (node, name, draft) =>
    {
        var remedy = ValueReader.OneOf(shape.Examples);
        if (draft.Read.Text(node, name, remedy) is not { } text) return default;
        var value = parse(text);
        if (value is null)
            draft.Read.Invalid(node, name, $"`{ValueReader.Shown(text)}` is no {shape.Says}", $"Write {remedy}.");
        return value;
    });

    public static Kind<ImmutableArray<T>> List<T>(Kind<T> item, string example) =>
        new(new ListShape(item.Shape, example), (node, name, draft) =>
        {
            if (draft.Read.List(node, name, $"a list: `{example}`") is not { } list) return default;
            var items = ImmutableArray.CreateBuilder<T>();
            foreach (var written in list.Items)
                if (item.Read(written, name, draft) is { } read) items.Add(read);
            return items.ToImmutable();
        });

    /// <summary>A map with known keys; null where one that it needs is missing.</summary>
    public static Kind<T> Map<T>(
        string says, string example, ImmutableArray<Field> fields, Func<FieldReading, T> build) where T : class
    {
        var shape = new MapShape(says, fields, example);
        return new(shape, (node, name, draft) =>
        {
            if (draft.Read.Fields(node, name, $"`{example}`", shape.Keys) is not { } map) return null;
            var missing = fields.Where(field => field.IsRequired && map.Find(field.Key) is null).ToList();
            foreach (var field in missing)
                draft.Read.Missing(node.At, $"{name}.{field.Key}", $"Write `{field.Key}: {field.Shape.Example}`.");
            var read = build(new FieldReading(map, name, draft));
            return missing.Count == 0 ? read : null;
        });
    }
}

/// <summary>Modes as people write them. Not <c>on</c> and <c>off</c>: those are booleans to YAML 1.1.</summary>
internal static class ModeWords
{
    public static ImmutableArray<string> All { get; } = ["paused", "dry-run", "live"];

    public static Mode Of(string word) => word switch
    {
        "paused" => Mode.Paused,
        "live" => Mode.Live,
        _ => Mode.DryRun,
    };

    public static string Print(this Mode mode) => All[(int)mode];
}
