using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What a runbook sends its reader to is there.</summary>
public sealed class LinksRule : RunbookRule
{
    public override string Id => "links";

    public override string Help =>
        "A link or picture with a path of this repository must lead to something of the commit, and `#heading` to a " +
        "heading of the document (named as GitHub names it: small letters, hyphens, `-1` for the second of a name). " +
        "In an incident nobody has the time to find where a page went. Addresses on the web are not asked for.";

    public override RunbookAxis Axis => RunbookAxis.Integrity;

    public override ImmutableArray<string> Codes => ["RB035", "RB036"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        var documents = new Dictionary<string, MarkdownLinks>(StringComparer.Ordinal);
        foreach (var runbook in facts.Runbooks.Where(x => x.Reading.FrontMatter is { IsCut: false }))
            documents[runbook.Path] = runbook.Reading.FrontMatter!.Links;
        foreach (var runbook in facts.Runbooks)
        {
            if (!documents.TryGetValue(runbook.Path, out var document)) continue;
            if (runbook.Runbook?.State == RunbookState.Retired) continue;
            var body = runbook.Reading.FrontMatter!.BodyLine;
            foreach (var link in document.Links.Where(link => link.Line >= body))
                if (WhyNot(runbook.Path, link, facts, documents) is { } problem)
                    yield return Found(runbook, problem, Caused(runbook.Path, link, facts));
        }
    }

    private static Problem? WhyNot(
        string path, MarkdownLink link, RunbookFacts facts, Dictionary<string, MarkdownLinks> documents)
    {
        if (IsElsewhere(link.Target)) return null;
        var (file, anchor) = Split(link.Target);
        var target = file.Length == 0 ? path : Resolve(path, file);
        if (target is null)
            return Problem.Error("RB035", $"`{Problems.Shown(link.Target)}` leads out of the repository", path,
                link.Line,
                link.Column, "Write an address on the web, or a path inside.");
        if (file.Length > 0 && !Exists(target, facts))
        {
            if (facts.Tree is null) return null;
            var what = link.IsImage ? "the picture" : "the link";
            var near = facts.MovedTo(target) ?? Nearest(target, facts.Tree);
            return Problem.Error("RB035", $"{what} `{Problems.Shown(link.Target)}` leads to nothing", path, link.Line,
                link.Column, near is null ? "Mend it, or take it out." : $"Did you mean `{Problems.Shown(near)}`?");
        }

        // Headings are known of the documents that were read; of others nothing is claimed.
        if (anchor.Length == 0 || !documents.TryGetValue(target, out var there) || there.HasAnchor(anchor)) return null;
        return Problem.Error("RB036", $"`{Problems.Shown(target)}` has no heading `#{Problems.Shown(anchor)}`", path,
            link.Line, link.Column, "Name a heading as GitHub does: small letters, hyphens for blanks.");
    }

    /// <summary>A file of the same name elsewhere, else the most similar name beside.</summary>
    private static string? Nearest(string target, RepoTree tree)
    {
        var name = target[(target.LastIndexOf('/') + 1)..];
        var folder = target[..(target.LastIndexOf('/') + 1)];
        var moved =
            tree.Files.FirstOrDefault(x => x.Path.EndsWith("/" + name, StringComparison.Ordinal) || x.Path == name);
        return moved?.Path ??
            (Problems.Nearest(name, tree.NamesIn(folder, foldersOnly: false)) is { } near ? folder + near : null);
    }

    private static bool Exists(string target, RunbookFacts facts) =>
        target.Length == 0 || facts.Tree?.Find(target) is not null || facts.Tree?.SubmoduleOf(target) is not null ||
        facts.Runbooks.Any(x => x.Path == target);

    private static bool Caused(string path, MarkdownLink link, RunbookFacts facts) =>
        facts.Touch is RunbookTouch.Known touch && Resolve(path, Split(link.Target).File) is { } target &&
        touch.Paths.Contains(target);

    /// <summary>An address with a scheme or a host, or a place that only a template knows.</summary>
    private static bool IsElsewhere(string target)
    {
        if (target.StartsWith("//", StringComparison.Ordinal) || target.AsSpan().IndexOfAny('{', '<', '$') >= 0)
            return true;
        var colon = target.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && target.AsSpan(0, colon).IndexOfAny('/', '#', '?') < 0;
    }

    private static (string File, string Anchor) Split(string target)
    {
        var hash = target.IndexOf('#', StringComparison.Ordinal);
        var file = hash < 0 ? target : target[..hash];
        var query = file.IndexOf('?', StringComparison.Ordinal);
        return (Decoded(query < 0 ? file : file[..query]), hash < 0 ? "" : Decoded(target[(hash + 1)..]));
    }

    private static string Decoded(string text) =>
        text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;

    /// <summary>
    /// The path from the root; null where it leads above it. <c>/x</c> is from the root, as on GitHub.
    /// </summary>
    private static string? Resolve(string from, string file)
    {
        var parts = file.StartsWith('/') ? [] : from.Split('/').SkipLast(1).ToList();
        foreach (var part in file.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return null;
            else parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }
}
