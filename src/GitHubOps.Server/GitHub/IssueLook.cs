using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>After an uncertain answer: what is there already needs no second sending.</summary>
internal sealed class IssueLook(RepoCalls calls, WriteRequest request, WriteProgress progress)
{
    // Ours may have been wrong when the time was noted; reading a few comments more costs nothing.
    private static readonly Duration Margin = Duration.FromDays(1);

    private static readonly ImmutableArray<(WriteKind Of, string Done, string Undone)> Kinds =
    [
        (WriteKind.AddLabel, "labeled", "unlabeled"), (WriteKind.RemoveLabel, "unlabeled", "labeled"),
        (WriteKind.Assign, "assigned", "unassigned"), (WriteKind.Unassign, "unassigned", "assigned"),
        (WriteKind.Close, "closed", "reopened"), (WriteKind.Reopen, "reopened", "closed"),
    ];

    public async Task LookAsync(CancellationToken ct)
    {
        var issue = await calls.GetIssueAsync(request.Number, ct);
        if (!issue.IsOk)
        {
            progress.Stop(issue.Failure);
            return;
        }

        if (issue.Value.Id != request.Id)
        {
            progress.Stop(new GitHubFailure.Refused(301, RefusalReason.Moved, "the issue was transferred"));
            return;
        }

        Compare(issue.Value);
        if (progress.IsOpen(WriteKind.Comment)) await LookForCommentAsync(ct);
        var isMissing = progress.HasOpen && Kinds.Any(kind => progress.IsOpen(kind.Of));
        if (isMissing && request.FirstTriedAt is { } tried && progress.Failure is null)
            await AskWhoUndidItAsync(tried, ct);
    }

    /// <summary>
    /// What is not there may have been: who undid it since we first tried has chosen so, though nobody told us yet.
    /// </summary>
    private async Task AskWhoUndidItAsync(Instant tried, CancellationToken ct)
    {
        var happened = await calls.ListHappeningsAsync(request.Number, ct);
        if (!happened.IsOk)
        {
            progress.Stop(happened.Failure);
            return;
        }

        foreach (var (kind, done, undone) in Kinds)
            progress.SettleShown(kind, subject => happened.Value
                .Where(one => (one.Kind == done || one.Kind == undone) &&
                    string.Equals(one.Subject ?? "", subject, StringComparison.OrdinalIgnoreCase))
                .MaxBy(one => (one.At, one.Id)) is { } last && last.Kind == undone &&
                    last.Actor.Id != request.BotUserId && last.At > tried - Margin, new PartResult.AlreadyThere());
    }

    private void Compare(IssueSnapshot issue)
    {
        var there = new PartResult.AlreadyThere();
        bool HasLabel(string label) => issue.Labels.Contains(label, StringComparer.OrdinalIgnoreCase);
        bool HasPerson(string login) => issue.Assignees.Contains(new Login(login));
        progress.SettleShown(WriteKind.AddLabel, HasLabel, there);
        progress.SettleShown(WriteKind.RemoveLabel, label => !HasLabel(label), there);
        progress.SettleShown(WriteKind.Assign, HasPerson, there);
        progress.SettleShown(WriteKind.Unassign, login => !HasPerson(login), there);
        progress.SettleShown(WriteKind.Close, _ => issue.IsClosed, there);
        progress.SettleShown(WriteKind.Reopen, _ => !issue.IsClosed, there);
    }

    private async Task LookForCommentAsync(CancellationToken ct)
    {
        var since = request.FirstTriedAt - Margin;
        if (request.ExistingComment is not null) since = null;
        var comments = await calls.ListCommentsAsync(request.Number, since, ct);
        if (!comments.IsOk)
        {
            progress.Stop(comments.Failure);
            return;
        }

        var ours = comments.Value.LastOrDefault(c => c.Id == request.ExistingComment?.Id)
            ?? comments.Value.FirstOrDefault(request.IsOurComment);
        if (ours is null) return;
        progress.Comment = new CommentHandle(ours.Id, ours.NodeId);
        if (SameText(ours.Body, request.CommentBody!))
            progress.Settle(WriteKind.Comment, "", new PartResult.AlreadyThere());
    }

    // GitHub may change line ends and cuts white space at the end.
    private static bool SameText(string left, string right) => Plain(left) == Plain(right);

    private static string Plain(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd();
}
