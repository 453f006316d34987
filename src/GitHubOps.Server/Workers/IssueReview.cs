using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>What a look at one issue came to.</summary>
/// <param name="Events">What nobody told us, for the inbox.</param>
internal sealed record Review(ImmutableArray<FoundEvent> Events)
{
    public static Review Nothing { get; } = new([]);
}

/// <summary>
/// Looks at an issue as GitHub shows it: what people did becomes the events that should have come, with who did it;
/// what we decided and could not write is written again, unless somebody took it away.
/// </summary>
internal sealed class IssueReview(
    Store store, RepoCalls calls, SweepRow row, RepoPolicy policy, BotIdentity bot, SyntheticEvents events,
    TimeProvider time)
{
    private const string Ghost = """{"id":10137,"login":"ghost","type":"User"}""";

    /// <summary>An issue that changed of late: also one that we never heard of.</summary>
    public async Task<Answer<Review>> ReviewChangedAsync(ListedIssue listed, CancellationToken ct)
    {
        if (listed.Issue.IsPullRequest || !await store.IsQuietAsync(listed.Issue.Id)) return Review.Nothing;
        var known = await store.IssueAsync(listed.Issue.Id);
        if (known is null) return await MeetAsync(listed, ct);
        var state = IssueStateJson.Read(known.State);
        if (state.HandsOff is not null) return Review.Nothing;
        var changes = await CompareAsync(known, state, listed, ct);
        if (!changes.IsOk) return changes.Failure;
        var comments = IsAnswerAwaited(state)
            ? await CommentsAsync(listed, row.Since, ct)
            : ImmutableArray<FoundEvent>.Empty;
        return comments.Select(more => new Review([.. changes.Value.Events, .. more]));
    }

    /// <summary>An open issue, whether it changed or not: what we failed to write is seen here.</summary>
    public async Task<Answer<Review>> ReviewOpenAsync(IssueRow known, ListedIssue listed, CancellationToken ct)
    {
        var state = IssueStateJson.Read(known.State);
        if (state.HandsOff is not null || !await store.IsQuietAsync(listed.Issue.Id)) return Review.Nothing;
        if (listed.Issue.Id.Value != known.IssueId) return Gone(state, "transferred");
        return await CompareAsync(known, state, listed, ct);
    }

    /// <summary>Deleted, moved to a discussion, or to a repository that we do not see: its promises end.</summary>
    public Review Gone(IssueState state, string action) => new(
        [events.OfIssue($"sweep:{action}:{state.Seen.Id}", action, SyntheticEvents.IssueJson(state.Seen), Ghost)]);

    /// <summary>Nobody told us of it. Older ones than the installation are never touched.</summary>
    private async Task<Answer<Review>> MeetAsync(ListedIssue listed, CancellationToken ct)
    {
        if (listed.Issue.CreatedAt < row.InstalledAt) return Review.Nothing;
        var happened = await calls.ListHappeningsAsync(listed.Issue.Number, ct);
        if (!happened.IsOk) return happened.Failure;
        var id = $"sweep:opened:{listed.Issue.Id}";
        var opened = happened.Value.Any(one => one.Kind == "transferred")
            ? events.OfArrival(id, listed.Json, listed.AuthorJson)
            : events.OfIssue(id, "opened", listed.Json, listed.AuthorJson);
        var comments = await CommentsAsync(listed, listed.Issue.CreatedAt, ct);
        return comments.Select(more => new Review([opened, .. more]));
    }

    private async Task<Answer<Review>> CompareAsync(IssueRow known, IssueState state, ListedIssue listed,
        CancellationToken ct)
    {
        // A replica that is behind what we were told.
        if (listed.Issue.UpdatedAt < state.Seen.UpdatedAt) return Review.Nothing;
        var differences = IssueDifferences.Of(state.Seen, listed.Issue);
        var lacking = IssueDifferences.Lacking(state, policy, listed.Issue);
        var comment = await DeadCommentAsync(known, state, listed.Issue);
        if (differences.IsEmpty && lacking.IsEmpty && comment is null) return Review.Nothing;
        var happened = await calls.ListHappeningsAsync(listed.Issue.Number, ct);
        if (!happened.IsOk) return happened.Failure;
        var takenAway = lacking.Select(effect => TakenAway(effect, happened.Value)).OfType<IssueDifference>();
        var found = differences.Concat(takenAway)
            .Select(difference => (Difference: difference, By: Explain(difference, happened.Value)))
            .OrderBy(one => one.By?.At ?? Instant.MaxValue).ThenBy(one => one.By?.Id)
            .Select(one => Make(listed, one.Difference, one.By)).ToImmutableArray();

        // First what people did: it may change what we want.
        if (found.IsEmpty) await RepairAsync(known, lacking, comment);
        return new Review(found);
    }

    private async Task RepairAsync(IssueRow known, ImmutableArray<Effect> lacking, Effect? comment)
    {
        var past = await store.PastBatchesAsync(new IssueId(known.IssueId));
        var dead = lacking.Where(effect => IsDead(past, effect.Equals)).ToImmutableArray();
        if (comment is not null) dead = dead.Add(comment);
        if (dead.IsEmpty || policy.Mode != Mode.Live) return;
        await store.RepairAsync(known, dead, policy.Revision, time.Now());
    }

    /// <summary>The one comment, when it was decided and never written.</summary>
    private async Task<Effect?> DeadCommentAsync(IssueRow known, IssueState state, IssueSnapshot now)
    {
        if (state.Comment is null || known.CommentId is not null || now.IsClosed) return null;
        if (state.RemovedByPerson.Contains(Core.TakenAway.Comment)) return null;
        var past = await store.PastBatchesAsync(new IssueId(known.IssueId));
        var last = past.SelectMany(batch => EffectJson.Read(batch.Effects)).OfType<Effect.PutComment>()
            .FirstOrDefault();
        return last is not null && IsDead(past, effect => effect is Effect.PutComment) ? last : null;
    }

    /// <summary>The last batch that was to do it died; what GitHub refused stays refused.</summary>
    private static bool IsDead(IReadOnlyList<PastBatch> past, Func<Effect, bool> isIt) =>
        past.FirstOrDefault(batch => EffectJson.Read(batch.Effects).Any(isIt)) is { State: "dead" };

    /// <summary>Not null: it did arrive, and somebody took it away before we saw it.</summary>
    private IssueDifference? TakenAway(Effect effect, ImmutableArray<IssueHappening> happened) => effect switch
    {
        Effect.AddLabel { Label: var label }
            when IssueDifferences.Last(happened, label, "labeled", "unlabeled") is
            { Kind: "unlabeled" } last && IsOther(last) =>
            new IssueDifference("unlabeled", label),
        Effect.Assign { Person: var person }
            when IssueDifferences.Last(happened, person.Value, "assigned", "unassigned") is
            { Kind: "unassigned" } last && IsOther(last) =>
            new IssueDifference("unassigned", person.Value),
        _ => null,
    };

    private bool IsOther(IssueHappening happened) => happened.Actor.Id != bot.UserId;

    private static IssueHappening? Explain(IssueDifference difference, ImmutableArray<IssueHappening> happened) =>
        difference.Subject is { } subject && difference.Action != "renamed"
            ? IssueDifferences.Last(happened, subject, difference.Action)
            : happened.Where(one => one.Kind == difference.Action).MaxBy(one => (one.At, one.Id));

    private FoundEvent Make(ListedIssue listed, IssueDifference difference, IssueHappening? by)
    {
        // What GitHub does not explain (a label that was deleted with all its uses) was nobody we know.
        var sender = by?.ActorJson ?? Ghost;
        var once = by?.Id.ToString() ?? $"{difference.Subject}:{listed.Issue.UpdatedAt.ToUnixTimeSeconds()}";
        var id = $"sweep:{difference.Action}:{listed.Issue.Id}:{once}";
        id = id.Length <= 200 ? id : id[..200];
        return difference.Action == "renamed"
            ? events.OfRenaming(id, listed.Json, sender, difference.Subject!)
            : events.OfIssue(id, difference.Action, listed.Json, sender, difference.Subject);
    }

    /// <summary>Comments of people that did not come as events, where a promise may hang on them.</summary>
    private async Task<Answer<ImmutableArray<FoundEvent>>> CommentsAsync(ListedIssue listed, Instant since,
        CancellationToken ct)
    {
        if (listed.Comments == 0) return ImmutableArray<FoundEvent>.Empty;
        var comments = await calls.ListRawCommentsAsync(listed.Issue.Number, since, ct);
        if (!comments.IsOk) return comments.Failure;
        var told = (await store.CommentEventsAsync(listed.Issue.Id)).Select(CommentIdOf).ToHashSet();
        return comments.Value
            .Where(one => !one.Comment.Author.IsBot && one.Comment.CreatedAt >= since && !told.Contains(one.Comment.Id))
            .Select(one => events.OfComment($"sweep:comment:{one.Comment.Id}", listed.Json, one))
            .ToImmutableArray();
    }

    private static bool IsAnswerAwaited(IssueState state) =>
        state.Waiting == Waiting.Reporter || state.Clocks.Any(clock => clock.Metric == Metric.Respond && !clock.IsOver);

    private static long CommentIdOf(byte[] payload) =>
        EventParser.Parse("issue_comment", default, Instant.MinValue, payload) is
            ParsedDelivery.Parsed { Event: var happened }
            ? happened switch
            {
                CommentCreated created => created.Comment.Id,
                CommentEdited edited => edited.Comment.Id,
                CommentDeleted deleted => deleted.Comment.Id,
                _ => 0,
            }
            : 0;
}
