using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// What may stand at a place of <c>ops.yml</c>. The reader takes the known keys from it, the JSON Schema and the page
/// of keys are made from it: what one of them knows, all know.
/// </summary>
/// <param name="Says">What a person would call it: "length of time".</param>
internal abstract record Shape(string Says)
{
    /// <summary>One value as it would stand in the file.</summary>
    public abstract string Example { get; }
}

/// <summary>A text without quotes, or in them where other readers of YAML would see something else.</summary>
/// <param name="Says">What a person would call it.</param>
/// <param name="Examples">At least one.</param>
internal sealed record TextShape(string Says, ImmutableArray<string> Examples) : Shape(Says)
{
    public override string Example => Examples[0];

    /// <summary>A closed list, or, beside a <see cref="Pattern"/>, the values that an editor offers.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>For editors: matches at least what the reader takes. A regular expression of ECMAScript.</summary>
    public string? Pattern { get; init; }
}

internal sealed record NumberShape(int Min, int Max) : Shape($"whole number from {Min} to {Max}")
{
    public override string Example => $"{Math.Clamp(2, Min, Max)}";
}

internal sealed record TruthShape() : Shape("`true` or `false`")
{
    public override string Example => "true";
}

internal sealed record ListShape(Shape Item, string Example) : Shape($"list, each a {Item.Says}")
{
    public override string Example { get; } = Example;
}

/// <summary>Known keys, and names that people choose where <see cref="Names"/> is given.</summary>
internal sealed record MapShape(string Says, ImmutableArray<Field> Fields, string Example) : Shape(Says)
{
    public override string Example { get; } = Example;

    public NamesShape? Names { get; init; }

    public string[] Keys => [.. Fields.Select(known => known.Key)];

    public Field? Find(string key) => Fields.FirstOrDefault(known => known.Key == key);
}

/// <summary>Names that people choose, each with a value of one shape.</summary>
/// <param name="Placeholder">How the page writes such a name: <c>AREA</c>.</param>
/// <param name="Value">What stands behind each.</param>
internal sealed record NamesShape(string Placeholder, Shape Value)
{
    /// <inheritdoc cref="TextShape.Pattern"/>
    public string? Pattern { get; init; }

    /// <inheritdoc cref="Field.IsActive"/>
    public bool IsActive { get; init; } = true;
}

/// <summary>One of several shapes that differ in kind.</summary>
internal sealed record EitherShape(string Says, ImmutableArray<Shape> Choices) : Shape(Says)
{
    public override string Example => Choices[0].Example;
}
