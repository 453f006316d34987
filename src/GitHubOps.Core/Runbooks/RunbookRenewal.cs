
namespace GitHubOps.Core;

/// <summary>
/// Writes a review into a runbook's front matter and touches nothing else: byte order mark, line breaks, comments,
/// order of keys and the body stay as they were.
/// </summary>
public static class RunbookRenewal
{
    private static readonly string[] OurKeys = ["by", "on", "kind", "evidence", "seen", "text", "holds", "stamp"];

    /// <summary>
    /// The file's new text. Asks for front matter that can be read; the caller has told its problems.
    /// </summary>
    public static string Write(FrontMatter front, RunbookReview review)
    {
        var lines = FrontMatterEdit.LinesOf(front);
        var map = YamlText.Read(front.Yaml, null, "RB002", YamlLimits.FrontMatter).Root as YamlMap;
        var (first, last) = FrontMatterEdit.BlockOf(map, "review", lines.Count);
        var old = first < 0 ? [] : lines[first..last];
        var block = Block(old, map?.Find("review")?.Value as YamlMap, first, review);
        if (first < 0) lines.AddRange(block);
        else
        {
            lines.RemoveRange(first, last - first);
            lines.InsertRange(first, block);
        }

        return FrontMatterEdit.With(front, lines);
    }

    /// <summary>The same for a waiver, which must be complete.</summary>
    public static string Write(FrontMatter front, RunbookWaiver waiver) => FrontMatterEdit.Put(front, "waiver",
    [
        "waiver:",
        $"  by: {YamlCharacters.Quoted(waiver.By!)}",
        $"  on: {RunbookAge.Date(waiver.On!.Value)}",
        $"  until: {RunbookAge.Date(waiver.Until!.Value)}",
        $"  because: {YamlCharacters.Quoted(waiver.Because!)}",
    ]);

    private static List<string> Block(List<string> old, YamlMap? map, int first, RunbookReview review)
    {
        var isBlockStyle = map is { Entries.Length: > 0 } && map.Entries[0].Key.Line > first + 1;
        if (!isBlockStyle) return Fresh(old, review);
        var indent = new string(' ', map!.Entries[0].Key.Column - 1);
        var end = LastLineOf(old);
        var result = new List<string>(old[..(map.Entries[0].Key.Line - 1 - first)]);
        for (var i = 0; i < map.Entries.Length; i++)
        {
            var entry = map.Entries[i];
            var from = entry.Key.Line - 1 - first;
            var to = i + 1 < map.Entries.Length ? map.Entries[i + 1].Key.Line - 1 - first : end;
            if (!OurKeys.Contains(entry.Key.Text)) result.AddRange(old[from..to]);
            else if (Value(entry.Key.Text, review, indent) is { } written) Replace(result, old[from..to], written);
        }

        foreach (var key in OurKeys.Where(x => map.Find(x) is null))
            if (Value(key, review, indent) is { } written) result.AddRange(written);
        result.AddRange(old[end..]);
        return result;
    }

    /// <summary>
    /// The new lines of one key with the old one's comment behind it, and with the comment lines that follow it.
    /// </summary>
    private static void Replace(List<string> into, List<string> old, List<string> written)
    {
        into.Add(written[0] + CommentOf(old[0]));
        into.AddRange(written[1..]);
        into.AddRange(old.Skip(1).Where(x => x.TrimStart().StartsWith('#')));
    }

    /// <summary>
    /// A block that was not there, or stood in one line: with what of its end belongs to the next key.
    /// </summary>
    private static List<string> Fresh(List<string> old, RunbookReview review)
    {
        var lines = new List<string> { "review:" + (old.Count > 0 ? CommentOf(old[0]) : "") };
        foreach (var key in OurKeys)
            if (Value(key, review, "  ") is { } written) lines.AddRange(written);
        if (old.Count > 0) lines.AddRange(old[LastLineOf(old)..]);
        return lines;
    }

    /// <summary>Behind the last line that is neither blank nor a comment at the margin.</summary>
    private static int LastLineOf(List<string> block)
    {
        var end = block.Count;
        while (end > 1 && (block[end - 1].Trim().Length == 0 || block[end - 1].StartsWith('#'))) end--;
        return end;
    }

    private static List<string>? Value(string key, RunbookReview review, string indent)
    {
        switch (key)
        {
            case "by": return [$"{indent}by: {YamlCharacters.Quoted(review.By ?? "")}"];
            case "on": return [$"{indent}on: {(review.On is { } on ? RunbookAge.Date(on) : "")}"];
            case "kind": return [$"{indent}kind: {(review.Kind is { } kind ? RunbookWords.Of(kind) : "")}"];
            case "evidence":
                return review.Evidence is null
                    ? null : [$"{indent}evidence: {YamlCharacters.Quoted(review.Evidence)}"];
            case "text": return review.Text is null ? null : [$"{indent}text: {YamlCharacters.Quoted(review.Text)}"];
            case "holds": return review.Holds is { } holds ? [$"{indent}holds: {RunbookWords.Of(holds)}"] : null;
            case "stamp": return [$"{indent}stamp: {YamlCharacters.Quoted(RunbookStamp.DigestOf(review))}"];
            default:
                if (review.Seen.IsEmpty) return null;
                var seen = review.Seen.Select(
                    x => $"{indent}  {YamlCharacters.Quoted(x.Key)}: {YamlCharacters.Quoted(x.Value)}");
                return [$"{indent}seen:", .. seen];
        }
    }

    /// <summary>The comment at the end of a line <c>key: value # comment</c>, with the blank before it.</summary>
    private static string CommentOf(string line)
    {
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote == '"' && c == '\\') i++;
            else if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'') quote = c;
            else if (c == '#' && i > 0 && line[i - 1] is ' ' or '\t') return " " + line[i..];
        }

        return "";
    }
}
