using System.Text;
using System.Text.Json.Serialization;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>What is kept of what happened, so that it can be tried again months later.</summary>
[TestClass]
public class HistoryJsonTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 2, 18, 0);

    private static readonly DeliveryId Id = new("d-1");

    private static readonly Actor Ana = new(1, new Login("ana"), IsBot: false);

    private static readonly CommentSnapshot Said =
        new(5, "IC_5", Ana, "I think\n/ack\r\nsecret words\n/area docs", At, At, null);

    public static IEnumerable<object[]> Kinds =>
        new IssueEvent[]
        {
            new IssueOpened(new IssueRef(new RepoName("acme", "old"), 3))
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new IssueEdited("before", "the text before")
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new IssueLabeled("sev/s1")
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new IssueUnlabeled("sev/s1")
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new IssueAssigned(new Login("ben"))
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new IssueUnassigned(new Login("ben"))
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new IssueClosed(CloseReason.NotPlanned)
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new IssueReopened
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new IssueDeleted
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new IssueTransferred
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new IssueLocked(true)
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new IssueTyped(null)
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new IssueTouched("pinned")
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new CommentCreated(Said)
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new CommentEdited(Said, "before")
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
            new CommentDeleted(Said)
            {
                Delivery = Id,
                Installation = new InstallationId(5),
                Sender = Ana,
                OccurredAt = At,
                Repo = Repo,
                Issue = Issue
            },
        }.Select(happened => new object[] { happened });

    private static RepoInfo Repo { get; } =
        new(new RepoId(7), new RepoName("acme", "kit"), "R_7", IsPrivate: true, IsArchived: false, "main");

    private static IssueSnapshot Issue { get; } = new()
    {
        Id = new IssueId(9), NodeId = "I_9", Number = 12, Title = "It fails ✓", Body = "### Area\n\ndocs", Author = Ana,
        Labels = ["bug"], Assignees = [new Login("ben")], CreatedAt = At, UpdatedAt = At, ClosedAt = At,
        IsClosed = true,
        CloseReason = CloseReason.Duplicate, IssueType = "Bug",
    };

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void An_event_is_read_as_it_was_written(IssueEvent happened)
    {
        var json = HistoryJson.Write(happened);
        var read = HistoryJson.Read(json).ShouldNotBeNull();
        read.GetType().ShouldBe(happened.GetType());
        HistoryJson.Write(read).ShouldBe(json);
        (read.Delivery, read.Installation, read.Sender, read.OccurredAt, read.Ref)
            .ShouldBe((happened.Delivery, happened.Installation, happened.Sender, happened.OccurredAt, happened.Ref));
        (read.Issue.Labels, read.Issue.Assignees).ShouldSatisfyAllConditions(
            lists => lists.Labels.ShouldBe(happened.Issue.Labels),
            lists => lists.Assignees.ShouldBe(happened.Issue.Assignees));
        (read.Issue with { Labels = [], Assignees = [] }).ShouldBe(happened.Issue with { Labels = [], Assignees = [] });
    }

    [TestMethod]
    public void Every_event_that_GitHub_tells_of_an_issue_can_be_kept() =>
        typeof(IssueEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
            .Select(one => ((JsonDerivedTypeAttribute)one).DerivedType)
            .ShouldBe(typeof(IssueEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(IssueEvent)))
                .Except([typeof(AlarmRang), typeof(AssigneeRefused)]), ignoreOrder: true);

    [TestMethod]
    public void What_people_said_and_how_texts_read_before_is_not_kept()
    {
        var text = string.Concat(Kinds.Select(kind => Encoding.UTF8.GetString(HistoryJson.Write((IssueEvent)kind[0]))));
        foreach (var gone in (string[])["before", "secret words", "I think"]) text.ShouldNotContain(gone);
        ((CommentCreated)HistoryJson.Read(HistoryJson.Write((IssueEvent)Kinds.ElementAt(13)[0]))!).Comment.Body
            .ShouldBe("/ack\n/area docs\n…");
    }

    [TestMethod]
    public void Of_commands_only_those_are_kept_that_were_run()
    {
        var made = (CommentCreated)Kinds.ElementAt(13)[0];
        string Kept(IssueEvent happened) => HistoryJson.Read(HistoryJson.Write(happened)) switch
        {
            CommentCreated created => created.Comment.Body,
            CommentEdited edited => edited.Comment.Body,
            _ => "none",
        };
        Kept(made with { Comment = made.Comment with { Body = "```\n/ack\n```\n> quoted\n/sev s1" } }).ShouldBe("…");
        Kept(new CommentEdited(made.Comment with { Body = "/ack\n`/why`\n/type bug" }, "/ack")
        {
            Delivery = made.Delivery, Sender = made.Sender, OccurredAt = made.OccurredAt, Repo = made.Repo,
            Issue = made.Issue,
        }).ShouldBe("`/why`\n/type bug\n…");
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("""{"kind":"teleported"}""")]
    [DataRow("""{"kind":"labeled","label":"x"}""")]
    [DataRow("nonsense")]
    public void What_another_program_wrote_is_left_out(string json) =>
        HistoryJson.Read(Encoding.UTF8.GetBytes(json)).ShouldBeNull();
}
