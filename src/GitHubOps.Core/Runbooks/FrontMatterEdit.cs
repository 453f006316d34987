namespace GitHubOps.Core;

/// <summary>
/// Puts one key into front matter and touches nothing else: line breaks, comments, order of keys and the body stay.
/// </summary>
public static class FrontMatterEdit
{
    /// <summary>The file's text with the key's whole block replaced, or added as the last.</summary>
    /// <param name="lines">The block without line breaks, the key included.</param>
    public static string Put(FrontMatter front, string key, IReadOnlyList<string> lines)
    {
        var all = LinesOf(front);
        var (first, last) = BlockOf(YamlText.Read(front.Yaml, null, "RB002", YamlLimits.FrontMatter).Root as YamlMap,
            key,
            all.Count);
        if (first < 0) all.AddRange(lines);
        else
        {
            // Comments and blank lines at the margin belong to what follows.
            while (last > first + 1 && (all[last - 1].Trim().Length == 0 || all[last - 1].StartsWith('#'))) last--;
            all.RemoveRange(first, last - first);
            all.InsertRange(first, lines);
        }

        return With(front, all);
    }

    /// <summary>The text with front matter before it that it did not have.</summary>
    public static string Begin(string text, IReadOnlyList<string> lines)
    {
        var at = text.IndexOf('\n', StringComparison.Ordinal);
        var lineBreak = at > 0 && text[at - 1] == '\r' ? "\r\n" : "\n";
        return string.Concat(lines.Prepend("---").Append("---").Select(x => x + lineBreak)) + text;
    }

    internal static List<string> LinesOf(FrontMatter front)
    {
        var lines = front.Yaml.Split('\n').Select(x => x.TrimEnd('\r')).ToList();
        // The text between the fences ends with a line break: that is no line.
        if (lines.Count > 0 && lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    /// <summary>The lines of a key of a map from 0, the second excluded; (-1, -1) where it is not there.</summary>
    internal static (int First, int Last) BlockOf(YamlMap? map, string key, int lineCount)
    {
        if (map?.Find(key) is not { } entry) return (-1, -1);
        var next = map.Entries.Where(x => x.Key.Line > entry.Key.Line).Select(x => x.Key.Line)
            .DefaultIfEmpty(lineCount + 1).Min();
        return (entry.Key.Line - 1, next - 1);
    }

    internal static string With(FrontMatter front, IEnumerable<string> lines) => front.IsAbsent
        ? Begin(front.Text, [.. lines])
        : front.Text[..front.YamlStart] + string.Concat(lines.Select(x => x + front.LineBreak))
            + front.Text[front.YamlEnd..];
}
