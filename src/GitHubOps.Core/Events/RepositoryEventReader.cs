using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Reads <c>label</c>, <c>push</c> and <c>repository</c>.</summary>
internal static class RepositoryEventReader
{
    /// <summary>GitHub lists at most so many commits of a push: from there on the list may be cut.</summary>
    private const int CommitsListedMax = 2_048;

    public static HubEventOrReason ReadLabel(EventHeader header)
    {
        var label = header.Payload.NeedObject("label");
        return new LabelChanged(
            header.Payload.NeedRepository(),
            header.Action,
            label.NeedText("name"),
            label.Text("node_id") ?? "",
            header.Payload.Object("changes").Object("name").Text("from"))
        {
            Delivery = header.Delivery,
            Installation = header.Installation,
            Sender = header.Sender,
            OccurredAt = header.ReceivedAt,
        };
    }

    public static HubEventOrReason ReadPush(EventHeader header) =>
        new Pushed(
            header.Payload.NeedRepository(),
            header.Payload.NeedText("ref"),
            header.Payload.Text("after") ?? "",
            ReadPaths(header.Payload))
        {
            Delivery = header.Delivery,
            Installation = header.Installation,
            Sender = header.Sender,
            OccurredAt = header.Payload.Object("repository").Time("pushed_at") ?? header.ReceivedAt,
        };

    public static HubEventOrReason ReadRepository(EventHeader header)
    {
        if (header.Action.Length == 0) return header.ActionNotOurs;
        var repo = header.Payload.NeedRepository();
        return new RepositoryChanged(repo, header.Action, ReadPreviousName(header.Payload, repo.Name))
        {
            Delivery = header.Delivery,
            Installation = header.Installation,
            Sender = header.Sender,
            OccurredAt = header.Payload.Object("repository").Time("updated_at") ?? header.ReceivedAt,
        };
    }

    private static RepoName? ReadPreviousName(Payload payload, RepoName now)
    {
        var changes = payload.Object("changes");
        if (changes.Object("repository").Object("name").Text("from") is { Length: > 0 } name)
            return now with { Name = name };
        var from = changes.Object("owner").Object("from");
        var owner = from.Object("organization").Text("login") ?? from.Object("user").Text("login");
        return owner is { Length: > 0 } ? now with { Owner = owner } : null;
    }

    /// <summary>
    /// Null where the commits do not tell all that changed: rewritten, new, too many, or none listed.
    /// </summary>
    private static ImmutableArray<string>? ReadPaths(Payload payload)
    {
        if (payload.IsTrue("forced") || payload.IsTrue("created")) return null;
        if (payload.Count("commits") is not (> 0 and < CommitsListedMax)) return null;
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var commit in payload.Objects("commits"))
        {
            if (commit.Count("added") is null || commit.Count("modified") is null || commit.Count("removed") is null)
                return null;
            paths.UnionWith(commit.Names("added"));
            paths.UnionWith(commit.Names("modified"));
            paths.UnionWith(commit.Names("removed"));
        }

        return [.. paths];
    }
}
