using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>Who writes first when GitHub takes fewer writes than there are.</summary>
[TestClass]
public class WritePriorityTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 2, 17, 0);

    private static readonly ImmutableArray<Effect> Comment =
        [new Effect.PutComment("Hello", new CommentFacts(DueAt: null, "open", []))];

    [TestMethod]
    public void The_most_severe_goes_first_then_what_has_just_happened_then_the_backlog_each_by_severity()
    {
        var order = new[]
        {
            Rank(Severity.S1, hoursAgo: 50), Rank(Severity.S2, 0), Rank(Severity.S3, 1), Rank(Severity.S4, 0),
            Rank(Severity.S2, 2), Rank(Severity.S3, 48), Rank(Severity.S4, 2),
        };
        order.ShouldBe([0, 1, 2, 3, 4, 5, 6]);
        Rank(severity: null, 0).ShouldBe(Rank(Severity.S4, 0));
    }

    [TestMethod]
    public void What_the_public_calls_urgent_goes_before_the_rest_and_not_before_everything()
    {
        var state = State(Severity.S4) with { Proposed = Chosen(Severity.S1) };
        WritePriority.Of(state, Comment, hasComment: false, Now, Now).Rank.ShouldBe(1);
    }

    [TestMethod]
    public void Only_the_first_comment_is_a_content()
    {
        WritePriority.Of(null, Comment, hasComment: false, Now, Now).CreatesContent.ShouldBeTrue();
        WritePriority.Of(null, Comment, hasComment: true, Now, Now).CreatesContent.ShouldBeFalse();
        WritePriority.Of(null, [new Effect.AddLabel("a")], hasComment: false, Now, Now).CreatesContent.ShouldBeFalse();
    }

    private static int Rank(Severity? severity, int hoursAgo) =>
        WritePriority.Of(severity is { } known ? State(known) : null, Comment, hasComment: false,
            Now - Duration.FromHours(hoursAgo), Now).Rank;

    private static Chosen<Severity> Chosen(Severity severity) => new(severity, ByPerson: false, "severity", "because");

    private static IssueState State(Severity severity) => new()
    {
        Repo = new RepoInfo(new RepoId(1), new RepoName("acme", "kit"), "R", IsPrivate: false, IsArchived: false,
            "main"),
        Seen = new IssueSnapshot
        {
            Id = new IssueId(7), NodeId = "I", Number = 1, Title = "It fails", Body = "", Author = Actor.Ghost,
            CreatedAt = Now, UpdatedAt = Now,
        },
        Severity = Chosen(severity),
    };
}
