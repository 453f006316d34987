using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>An issue together with GitHub's own words for it, of which events are made.</summary>
internal sealed record ListedIssue(IssueSnapshot Issue, string Json, string AuthorJson, int Comments);

internal sealed record IssuePage(ImmutableArray<ListedIssue> Issues, bool HasMore);

/// <summary>Something that happened to an issue, and who did it.</summary>
/// <param name="Subject">The label, or the login that was assigned.</param>
internal sealed record IssueHappening(long Id, string Kind, string? Subject, Actor Actor, string ActorJson, Instant At);

/// <param name="IsClosed">Null: it is as it was at the last look.</param>
/// <param name="ETag">What to ask with next time.</param>
internal sealed record IssueSight(bool? IsClosed, string? ETag);

/// <summary>A pull request that refers to an issue.</summary>
internal sealed record LinkedPull(Login Author, bool IsOpen);

/// <summary>A comment together with GitHub's own words for it.</summary>
internal sealed record ListedComment(CommentSnapshot Comment, string Json, string AuthorJson);

public sealed partial class RepoCalls
{
    /// <summary>
    /// A hundred issues, least recently changed first.
    /// https://docs.github.com/en/rest/issues/issues#list-repository-issues
    /// </summary>
    internal Task<Answer<IssuePage>> ListChangedIssuesAsync(Instant since, int page, CancellationToken ct) =>
        ReadIssuesAsync(InRepo(
            $"issues?state=all&sort=updated&direction=asc&per_page=100&since={Text(since)}&page={page}"), ct);

    /// <summary>A hundred open issues, in the order in which they were opened.</summary>
    internal Task<Answer<IssuePage>> ListOpenIssuesAsync(int page, CancellationToken ct) =>
        ReadIssuesAsync(InRepo($"issues?state=open&sort=created&direction=asc&per_page=100&page={page}"), ct);

    /// <summary>https://docs.github.com/en/rest/issues/issues#get-an-issue</summary>
    internal async Task<Answer<ListedIssue>> GetListedIssueAsync(int number, CancellationToken ct)
    {
        var answer = await SendAsync(new GitHubRequest(HttpMethod.Get, Address(InRepo($"issues/{number}"))), ct);
        if (!answer.IsOk) return answer.Failure;
        var wire = WireReader.Read(answer.Value, SweepJson.Default.JsonDocument);
        if (!wire.IsOk) return wire.Failure;
        using var document = wire.Value;
        return Listed(document.RootElement) is { } issue ? issue : WireReader.Garbled(answer.Value.Status);
    }

    /// <summary>
    /// Oldest first, at most a thousand. https://docs.github.com/en/rest/issues/events#list-issue-events
    /// </summary>
    internal Task<Answer<ImmutableArray<IssueHappening>>> ListHappeningsAsync(int number, CancellationToken ct) =>
        ReadPagesAsync(InRepo($"issues/{number}/events?per_page=100"), SweepJson.Default.WireHappeningArray,
            w => w.Select(Happening), ct);

    /// <summary>https://docs.github.com/en/rest/issues/comments#list-issue-comments</summary>
    internal Task<Answer<ImmutableArray<ListedComment>>> ListRawCommentsAsync(int number, Instant since,
        CancellationToken ct) =>
        ReadPagesAsync(InRepo($"issues/{number}/comments?per_page=100&since={Text(since)}"),
            SweepJson.Default.JsonElementArray,
            w => w.Select(ListedOne).OfType<ListedComment>(), ct);

    /// <summary>
    /// The repository, also in GitHub's own words. https://docs.github.com/en/rest/repos/repos#get-a-repository
    /// </summary>
    internal async Task<Answer<(RepoInfo Repo, string Json)>> GetRawRepositoryAsync(CancellationToken ct)
    {
        var answer = await SendAsync(new GitHubRequest(HttpMethod.Get, Address(InRepo())), ct);
        if (!answer.IsOk) return answer.Failure;
        var wire = WireReader.Read(answer.Value, GitHubJson.Default.WireRepository);
        return wire.Select(w => (WireTranslator.Repo(w), System.Text.Encoding.UTF8.GetString(answer.Value.Body)));
    }

    /// <summary>
    /// Whether somebody has opened no other issue or pull request here.
    /// https://docs.github.com/en/rest/issues/issues#list-repository-issues
    /// </summary>
    internal async Task<Answer<bool>> IsFirstOfAsync(int number, Login author, CancellationToken ct)
    {
        var wire = await ReadAsync(
            InRepo($"issues?state=all&per_page=2&creator={Uri.EscapeDataString(author.Value)}"),
            GitHubJson.Default.WireIssueArray, ct);
        return wire.Select(issues => Array.TrueForAll(issues, issue => issue.Number == number));
    }

