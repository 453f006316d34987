using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A section with known keys that is read and checked, and that nothing obeys yet.</summary>
internal abstract class LaterSection<T> : Section where T : class
{
    public override bool IsActive => false;

    public sealed override Shape Shape => Kind.Shape;

    protected abstract Kind<T> Kind { get; }

    public sealed override void Read(OpsNode node, PolicyDraft draft)
    {
        SectionModes.Read(node, Key, draft);
        if (Kind.Read(node, Key, draft) is { } read) draft.Later = Keep(draft.Later, read);
    }

    protected abstract LaterPolicy Keep(LaterPolicy later, T read);
}

/// <summary>The same with names that people choose.</summary>
internal abstract class LaterNamesSection<T> : Section where T : class
{
    private const int NameMax = 60;

    public sealed override bool IsActive => false;

    public sealed override Shape Shape =>
        new MapShape($"map of {Placeholder}s", [SectionModes.Field], $"{{ {ExampleName}: {Item.Shape.Example} }}")
        {
            Names = new NamesShape(Placeholder, Item.Shape),
        };

    protected abstract string Placeholder { get; }

    protected abstract string ExampleName { get; }

    protected abstract Kind<T> Item { get; }

    public sealed override void Read(OpsNode node, PolicyDraft draft)
    {
        if (draft.Read.Map(node, Key, $"`{Shape.Example}`") is not { } map) return;
        SectionModes.Read(node, Key, draft);
        var read = ImmutableDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var (name, at, value) in map.Entries)
        {
            if (name == SectionModes.Key) continue;
            if (!IsName(name))
                draft.Problems.Error(ProblemCodes.WrongValue, at,
                    $"`{ValueReader.Shown(name)}` is no name for a part of `{Key}`",
                    $"Write letters, digits and hyphens, at most {NameMax}.");
            else if (Item.Read(value, $"{Key}.{name}", draft) is { } item) read[name] = item;
        }

        draft.Later = Keep(draft.Later, read.ToImmutable());
    }

    protected abstract LaterPolicy Keep(LaterPolicy later, ImmutableDictionary<string, T> read);

    private static bool IsName(string name) =>
        name.Length is > 0 and <= NameMax && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}

/// <summary>The same as a list.</summary>
internal abstract class LaterListSection<T> : Section where T : class
{
    public sealed override bool IsActive => false;

    public sealed override Shape Shape => new ListShape(Item.Shape, $"[{Item.Shape.Example}]");

    protected abstract Kind<T> Item { get; }

    public sealed override void Read(OpsNode node, PolicyDraft draft)
    {
        var read = Kinds.List(Item, Shape.Example).Read(node, Key, draft);
        draft.Later = Keep(draft.Later, read.IsDefault ? [] : read);
    }

    protected abstract LaterPolicy Keep(LaterPolicy later, ImmutableArray<T> read);
}
