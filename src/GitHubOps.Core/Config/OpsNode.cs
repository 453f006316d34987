using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace GitHubOps.Core;

/// <summary>Where something stands: a file as people name it, line and column counted from 1.</summary>
public readonly record struct Place(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>
/// A value of the effective <c>ops.yml</c> with the place it comes from. After the organisation's file is merged in,
/// each value still knows its own file: problems point there, and <c>explain</c> prints it.
/// </summary>
public abstract record OpsNode(Place At)
{
    /// <summary>What a person would call it: "a text", "a list", "a map".</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value, as written. <paramref name="Plain"/>: it stands without quotes.</summary>
public sealed record OpsText(string Text, bool Plain, Place At) : OpsNode(At)
{
    public override string Kind => "a single value";

    /// <summary>Nothing, or one of the words of YAML for nothing: takes an inherited key away.</summary>
    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";
}

public sealed record OpsList(ImmutableArray<OpsNode> Items, Place At) : OpsNode(At)
{
    public override string Kind => "a list";
}

/// <summary>
/// A map in the order of the file; inherited keys come first, in the order of the organisation's file.
/// </summary>
public sealed record OpsMap(ImmutableArray<OpsEntry> Entries, Place At) : OpsNode(At)
{
    public override string Kind => "a map";

    public OpsEntry? Find(string key)
    {
        foreach (var entry in Entries)
            if (entry.Key == key) return entry;
        return null;
    }

    public bool TryGet(string key, [NotNullWhen(true)] out OpsNode? value) => (value = Find(key)?.Value) is not null;
}

public sealed record OpsEntry(string Key, Place KeyAt, OpsNode Value);