    /// <summary>Whether an issue is closed. https://docs.github.com/en/rest/issues/issues#get-an-issue</summary>
    /// <param name="etag">Of the last look: where nothing changed since, GitHub says so and counts no request.</param>
    internal async Task<Answer<IssueSight>> LookAtIssueAsync(int number, string? etag, CancellationToken ct)
    {
        var request = new GitHubRequest(HttpMethod.Get, Address(InRepo($"issues/{number}"))) { ETag = etag };
        var answer = await SendAsync(request, ct);
        if (!answer.IsOk) return answer.Failure;
        if (answer.Value.IsNotModified) return new IssueSight(IsClosed: null, etag);
        var wire = WireReader.Read(answer.Value, GitHubJson.Default.WireIssue);
        var tag = answer.Value.ETag;
        return wire.Select(issue => new IssueSight(issue.State == "closed", tag));
    }

    /// <summary>
    /// Pull requests that refer to an issue.
    /// https://docs.github.com/en/rest/issues/timeline#list-timeline-events-for-an-issue
    /// </summary>
    internal Task<Answer<ImmutableArray<LinkedPull>>> ListPullsForAsync(int number, CancellationToken ct) =>
        ReadPagesAsync(InRepo($"issues/{number}/timeline?per_page=100"), SweepJson.Default.WireTimelineEntryArray,
            entries =>
                entries.Where(entry => entry is { Event: "cross-referenced", Source.Issue.PullRequest: not null })
                .Select(entry => entry.Source!.Issue!)
                .Select(pull => new LinkedPull(WireTranslator.Actor(pull.User).Login, pull.State == "open")), ct);

    private async Task<Answer<IssuePage>> ReadIssuesAsync(string path, CancellationToken ct)
    {
        var answer = await SendAsync(new GitHubRequest(HttpMethod.Get, Address(path)) { BytesMax = IssuePageBytesMax },
            ct);
        if (!answer.IsOk) return answer.Failure;
        var wire = WireReader.Read(answer.Value, SweepJson.Default.JsonElementArray);
        return wire.Select(w => new IssuePage(
            [.. w.Select(Listed).OfType<ListedIssue>()], answer.Value.Next is not null));
    }

    // A hundred bodies of 64 kB, each character perhaps escaped.
    private const int IssuePageBytesMax = 48 << 20;

    /// <summary>
    /// Null: not an issue as GitHub documents them; the others of the page are none the worse for it.
    /// </summary>
    private static ListedIssue? Listed(JsonElement element)
    {
        try
        {
            var wire = element.Deserialize(GitHubJson.Default.WireIssue);
            if (wire is null) return null;
            var count = element.TryGetProperty("comments", out var comments) && comments.TryGetInt32(out var number)
                ? number : 0;
            return new ListedIssue(WireTranslator.Issue(wire), element.GetRawText(), JsonOf(element, "user"), count);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ListedComment? ListedOne(JsonElement element)
    {
        try
        {
            var wire = element.Deserialize(GitHubJson.Default.WireComment);
            return wire is null ? null
                : new ListedComment(WireTranslator.Comment(wire), element.GetRawText(), JsonOf(element, "user"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IssueHappening Happening(WireHappening wire) => new(
        wire.Id, wire.Event ?? "", wire.Label?.Name ?? wire.Assignee?.Login, WireTranslator.Actor(wire.Actor),
        JsonSerializer.Serialize(wire.Actor, GitHubJson.Default.WireUser!), Instant.FromDateTimeOffset(wire.CreatedAt));

    private static string JsonOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetRawText() : "null";
}

internal sealed record WireHappening(
    long Id, string? Event, WireUser? Actor, WireLabel? Label, WireUser? Assignee, DateTimeOffset CreatedAt);

internal sealed record WireTimelineEntry(string? Event, WireSource? Source);

internal sealed record WireSource(WireSourceIssue? Issue);

internal sealed record WireSourceIssue(string? State, WireUser? User, WireLink? PullRequest);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    MaxDepth = EventParser.DepthMax)]
[JsonSerializable(typeof(WireHappening[]))]
[JsonSerializable(typeof(WireTimelineEntry[]))]
[JsonSerializable(typeof(JsonElement[]))]
[JsonSerializable(typeof(JsonDocument))]
internal sealed partial class SweepJson : JsonSerializerContext;
