using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A key of a map, as people are told of it.</summary>
/// <param name="key">As it is written.</param>
/// <param name="shape">What stands behind it.</param>
/// <param name="says">One sentence: what it does.</param>
internal class Field(string key, Shape shape, string says)
{
    public string Key => key;
    public Shape Shape => shape;
    public string Says => says;

    /// <summary>Must stand in the effective file; the organisation's may bring it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What holds without it, where there is something to say.</summary>
    public string? Default { get; init; }

    /// <summary>False: read and checked, and nothing obeys it yet.</summary>
    public bool IsActive { get; init; } = true;
}

/// <summary>A key whose value becomes a <typeparamref name="T"/>.</summary>
internal sealed class Field<T>(string key, Kind<T> kind, string says) : Field(key, kind.Shape, says)
{
    public Kind<T> Kind => kind;
}

/// <summary>A kind of value: its shape, and how it is read. Null where the value is wrong: told already.</summary>
internal sealed class Kind<T>(Shape shape, Func<OpsNode, string, PolicyDraft, T?> read)
{
    public Shape Shape => shape;

    public T? Read(OpsNode node, string name, PolicyDraft draft) => read(node, name, draft);
}

/// <summary>The values of a map whose keys are known.</summary>
internal sealed class FieldReading(OpsMap map, string name, PolicyDraft draft)
{
    /// <summary>Null where the key is absent, or wrong.</summary>
    public T? Get<T>(Field<T> field) =>
        map.TryGet(field.Key, out var node) ? field.Kind.Read(node, $"{name}.{field.Key}", draft) : default;

    /// <summary>Empty where the key is absent, or wrong.</summary>
    public ImmutableArray<T> Items<T>(Field<ImmutableArray<T>> field) =>
        Get(field) is { IsDefault: false } items ? items : [];
}
