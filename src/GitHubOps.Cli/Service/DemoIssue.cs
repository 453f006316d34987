using System.Collections.Immutable;
using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>Something that happened to an issue, as its page on GitHub tells it.</summary>
/// <param name="Kind"><c>labeled</c>, <c>assigned</c>, <c>commented</c>, <c>closed</c> …</param>
/// <param name="What">The label, or who was assigned.</param>
internal sealed record DemoMoment(Instant At, string Actor, bool IsBot, string Kind, string What = "");

/// <summary>An issue as GitHub shows it: nothing here is asked of the service.</summary>
internal sealed record DemoIssue
{
    public required string Repo { get; init; }
    public required int Number { get; init; }
    public string Title { get; init; } = "";
    public required string OpenedBy { get; init; }
    public required Instant OpenedAt { get; init; }
    public bool IsOpen { get; init; } = true;
    public ImmutableArray<string> Labels { get; init; } = [];
    public ImmutableArray<string> Assignees { get; init; } = [];

    /// <summary>Bodies of the App's comments.</summary>
    public ImmutableArray<string> BotComments { get; init; } = [];

    /// <summary>Write requests that named the issue in the first two minutes of its life.</summary>
    public int WritesOnOpen { get; init; }

    public ImmutableArray<DemoMoment> Timeline { get; init; } = [];

    public string? Area => Only("area/");

    public string? Severity => Only("sev/");

    /// <summary>What the comment's hidden line says; null without a comment that has one.</summary>
    public CommentFacts? Facts => BotComments.Select(CommentMarker.ReadUnproved).FirstOrDefault(f => f is not null);

    public string Name => $"{Repo[(Repo.IndexOf('/', StringComparison.Ordinal) + 1)..]}#{Number}";

    public override string ToString() => $"{Repo}#{Number}";

    public static DemoIssue Of(GitHubSandbox sandbox, SandboxIssue issue) => new()
    {
        Repo = issue.Repository.FullName,
        Number = issue.Number,
        Title = issue.Title,
        OpenedBy = issue.Author.Login,
        OpenedAt = Instant.FromDateTimeOffset(issue.CreatedAt),
        IsOpen = issue.IsOpen,
        Labels = [.. issue.LabelNames.Order(StringComparer.Ordinal)],
        Assignees = [.. issue.AssigneeLogins],
        BotComments = [.. issue.Comments.Where(c => c.ViaApp && c.Author == sandbox.App.Bot).Select(c => c.Body)],
        Timeline = [.. issue.Timeline.Select(e => MomentOf(sandbox, e))],
    };

    private static DemoMoment MomentOf(GitHubSandbox sandbox, SandboxIssueEvent happened) => new(
        Instant.FromDateTimeOffset(happened.At),
        happened.Actor.Login,
        happened.ViaApp || happened.Actor == sandbox.App.Bot,
        happened.Kind,
        happened.LabelName ?? happened.Assignee?.Login ?? "");

    private string? Only(string family) =>
        Labels.Where(l => l.StartsWith(family, StringComparison.Ordinal)).ToArray() is [var only]
            ? only[family.Length..]
            : null;
}
