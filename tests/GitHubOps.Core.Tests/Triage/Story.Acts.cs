using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>What people, GitHub and those who write the files do to the issue.</summary>
internal sealed partial class Story
{
    public Story Opens(string author, string title, string body, string[]? labels = null, string[]? assignees = null)
    {
        Issue = new IssueSnapshot
        {
            Id = new IssueId(8800012), NodeId = "I_12", Number = 12, Title = title, Body = body,
            Author = Person(author),
            Labels = [.. labels ?? []], Assignees = [.. (assignees ?? []).Select(one => new Login(one))],
            CreatedAt = Now, UpdatedAt = Now, IsPullRequest = IsPull,
        };
        return Decide(Opened(author));
    }

    public IssueOpened Opened(string author) =>
        new() { Delivery = Next(), Sender = Person(author), OccurredAt = Issue.CreatedAt, Repo = Repo, Issue = Issue };

    public Story PutsOn(string who, string label)
    {
        Change(issue => issue with { Labels = issue.Labels.Contains(label) ? issue.Labels : issue.Labels.Add(label) });
        return Decide(
            new IssueLabeled(label)
            {
                Delivery = Next(),
                Sender = Person(who),
                OccurredAt = Now,
                Repo = Repo,
                Issue = Issue
            });
    }

    public Story TakesOff(string who, string label)
    {
        Change(issue => issue with { Labels = issue.Labels.Remove(label) });
        return Decide(
            new IssueUnlabeled(label)
            {
                Delivery = Next(),
                Sender = Person(who),
                OccurredAt = Now,
                Repo = Repo,
                Issue = Issue
            });
    }

    public Story Assigns(string who, string person)
    {
        var login = new Login(person);
        Change(
            issue =>
                issue with
                {
                    Assignees = issue.Assignees.Contains(login) ? issue.Assignees : issue.Assignees.Add(login)
                });
        return Decide(
            new IssueAssigned(login)
            {
                Delivery = Next(),
                Sender = Person(who),
                OccurredAt = Now,
                Repo = Repo,
                Issue = Issue
            });
    }

    public Story Unassigns(string who, string person)
    {
        Change(issue => issue with { Assignees = issue.Assignees.Remove(new Login(person)) });
        return Decide(
            new IssueUnassigned(new Login(person))
            {
                Delivery = Next(),
                Sender = Person(who),
                OccurredAt = Now,
                Repo = Repo,
                Issue = Issue
            });
    }

    public Story Edits(string who, string body, string? title = null)
    {
        Change(issue => issue with { Body = body, Title = title ?? issue.Title });
        return Decide(
            new IssueEdited(null,
                null)
            { Delivery = Next(), Sender = Person(who), OccurredAt = Now, Repo = Repo, Issue = Issue });
    }

    public Story Comments(string who, string body)
    {
        Change(issue => issue);
        return Decide(Commented(who, body, Now));
    }

    public CommentCreated Commented(string who, string body, Instant at) =>
        new(new CommentSnapshot(990_000 + ++_comments, "IC", Person(who), body, at, at, null))
        {
            Delivery = Next(), Sender = Person(who), OccurredAt = at, Repo = Repo, Issue = Issue,
        };

    public Story DeletesOurComment(string who)
    {
        Change(issue => issue);
        var ours = new CommentSnapshot(990_000, "IC", new Actor(Bot.UserId, Bot.Login, IsBot: true), "", Now, Now,
            Bot.AppId);
        Comment = null;
        return Decide(
            new CommentDeleted(ours)
            {
                Delivery = Next(),
                Sender = Person(who),
                OccurredAt = Now,
                Repo = Repo,
                Issue = Issue
            });
    }

    public Story Closes(string who, CloseReason reason = CloseReason.Completed)
    {
        Change(issue => issue with { IsClosed = true, CloseReason = reason });
        Issue = Issue with { ClosedAt = Now };
        return Decide(
            new IssueClosed(reason)
            {
                Delivery = Next(),
                Sender = Person(who),
                OccurredAt = Now,
                Repo = Repo,
                Issue = Issue
            });
    }

    public Story Reopens(string who)
    {
        Change(issue => issue with { IsClosed = false, CloseReason = null, ClosedAt = null });
        return Decide(
            new IssueReopened
            {
                Delivery = Next(),
                Sender = Person(who),
                OccurredAt = Now,
                Repo = Repo,
                Issue = Issue
            });
    }

    /// <summary>The news of what we closed or reopened ourselves.</summary>
    public Story GitHubTellsOfIt()
    {
        Change(issue => issue);
        return Decide(Issue.IsClosed
            ? new IssueClosed(Issue.CloseReason!.Value)
            {
                Delivery = Next(),
                Sender = Us,
                OccurredAt = Issue.ClosedAt!.Value,
                Repo = Repo,
                Issue = Issue
            }
            : new IssueReopened { Delivery = Next(), Sender = Us, OccurredAt = Now, Repo = Repo, Issue = Issue });
    }

    /// <summary>Another project's issue was looked at.</summary>
    public Story HearsOf(UpstreamNews news)
    {
        Upstream = news;
        Now += Duration.FromSeconds(1);
        return Decide(
            new AlarmRang(AlarmKey.UpstreamLook,
                Now)
            { Delivery = Next(), Sender = Us, OccurredAt = Now, Repo = Repo, Issue = State!.Seen });
    }

    public Story Locks(string who)
    {
        Change(issue => issue with { IsLocked = true });
        return Decide(
            new IssueLocked(true)
            {
                Delivery = Next(),
                Sender = Person(who),
                OccurredAt = Now,
                Repo = Repo,
                Issue = Issue
            });
    }

    /// <summary>It arrives in another of the example repositories, of whose service it is known there or not.</summary>
    public Story Moves(string who, string example, bool isKnown)
    {
        Change(issue => issue with { Assignees = [] });
        var from = new IssueRef(Repo.Name, Issue.Number);
        (CameFrom, State, Policy) = (isKnown ? State : null, null, Policies[example]);
        Repo = new RepoInfo(new RepoId(55002), Policy.Repo, "R_55002", false, false, "main");
        Issue = Issue with { Id = new IssueId(8800099), Number = 7 };
        Alarms.Clear();
        return Decide(new IssueOpened(from)
        {
            Delivery = Next(), Sender = Person(who), OccurredAt = Issue.CreatedAt, Repo = Repo, Issue = Issue,
        });
    }

    /// <summary>Other files are in force from now on, and every issue with a promise is looked at again.</summary>
    public Story ChangesFiles(RepoPolicy policy)
    {
        CountsBack = Retroactive.IsAsked(Policy, policy);
        var differ = CountsBack || Promises.Differ(Policy, policy);
        foreach (var calendar in Policy.Calendars.Values) FormerHours[calendar.Print] = calendar;
        (Policy, PolicySince, Last) = (policy, Now, []);
        return differ ? Rings(AlarmKey.FilesChanged) : this;
    }

    public Story GitHubRefuses(string person)
    {
        Issue = Issue with { Assignees = Issue.Assignees.Remove(new Login(person)) };
        Unassignable.Add(new Login(person));
        return Decide(
            new AssigneeRefused(new Login(person))
            {
                Delivery = Next(),
                Sender = Us,
                OccurredAt = Now,
                Repo = Repo,
                Issue = State!.Seen
            });
    }
}
