using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>Makes of a batch of effects the one request that tells GitHub all of it.</summary>
internal sealed class WriteRequests(Store store, GitHubAccess github)
{
    private byte[]? markerKey;

    public async Task<Answer<WriteRequest>> MakeAsync(
        OutboxRow row, IssueRow issue, IssueState state, RepoPolicy policy, CancellationToken ct)
    {
        var installation = new InstallationId(row.InstallationId);
        var bot = await github.Client.GetBotAsync(installation, ct);
        if (!bot.IsOk) return bot.Failure;
        var key = markerKey ??= await store.MarkerKeyAsync();
        var effects = EffectJson.Read(row.Effects).RemoveAll(effect => !StillWanted.Of(effect, state, policy));
        var earlier = issue.CommentId is null ? await store.EarlierCommentAsync(row) : null;
        return new WriteRequest
        {
            Installation = installation,
            Repo = state.Repo,
            Id = state.Seen.Id,
            Number = state.Seen.Number,
            NodeId = state.Seen.NodeId,
            AddLabels = [.. effects.OfType<Effect.AddLabel>().Select(add => add.Label)],
            RemoveLabels = [.. effects.OfType<Effect.RemoveLabel>().Select(remove => remove.Label)],
            Assign = [.. effects.OfType<Effect.Assign>().Select(assign => assign.Person)],
            Unassign = [.. effects.OfType<Effect.Unassign>().Select(unassign => unassign.Person)],
            CommentBody = effects.OfType<Effect.PutComment>().LastOrDefault() is { } comment
                ? CommentMarker.Render(key, state.Repo.Id, state.Seen.Number, comment.Facts, comment.Body)
                : null,
            ExistingComment = issue is { CommentId: { } id, CommentNodeId: { } node } ? new CommentHandle(
                id, node) : null,
            Reaction = effects.OfType<Effect.React>().LastOrDefault() is { } react
                ? new CommentReaction(new CommentHandle(react.Comment, react.CommentNodeId), react.Agrees)
                : null,
            PassesStop = row.IsAnswer,
            Close = effects.OfType<Effect.Close>().LastOrDefault()?.Reason,
            Reopen = effects.Any(effect => effect is Effect.Reopen),
            ReadFirst = row.ReadFirst || earlier is not null,
            FirstTriedAt = earlier ?? row.FirstTriedAt,
            IsOurComment = found => IsOurs(found, bot.Value, state, key),
            BotUserId = bot.Value.UserId,
            LabelSpecs = RequiredLabels.Of(policy),
        };
    }

    private static bool IsOurs(CommentSnapshot comment, BotIdentity bot, IssueState state, byte[] key) =>
        comment.Author.Id == bot.UserId && comment.AppId == bot.AppId &&
        CommentMarker.TryRead(key, state.Repo.Id, state.Seen.Number, comment.Body) is not null;
}
