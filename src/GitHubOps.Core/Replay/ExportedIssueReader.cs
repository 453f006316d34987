using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Reads an issue as GitHub's REST API shows it, together with its timeline, into the events that would have told of
/// it. Understands <c>timeline</c>, <c>events</c> or <c>event_data</c> for what happened, and <c>comments</c> or
/// <c>comment_data</c> for what was said, beside the issue's own fields or beside an <c>issue</c> that holds them.
/// What an export cannot tell: how texts read before they were edited, and comments that were deleted. Never throws.
/// </summary>
public static class ExportedIssueReader
{
    private const string Shape = "Write the issue as GitHub's API shows it, with its `timeline`.";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = EventParser.DepthMax };

    /// <param name="repo">Counts where the export does not name its repository.</param>
    public static HistoryPart Read(string file, ReadOnlyMemory<byte> json, RepoName? repo = null)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return HistoryPart.Broken(file, 1, "this is JSON, but no object", Shape);
            var holes = new PayloadHoles();
            var root = new Payload(document.RootElement, holes);
            return StoredDeliveryReader.IsDelivery(root)
                ? StoredDeliveryReader.Read(file, 1, json)
                : Read(file, root, holes, repo);
        }
        catch (JsonException failure)
        {
            return HistoryPart.Broken(file, 1 + (int)(failure.LineNumber ?? 0), "this is no JSON", Shape);
        }
    }

    private static HistoryPart Read(string file, Payload root, PayloadHoles holes, RepoName? repo)
    {
        var issue = root.Object("issue").Exists ? root.Object("issue") : root;
        if (issue.Has("pull_request")) return HistoryPart.Nothing;
        var now = issue.ReadIssue();
        var name = RepoOf(issue) ?? repo;
        if (holes.First is { } hole)
            return HistoryPart.Broken(file, 1, $"the field `{hole}` of the issue is missing or of another kind", Shape);
        if (name is null)
            return HistoryPart.Broken(
                file, 1, "which repository the issue is of is not told", "Set --repo OWNER/NAME.");
        var entries = Entries(root, issue);
        var story = new ExportedStory(now, new RepoInfo(
            new RepoId(1), name.Value, "", IsPrivate: false, IsArchived: false, "main"));
        return new HistoryPart(story.Tell(entries), [.. Missing(file, root, issue, entries)]);
    }

    private static RepoName? RepoOf(Payload issue)
    {
        // https://api.github.com/repos/OWNER/NAME, or a page of an issue: https://github.com/OWNER/NAME/issues/12
        foreach (var field in (string[])["repository_url", "url", "html_url"])
        {
            if (!Uri.TryCreate(issue.Text(field), UriKind.Absolute, out var address)) continue;
            var parts = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
            var repos = Array.IndexOf(parts, "repos");
            var from = repos >= 0 ? repos + 1 : 0;
            if (parts.Length >= from + 2) return new RepoName(parts[from], parts[from + 1]);
        }

        return null;
    }

    private static List<ExportedEntry> Entries(Payload root, Payload issue)
    {
        var entries = new Dictionary<(string, long), ExportedEntry>();
        foreach (var list in (string[])["timeline", "events", "event_data", "comments", "comment_data"])
        {
            var isComment = list.StartsWith("comment", StringComparison.Ordinal);
            foreach (var one in root.Objects(list).Concat(issue.Objects(list)))
                if (ExportedEntry.Read(one, isComment) is { } entry) entries.TryAdd((entry.Kind, entry.Id), entry);
        }

        return [.. entries.Values.OrderBy(entry => entry.At).ThenBy(entry => entry.Id)];
    }

    private static IEnumerable<Problem> Missing(
        string file, Payload root, Payload issue, List<ExportedEntry> entries)
    {
        var hasTimeline = ((string[])["timeline", "events", "event_data"])
            .Any(list => root.Count(list) is not null || issue.Count(list) is not null);
        if (!hasTimeline)
            yield return Problem.Warning("history/no-timeline",
                "it has no timeline: who labelled, assigned and closed it when is not known", file, 1, 0,
                "Export the issue's events too.");
        var comments = issue.Number("comments") ?? 0;
        var told = entries.Count(entry => entry.Kind == ExportedEntry.Comment);
        if (told < comments)
            yield return Problem.Warning("history/no-comments",
                $"{comments - told} of its {comments} comments are missing: promises of an answer look missed", file, 1,
                0,
                "Export the issue's comments too.");
    }
}
