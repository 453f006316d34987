using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace GitHubOps.Core;

/// <summary>A value of a YAML text with the place where it begins. Lines and columns count from 1.</summary>
public abstract record YamlValue(int Line, int Column)
{
    /// <summary>What a person would call it: "a text", "a list", "a map".</summary>
    public abstract string Kind { get; }
}

/// <summary>
/// A single value, as written. <paramref name="Plain"/> is true where it stands without quotes, which is where other
/// YAML readers see booleans, numbers of base 60 and nulls.
/// </summary>
public sealed record YamlScalar(string Text, bool Plain, int Line, int Column) : YamlValue(Line, Column)
{
    public override string Kind => "a single value";

    /// <summary>Nothing, or one of the words of YAML for nothing.</summary>
    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";
}

public sealed record YamlList(ImmutableArray<YamlValue> Items, int Line, int Column) : YamlValue(Line, Column)
{
    public override string Kind => "a list";
}

/// <summary>A map in the order of the file; no key stands twice.</summary>
public sealed record YamlMap(ImmutableArray<YamlEntry> Entries, int Line, int Column) : YamlValue(Line, Column)
{
    public override string Kind => "a map";

    public bool TryGet(string key, [NotNullWhen(true)] out YamlValue? value)
    {
        value = Find(key)?.Value;
        return value is not null;
    }

    public YamlEntry? Find(string key)
    {
        foreach (var entry in Entries)
            if (entry.Key.Text == key) return entry;
        return null;
    }
}

public sealed record YamlEntry(YamlScalar Key, YamlValue Value);
