using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What a runbook says of itself at first.</summary>
public sealed record RunbookTerms(string Owner, string Severity, ImmutableArray<string> Covers);

/// <summary>Writes metadata into documents that have none, and whole runbooks to fill in.</summary>
public static class RunbookStarter
{
    /// <summary>The headings that people look for in a hurry, in the order in which they need them.</summary>
    public static ImmutableArray<string> Headings { get; } = ["Trigger", "Check", "Mitigate", "Verify", "Escalate"];

    private static readonly string[] Questions =
    [
        "What somebody sees that makes this the right page.",
        "How to make sure, and how bad it is.",
        "Steps to type, one after the other.",
        "How to see that it worked.",
        "Whom to call when it did not, and after how long.",
    ];

    /// <summary>A runbook that is not there yet. It is a draft until `state` is taken out.</summary>
    public static string New(string path, RunbookTerms terms)
    {
        var title = TitleOf(path);
        var sections = Headings.Zip(Questions, (heading, question) => $"\n## {heading}\n\n{question}\n");
        string[] lines =
        [
            $"title: {YamlCharacters.Quoted(title)}", .. Block(terms),
            "  state: draft   # its age is judged once this line is gone",
        ];
        return FrontMatterEdit.Begin($"\n# {title}\n{string.Concat(sections)}", lines);
    }

    /// <summary>The document with metadata, or why it gets none.</summary>
    public static (string? Text, Problem? Problem) Into(
        string path, ReadOnlySpan<byte> bytes, bool truncated, RunbookTerms terms)
    {
        if (truncated) return (null, Problem.Error("RB005", "is larger than 1 MiB", path, 1));
        var (text, unread) = FrontMatter.Decode(path, bytes, truncated: false);
        if (text is null) return (null, unread);
        var (front, open) = FrontMatter.Split(path, text);
        if (open is not null) return (null, open);
        if (front is null) return (FrontMatterEdit.Begin(text, Block(terms)), null);
        var yaml = YamlText.Read(front.Yaml, path, "RB002", YamlLimits.FrontMatter, linesBefore: 1);
        if (yaml.Problem is not null) return (null, yaml.Problem);
        return yaml.Root is YamlMap map && map.Find("runbook") is { } there
            ? (null, Problem.Error("RB001", "says already that it is a runbook", path, there.Key.Line))
            : (FrontMatterEdit.Put(front, "runbook", Block(terms)), null);
    }

    private static string[] Block(RunbookTerms terms)
    {
        var covers = terms.Covers.IsEmpty
            ? [] : new[] { $"  covers: [{string.Join(", ", terms.Covers.Select(YamlCharacters.Quoted))}]" };
        return ["runbook:", $"  owner: {YamlCharacters.Quoted(terms.Owner)}", $"  severity: {terms.Severity}",
            .. covers];
    }

    private static string TitleOf(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var words = name[..name.LastIndexOf('.')].Replace('-', ' ').Replace('_', ' ').Trim();
        return words.Length == 0 ? name : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
