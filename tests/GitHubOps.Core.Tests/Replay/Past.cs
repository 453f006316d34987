using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>What happened to some issues of the factory, before our App or while another policy was in force.</summary>
internal sealed class Past
{
    private readonly Dictionary<int, IssueSnapshot> issues = [];
    private int delivery;

    public static RepoInfo Repo { get; } =
        new(new RepoId(55001), new RepoName("acme", "dashboard-factory"), "R_55001", false, false, "main");

    public List<IssueEvent> Events { get; } = [];

    public Past Opens(int number, string at, string author, string title, string body, params string[] labels)
    {
        var now = Story.Time(at, Story.West);
        issues[number] = new IssueSnapshot
        {
            Id = new IssueId(8800000 + number), NodeId = $"I_{number}", Number = number, Title = title, Body = body,
            Author = Story.Person(author), Labels = [.. labels], CreatedAt = now, UpdatedAt = now,
        };
        Events.Add(new IssueOpened
        {
            Delivery = Next(), Sender = Story.Person(author), OccurredAt = now, Repo = Repo, Issue = issues[number],
        });
        return this;
    }

    public Past PutsOn(int number, string at, string who, string label)
    {
        var issue = Change(number, at, one => one with { Labels = one.Labels.Add(label) });
        Events.Add(new IssueLabeled(label)
        {
            Delivery = Next(), Sender = Who(who), OccurredAt = issue.UpdatedAt, Repo = Repo, Issue = issue,
        });
        return this;
    }

    public Past TakesOff(int number, string at, string who, string label)
    {
        var issue = Change(number, at, one => one with { Labels = one.Labels.Remove(label) });
        Events.Add(new IssueUnlabeled(label)
        {
            Delivery = Next(), Sender = Who(who), OccurredAt = issue.UpdatedAt, Repo = Repo, Issue = issue,
        });
        return this;
    }

    public Past Assigns(int number, string at, string who, string person)
    {
        var issue = Change(number, at, one => one with { Assignees = one.Assignees.Add(new Login(person)) });
        Events.Add(new IssueAssigned(new Login(person))
        {
            Delivery = Next(), Sender = Who(who), OccurredAt = issue.UpdatedAt, Repo = Repo, Issue = issue,
        });
        return this;
    }

    public Past Comments(int number, string at, string who, string body)
    {
        var issue = Change(number, at, one => one);
        var said = new CommentSnapshot(number * 1000 + delivery, "IC", Who(who), body, issue.UpdatedAt, issue.UpdatedAt,
            null);
        Events.Add(new CommentCreated(said)
        {
            Delivery = Next(), Sender = Who(who), OccurredAt = issue.UpdatedAt, Repo = Repo, Issue = issue,
        });
        return this;
    }

    public Past Closes(int number, string at, string who)
    {
        var issue = Change(number, at, one => one with
        { IsClosed = true, CloseReason = CloseReason.Completed, ClosedAt = Story.Time(at, Story.West) });
        Events.Add(new IssueClosed(CloseReason.Completed)
        {
            Delivery = Next(), Sender = Who(who), OccurredAt = issue.UpdatedAt, Repo = Repo, Issue = issue,
        });
        return this;
    }

    /// <summary>As it is handed to a replay; time passes until then.</summary>
    public ReplayHistory Until(string end, params RepoPolicy[] policies) => new()
    {
        Events = [.. Events],
        Bot = Story.Bot,
        End = Story.Time(end, Story.West),
        Writers = ReplayHistory.WritersOf(policies),
    };

    private static Actor Who(string who) =>
        who == Story.Bot.Login.Value ? new Actor(Story.Bot.UserId, Story.Bot.Login, IsBot: true) : Story.Person(who);

    private IssueSnapshot Change(int number, string at, Func<IssueSnapshot, IssueSnapshot> change) =>
        issues[number] = change(issues[number]) with { UpdatedAt = Story.Time(at, Story.West) };

    private DeliveryId Next() => new($"d{++delivery}");
}
