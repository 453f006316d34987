using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>
/// The road without GraphQL: labels, assignees, comment, one additive call each, then what is to be taken away. Between
/// two writes lies a second, so one call is made at a time; the rest is handed back with "not before".
/// </summary>
internal sealed class IssueRestWriter(RepoCalls calls, WriteRequest request, WriteProgress progress)
{
    private static readonly PartResult Applied = new PartResult.Applied();

    private static readonly PartResult Silent =
        new PartResult.Refused(RefusalReason.Unprocessable, "GitHub took the request but does not show the change");

    public async Task WriteAsync(CancellationToken ct)
    {
        if (progress.IsOpen(WriteKind.Reopen)) await TurnAsync(WriteKind.Reopen, close: null, ct);
        if (CanGoOn && progress.Open(WriteKind.AddLabel) is { IsEmpty: false } labels)
            Judge(WriteKind.AddLabel, await calls.AddLabelsAsync(request.Number, labels, ct),
                (now, label) => Has(now, label), Silent);
        if (CanGoOn && progress.Open(WriteKind.Assign) is { IsEmpty: false } people)
            Judge(WriteKind.Assign, await calls.AddAssigneesAsync(request.Number, Logins(people), ct),
                (now, login) => now.Contains(new Login(login)),
                new PartResult.Refused(RefusalReason.NotAssignable,
                    "GitHub took the request but did not assign the person"));
        if (CanGoOn && progress.IsOpen(WriteKind.Comment)) await CommentAsync(ct);
        foreach (var label in progress.Open(WriteKind.RemoveLabel))
            if (CanGoOn) await RemoveLabelAsync(label, ct);
        if (CanGoOn && progress.Open(WriteKind.Unassign) is { IsEmpty: false } leavers)
            Judge(WriteKind.Unassign, await calls.RemoveAssigneesAsync(request.Number, Logins(leavers), ct),
                (now, login) => !now.Contains(new Login(login)), Silent);
        if (CanGoOn && progress.IsOpen(WriteKind.Close)) await TurnAsync(WriteKind.Close, request.Close, ct);

        // No look finds it again: what comes behind it would never have its turn.
        if (CanGoOn && progress.IsOpen(WriteKind.Reaction)) await ReactAsync(request.Reaction!, ct);
    }

    private bool CanGoOn => progress.HasOpen && progress.Failure is null;

    private void Judge<T>(
        WriteKind kind,
        Answer<ImmutableArray<T>> answer,
        Func<ImmutableArray<T>, string, bool> isShown,
        PartResult missing)
    {
        if (answer.IsOk) progress.SettleShown(kind, subject => isShown(answer.Value, subject), Applied, missing);
        else Fail(kind, answer.Failure);
    }

    private async Task CommentAsync(CancellationToken ct)
    {
        var answer = progress.Comment is { } existing
            ? await calls.EditCommentAsync(existing, request.CommentBody!, ct)
            : await calls.CreateCommentAsync(request.Number, request.CommentBody!, ct);
        if (answer.IsOk)
        {
            progress.Comment = answer.Value;
            progress.SettleAll(WriteKind.Comment, Applied);
        }
        else
        {
            Fail(WriteKind.Comment, answer.Failure);
        }
    }

    /// <param name="close">Null: it is opened again.</param>
    private async Task TurnAsync(WriteKind kind, CloseReason? close, CancellationToken ct)
    {
        var answer = await calls.SetStateAsync(request.Number, close, ct);
        if (answer.IsOk) progress.SettleAll(kind, answer.Value.IsClosed == close is not null ? Applied : Silent);
        else Fail(kind, answer.Failure);
    }

    private async Task ReactAsync(CommentReaction reaction, CancellationToken ct)
    {
        var answer = await calls.AddReactionAsync(request.Number, reaction, ct);
        if (answer.IsOk) progress.SettleAll(WriteKind.Reaction, Applied);
        else if (answer.Failure is GitHubFailure.Refused { Reason: RefusalReason.NotFound })
            progress.SettleAll(WriteKind.Reaction, new PartResult.AlreadyThere());
        else Fail(WriteKind.Reaction, answer.Failure);
    }

    private async Task RemoveLabelAsync(string label, CancellationToken ct)
    {
        var answer = await calls.RemoveLabelAsync(request.Number, label, ct);
        if (answer.IsOk) progress.Settle(WriteKind.RemoveLabel, label, Has(answer.Value, label) ? Silent : Applied);
        else if (answer.Failure is GitHubFailure.Refused { Status: 404 } no &&
            no.Why.Contains("Label does not exist", StringComparison.OrdinalIgnoreCase))
            progress.Settle(WriteKind.RemoveLabel, label, new PartResult.AlreadyThere());
        else Fail(WriteKind.RemoveLabel, answer.Failure);
    }

    /// <summary>
    /// A refusal for what was asked settles that part; one of the issue as a whole settles everything.
    /// </summary>
    private void Fail(WriteKind kind, GitHubFailure failure)
    {
        if (failure is not GitHubFailure.Refused refused) progress.Failure = failure;
        else if (IsAboutPart(kind, refused))
            progress.SettleAll(kind, new PartResult.Refused(ReasonOf(kind, refused), refused.Why));
        else progress.RefuseAll(refused);
    }

    private static RefusalReason ReasonOf(WriteKind kind, GitHubFailure.Refused refused) =>
        kind == WriteKind.Assign ? RefusalReason.NotAssignable : refused.Reason;

    private bool IsAboutPart(WriteKind kind, GitHubFailure.Refused refused) =>
        refused.Reason is RefusalReason.Unprocessable or RefusalReason.BadRequest || IsLostComment(kind, refused);

    private bool IsLostComment(WriteKind kind, GitHubFailure.Refused refused) =>
        kind == WriteKind.Comment && progress.Comment is not null && refused.Reason is RefusalReason.NotFound;

    private static bool Has(ImmutableArray<string> labels, string label) =>
        labels.Contains(label, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<Login> Logins(IEnumerable<string> names) => names.Select(n => new Login(n));
}
