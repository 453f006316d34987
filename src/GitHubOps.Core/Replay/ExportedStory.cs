using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Tells an exported issue's life as events: what stood at its opening is found by taking the timeline back from the
/// end, and then told forwards.
/// </summary>
internal sealed class ExportedStory(IssueSnapshot end, RepoInfo repo)
{
    public IReadOnlyList<IssueEvent> Tell(IReadOnlyList<ExportedEntry> entries)
    {
        var issue = Beginning(entries);
        var isMoved = entries.Any(entry => entry.Kind == "transferred");
        var told = new List<IssueEvent>
        {
            new IssueOpened(isMoved ? new IssueRef(repo.Name, 0) : null)
            {
                Delivery = new DeliveryId($"export:{end.Id}:opened"), Sender = end.Author, OccurredAt = end.CreatedAt,
                Repo = repo, Issue = issue,
            },
        };
        foreach (var entry in entries)
        {
            issue = After(issue, entry);
            told.Add(EventOf(entry, issue));
        }

        // What the timeline does not tell stands at the end all the same.
        if (end.IsClosed && !issue.IsClosed) told.Add(Closed());
        if (entries.Count == 0) told.Add(Touched("as exported", end.UpdatedAt, end));
        return told;
    }

    private IssueSnapshot Beginning(IReadOnlyList<ExportedEntry> entries)
    {
        var (labels, people, title) = (end.Labels, end.Assignees, end.Title);
        foreach (var entry in entries.Reverse())
        {
            switch (entry.Kind)
            {
                case "labeled": labels = Without(labels, entry.Subject); break;
                case "unlabeled": labels = Without(labels, entry.Subject).Add(entry.Subject); break;
                case "assigned": people = people.Remove(new Login(entry.Subject)); break;
                case "unassigned": people = With(people, entry.Subject); break;
                case "renamed": title = entry.Subject; break;
            }
        }

        var isKnown = entries.Count > 0;
        return end with
        {
            Title = title,
            Labels = isKnown ? labels : [],
            Assignees = isKnown ? people : [],
            IsClosed = false,
            CloseReason = null,
            ClosedAt = null,
            IsLocked = false,
            UpdatedAt = end.CreatedAt,
        };
    }

    private IssueSnapshot After(IssueSnapshot issue, ExportedEntry entry)
    {
        issue = issue with { UpdatedAt = Instant.Max(issue.UpdatedAt, entry.At) };
        return entry.Kind switch
        {
            "labeled" => issue with { Labels = Without(issue.Labels, entry.Subject).Add(entry.Subject) },
            "unlabeled" => issue with { Labels = Without(issue.Labels, entry.Subject) },
            "assigned" => issue with { Assignees = With(issue.Assignees, entry.Subject) },
            "unassigned" => issue with { Assignees = issue.Assignees.Remove(new Login(entry.Subject)) },
            "closed" => issue with { IsClosed = true, CloseReason = entry.Reason, ClosedAt = entry.At },
            "reopened" => issue with { IsClosed = false, CloseReason = null, ClosedAt = null },
            "locked" or "unlocked" => issue with { IsLocked = entry.Kind == "locked" },
            "renamed" => issue with { Title = entry.Title ?? end.Title },
            _ => issue,
        };
    }

    private IssueEvent EventOf(ExportedEntry entry, IssueSnapshot issue)
    {
        var (id, who, at) = (new DeliveryId($"export:{entry.Kind}:{entry.Id}"), entry.Actor, entry.At);
        return entry.Kind switch
        {
            "labeled" => new IssueLabeled(entry.Subject)
            {
                Delivery = id, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            "unlabeled" => new IssueUnlabeled(entry.Subject)
            {
                Delivery = id, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            "assigned" => new IssueAssigned(new Login(entry.Subject))
            {
                Delivery = id, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            "unassigned" => new IssueUnassigned(new Login(entry.Subject))
            {
                Delivery = id, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            "closed" => new IssueClosed(entry.Reason)
            {
                Delivery = id, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            "reopened" => new IssueReopened
            {
                Delivery = id, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            "renamed" => new IssueEdited(entry.Subject, null)
            {
                Delivery = id, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            "locked" or "unlocked" => new IssueLocked(entry.Kind == "locked")
            {
                Delivery = id, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            "converted_to_discussion" => new IssueTransferred
            {
                Delivery = id, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            ExportedEntry.Comment => new CommentCreated(entry.Said!)
            {
                Delivery = id, Sender = who, OccurredAt = at, Repo = repo, Issue = issue,
            },
            _ => Touched(entry.Kind, at, issue),
        };
    }

    private IssueClosed Closed() => new(end.CloseReason ?? CloseReason.Completed)
    {
        Delivery = new DeliveryId($"export:{end.Id}:closed"), Sender = Actor.Ghost,
        OccurredAt = end.ClosedAt ?? end.UpdatedAt, Repo = repo, Issue = end,
    };

    private IssueTouched Touched(string what, Instant at, IssueSnapshot issue) => new(what)
    {
        Delivery = new DeliveryId($"export:{end.Id}:{what}"), Sender = Actor.Ghost, OccurredAt = at, Repo = repo,
        Issue = issue,
    };

    private static ImmutableArray<string> Without(ImmutableArray<string> labels, string label) =>
        labels.RemoveAll(one => string.Equals(one, label, StringComparison.OrdinalIgnoreCase));

    private static ImmutableArray<Login> With(ImmutableArray<Login> people, string login) =>
        people.Contains(new Login(login)) ? people : people.Add(new Login(login));
}
