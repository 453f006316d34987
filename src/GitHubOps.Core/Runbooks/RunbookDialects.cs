namespace GitHubOps.Core;

/// <summary>
/// Front matter of other houses, read so that adopting the gate needs no edit of a document. Which dialect was read is
/// told; nothing is rewritten.
/// </summary>
public static class RunbookDialects
{
    /// <summary>Null where the front matter speaks of no review at all.</summary>
    public static RunbookReading? Read(string path, YamlMap map, FrontMatter front) => null;
}
