namespace GitHubOps.Core;

/// <summary>What YAML 1.1 sees in a value.</summary>
internal enum OwnersKind
{
    Null,
    Boolean,
    Number,
    Text,
    List,
    Map,
}

/// <summary>A value of an OWNERS file. <paramref name="Text"/> as it stands there; empty for lists and maps.</summary>
internal sealed record OwnersNode(OwnersKind Kind, string Text, int Line, int Column)
{
    public List<OwnersNode> Items { get; init; } = [];

    /// <summary>In file order; a key that stands twice counts where it stands last.</summary>
    public List<OwnersEntry> Entries { get; init; } = [];

    /// <summary>What a reader gets who wants a text: of <c>yes</c> <c>true</c>, of <c>0x10</c> <c>16</c>.</summary>
    public string AsText => Kind is OwnersKind.Boolean or OwnersKind.Number ? OwnersScalar.Canonical(Text) : Text;

    public bool IsTrue => Kind == OwnersKind.Boolean && OwnersScalar.Canonical(Text) == "true";

    /// <summary>
    /// The entry of a key, whatever its case; of several, the one that sorts last, as in Go's JSON.
    /// </summary>
    public OwnersEntry? Find(string name) => Entries
        .Where(entry => string.Equals(entry.Key, name, StringComparison.OrdinalIgnoreCase))
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .LastOrDefault();

    public Place In(string file) => new(file, Math.Max(1, Line), Math.Max(1, Column));
}

/// <param name="Key">As text: of a key <c>yes</c>, <c>true</c>.</param>
/// <param name="At">The key as it stands in the file.</param>
internal sealed record OwnersEntry(string Key, OwnersNode At, OwnersNode Value);
