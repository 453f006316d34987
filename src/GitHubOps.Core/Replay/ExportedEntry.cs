using NodaTime;

namespace GitHubOps.Core;

/// <summary>One entry of an exported timeline, in GitHub's words.</summary>
/// <param name="Subject">The label, the login, or the title before.</param>
/// <param name="Title">The title afterwards, of a renaming.</param>
internal sealed record ExportedEntry(
    long Id, string Kind, Instant At, Actor Actor, string Subject, string? Title, CloseReason Reason,
    CommentSnapshot? Said)
{
    public const string Comment = "commented";

    /// <summary>Null for entries without a time (commits) or of kinds that tell us nothing.</summary>
    public static ExportedEntry? Read(Payload entry, bool isComment)
    {
        var kind = isComment ? Comment : entry.Text("event") ?? "";
        if (entry.Time("created_at") is not { } at) return null;
        var id = entry.Number("id") ?? at.ToUnixTimeMilliseconds();
        var actor = (kind is "assigned" or "unassigned" && entry.Object("assigner").Exists ? entry.Object("assigner")
            : kind == Comment && entry.Object("user").Exists ? entry.Object("user")
            : entry.Object("actor")).ReadActor();
        var subject = kind switch
        {
            "labeled" or "unlabeled" => entry.Object("label").Text("name"),
            "assigned" or "unassigned" => entry.Object("assignee").Text("login"),
            "renamed" => entry.Object("rename").Text("from"),
            "closed" or "reopened" or "locked" or "unlocked" or "transferred" or "converted_to_discussion" or Comment =>
                "",
            _ => null,
        };
        var said = kind == Comment ? new CommentSnapshot(
            id, entry.Text("node_id") ?? "", actor, entry.Text("body") ?? "", at, entry.Time("updated_at") ?? at,
            entry.Object("performed_via_github_app").Number("id")) : null;
        return subject is null ? null : new ExportedEntry(
            id, kind, at, actor, subject, entry.Object("rename").Text("to"), entry.ReadCloseReason(), said);
    }
}
