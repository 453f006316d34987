using NodaTime;

namespace GitHubOps.Core;

/// <summary>Reads <c>issues</c> and <c>issue_comment</c> (which also comes for pull requests).</summary>
internal static class IssueEventReader
{
    public static HubEventOrReason ReadIssue(EventHeader header) => header.Action switch
    {
        "opened" or "closed" or "reopened" or "deleted" or "transferred" => ReadLife(header),
        "labeled" or "unlabeled" or "assigned" or "unassigned" => ReadChoice(header),
        "edited" or "locked" or "unlocked" or "typed" or "untyped" => ReadChange(header),
        "milestoned" or "demilestoned" or "pinned" or "unpinned" or "field_added" or "field_removed" => Touched(header),
        _ => header.ActionNotOurs,
    };

    public static HubEventOrReason ReadComment(EventHeader header)
    {
        if (header.Action is not ("created" or "edited" or "deleted")) return header.ActionNotOurs;
        var (id, app, who, _, repo, issue) = Shared(header);
        var comment = header.Payload.NeedComment();
        var previous = header.Payload.Object("changes").Object("body").Text("from");
        return header.Action switch
        {
            "created" => new CommentCreated(comment)
            {
                Delivery = id, Installation = app, Sender = who, Repo = repo, Issue = issue,
                OccurredAt = comment.CreatedAt,
            },
            "edited" => new CommentEdited(comment, previous)
            {
                Delivery = id, Installation = app, Sender = who, Repo = repo, Issue = issue,
                OccurredAt = comment.UpdatedAt,
            },
            _ => new CommentDeleted(comment)
            {
                Delivery = id, Installation = app, Sender = who, Repo = repo, Issue = issue,
                OccurredAt = header.ReceivedAt,
            },
        };
    }

    private static HubEvent ReadLife(EventHeader header)
    {
        var (id, app, who, at, repo, issue) = Shared(header);
        return header.Action switch
        {
            "opened" => new IssueOpened(ReadOrigin(header.Payload, repo.Name))
            {
                Delivery = id, Installation = app, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            "closed" => new IssueClosed(issue.CloseReason ?? CloseReason.Completed)
            {
                Delivery = id, Installation = app, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            "reopened" => new IssueReopened
            {
                Delivery = id, Installation = app, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            "deleted" => new IssueDeleted
            {
                Delivery = id, Installation = app, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            _ => new IssueTransferred
            {
                Delivery = id, Installation = app, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
        };
    }

    private static HubEvent ReadChoice(EventHeader header)
    {
        var (id, app, who, at, repo, issue) = Shared(header);
        var label = header.Payload.Object("label").Text("name") ?? "";
        var person = new Login(header.Payload.Object("assignee").Text("login") ?? "");
        return (header.Action, label, person.Value) switch
        {
            ("labeled", not "", _) => new IssueLabeled(label)
            {
                Delivery = id, Installation = app, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            ("unlabeled", not "", _) => new IssueUnlabeled(label)
            {
                Delivery = id, Installation = app, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            ("assigned", _, not "") => new IssueAssigned(person)
            {
                Delivery = id, Installation = app, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            ("unassigned", _, not "") => new IssueUnassigned(person)
            {
                Delivery = id, Installation = app, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },

            // The label or the account is gone by now: only the snapshot tells what is left.
            _ => Touched(header),
        };
    }

    private static HubEvent ReadChange(EventHeader header)
    {
        var (id, app, who, at, repo, issue) = Shared(header);
        var changes = header.Payload.Object("changes");
        return header.Action switch
        {
            "edited" => new IssueEdited(changes.Object("title").Text("from"), changes.Object("body").Text("from"))
            {
                Delivery = id, Installation = app, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            "locked" or "unlocked" => new IssueLocked(IsLocked: header.Action == "locked")
            {
                Delivery = id, Installation = app, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            _ => new IssueTyped(header.Action == "untyped" ? null : TypeOf(header.Payload, issue))
            {
                Delivery = id, Installation = app, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
        };
    }

    private static IssueTouched Touched(EventHeader header)
    {
        var (id, app, who, at, repo, issue) = Shared(header);
        return new IssueTouched(header.Action)
        {
            Delivery = id, Installation = app, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
        };
    }

    private static (
        DeliveryId Id, InstallationId? App, Actor Who, Instant At, RepoInfo Repo, IssueSnapshot Issue) Shared(
        EventHeader header)
    {
        var issue = header.Payload.NeedIssue();
        var repo = header.Payload.NeedRepository();
        return (header.Delivery, header.Installation, header.Sender, OccurredAt(header, issue), repo, issue);
    }

    private static Instant OccurredAt(EventHeader header, IssueSnapshot issue) => header.Action switch
    {
        "opened" => issue.CreatedAt,
        "closed" => issue.ClosedAt ?? issue.UpdatedAt,

        // The issue that is left behind keeps its old time; only we know when the news came.
        "deleted" or "transferred" => header.ReceivedAt,
        _ => issue.UpdatedAt,
    };

    /// <summary>Where a transferred issue comes from; the number is 0 when GitHub does not say.</summary>
    private static IssueRef? ReadOrigin(Payload payload, RepoName here)
    {
        var changes = payload.Object("changes");
        var oldIssue = changes.Object("old_issue");
        var oldRepository = changes.Object("old_repository");
        if (!oldIssue.Exists && !oldRepository.Exists) return null;
        var number = oldIssue.Number("number") is > 0 and <= int.MaxValue and var found ? (int)found : 0;
        var repo = RepoName.TryParse(oldRepository.Text("full_name"), out var name) ? name.Value : here;
        return new IssueRef(repo, number);
    }

    private static string? TypeOf(Payload payload, IssueSnapshot issue) =>
        payload.Object("type").Text("name") ?? issue.IssueType;
}
