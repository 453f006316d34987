using System.Collections.Immutable;
using System.Text.Json;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>The normal road: one document for everything that is open, each part judged by its own alias.</summary>
internal sealed class IssueDocumentWriter(
    RepoCalls calls,
    WriteRequest request,
    WriteProgress progress,
    LabelIds labels,
    PeopleIds people,
    GraphQlRefusals refusals)
{
    private static readonly PartResult Applied = new PartResult.Applied();

    private ImmutableDictionary<string, string> labelIds = ImmutableDictionary<string, string>.Empty;

    /// <summary>True when GitHub has no GraphQL for us: nothing was done, another road is to be taken.</summary>
    public async Task<bool> WriteAsync(CancellationToken ct)
    {
        // A second round only for labels whose ids had to be looked up anew.
        for (var round = 0; round < 2 && progress.HasOpen; round++)
        {
            var document = await PrepareAsync(ct);
            if (document is null || document.IsEmpty) return false;
            var contents = progress.IsOpen(WriteKind.Comment) && progress.Comment is null ? 1 : 0;
            var answer = await calls.MutateAsync(document, contents, ct);
            if (answer.Failure is GitHubFailure.Refused { Reason: not RefusalReason.TooLarge }) return true;
            if (!answer.IsOk)
            {
                progress.Stop(answer.Failure);
                return false;
            }

            if (!await JudgeAsync(document, answer.Value, isLastRound: round > 0, ct)) return false;
        }

        return false;
    }

    /// <summary>Null when something stands in the way; the progress says what.</summary>
    private async Task<GraphQlDocument?> PrepareAsync(CancellationToken ct)
    {
        if (!await FindLabelsAsync(ct)) return null;
        var joining = await FindPeopleAsync(WriteKind.Assign, ct);
        if (joining is null) return null;
        var leaving = await FindPeopleAsync(WriteKind.Unassign, ct);
        if (leaving is null) return null;
        return IssueDocument.Build(new IssueDocumentParts(
            request.NodeId,
            [.. progress.Open(WriteKind.AddLabel).Select(l => labelIds[l])],
            [.. progress.Open(WriteKind.RemoveLabel).Select(l => labelIds[l])],
            joining,
            leaving,
            progress.IsOpen(WriteKind.Comment) ? request.CommentBody : null,
            progress.Comment?.NodeId)
        {
            Reaction = progress.IsOpen(WriteKind.Reaction) ? request.Reaction : null,
            Close = progress.IsOpen(WriteKind.Close) ? request.Close : null,
            Reopen = progress.IsOpen(WriteKind.Reopen),
        });
    }

    private async Task<bool> FindLabelsAsync(CancellationToken ct)
    {
        var wanted = progress.Open(WriteKind.AddLabel).AddRange(progress.Open(WriteKind.RemoveLabel));
        if (wanted.IsEmpty) return true;
        var known = await labels.GetAsync(calls, request.Repo.Id, wanted, ct);
        if (!known.IsOk)
        {
            progress.Stop(known.Failure);
            return false;
        }

        labelIds = known.Value;

        // What the repository has not, the issue has not.
        progress.SettleShown(WriteKind.RemoveLabel, l => !labelIds.ContainsKey(l), new PartResult.AlreadyThere());
        return await MakeLabelsAsync(ct);
    }

    private async Task<bool> MakeLabelsAsync(CancellationToken ct)
    {
        var missing = progress.Open(WriteKind.AddLabel).Where(l => !labelIds.ContainsKey(l)).ToImmutableArray();
        if (missing.IsEmpty) return true;
        var specs = missing.Select(name =>
            request.LabelSpecs.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? new LabelSpec(name, LabelMaker.Grey, ""));
        var made = await new LabelMaker(calls, labels, refusals, request.Repo).EnsureAsync([.. specs], ct);
        foreach (var refusal in made.Refused)
            progress.Settle(WriteKind.AddLabel, refusal.Name, new PartResult.Refused(refusal.Reason, refusal.Why));
        if (made.Failure is not null)
        {
            progress.Stop(made.Failure);
            return false;
        }

        labelIds = made.Ids;
        if (progress.Open(WriteKind.AddLabel).All(labelIds.ContainsKey)) return true;
        progress.Stop(new GitHubFailure.Transient("a label that was just made is not listed yet"));
        return false;
    }

    private async Task<ImmutableArray<string>?> FindPeopleAsync(WriteKind kind, CancellationToken ct)
    {
        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (var login in progress.Open(kind))
        {
            var person = await people.GetAsync(calls, new Login(login), ct);
            if (!person.IsOk)
            {
                progress.Stop(person.Failure);
                return null;
            }

            if (person.Value is { } found) ids.Add(found.NodeId);
            else progress.Settle(kind, login,
                kind == WriteKind.Assign ? NotAssignable("GitHub has no such account") : new PartResult.AlreadyThere());
        }

        return ids.ToImmutable();
    }

    /// <summary>True when another round is to be made.</summary>
    private async Task<bool> JudgeAsync(
        GraphQlDocument document, GraphQlAnswer answer, bool isLastRound, CancellationToken ct)
    {
        progress.Failure = answer.Limit;
        foreach (var alias in document.Aliases)
        {
            if (answer.Data.TryGetValue(alias, out var data)) Verify(alias, data);
            else if (!answer.Errors.ContainsKey(alias))
                progress.Failure ??= new GitHubFailure.Uncertain($"GitHub did not say what became of {alias}");
        }

        if (answer.Errors.IsEmpty || answer.Limit is not null) return false;
        if (await IsIssueGoneAsync(document, answer, ct)) return false;
        var again = false;
        foreach (var alias in document.Aliases)
            if (answer.Errors.TryGetValue(alias, out var error))
                again |= await JudgeErrorAsync(alias, error, isLastRound, ct);
        return again && progress.Failure is null;
    }

    private void Verify(string alias, JsonElement data)
    {
        var silent = new PartResult.Refused(RefusalReason.Unprocessable,
            "GitHub took the request but does not show the change");
        switch (alias)
        {
            case IssueDocument.Labels:
                progress.SettleShown(WriteKind.AddLabel, IssueDocument.ReadLabels(data).Contains, Applied, silent);
                break;
            case IssueDocument.Unlabel:
                progress.SettleShown(WriteKind.RemoveLabel, l => !IssueDocument.ReadLabels(data).Contains(l), Applied,
                    silent);
                break;
            case IssueDocument.Assign:
                progress.SettleShown(WriteKind.Assign, IssueDocument.ReadAssignees(data).Contains, Applied,
                    NotAssignable("GitHub took the request but did not assign the person"));
                break;
            case IssueDocument.Unassign:
                progress.SettleShown(WriteKind.Unassign, p => !IssueDocument.ReadAssignees(data).Contains(p), Applied,
                    silent);
                break;
            case IssueDocument.Reaction:
                progress.SettleAll(WriteKind.Reaction, Applied);
                break;
            case IssueDocument.Close:
                progress.SettleAll(WriteKind.Close, IssueDocument.ReadIsClosed(data) ? Applied : silent);
                break;
            case IssueDocument.Reopen:
                progress.SettleAll(WriteKind.Reopen, IssueDocument.ReadIsClosed(data) ? silent : Applied);
                break;
            default:
                VerifyComment(data);
                break;
        }
    }

    private void VerifyComment(JsonElement data)
    {
        if (IssueDocument.ReadComment(data) is { } comment)
        {
            progress.Comment = comment;
            progress.Settle(WriteKind.Comment, "", Applied);
        }
        else
        {
            progress.Failure ??= new GitHubFailure.Uncertain("GitHub's answer does not name the comment");
        }
    }

    /// <summary>
    /// Everything about the issue failed as not found: an ordinary read tells whether it was deleted, moved or hidden.
    /// </summary>
    private async Task<bool> IsIssueGoneAsync(GraphQlDocument document, GraphQlAnswer answer, CancellationToken ct)
    {
        var onIssue = document.Aliases.Where(a => a is not (IssueDocument.Edit or IssueDocument.Reaction)).ToList();
        if (onIssue.Count == 0 ||
            !onIssue.TrueForAll(a => answer.Errors.TryGetValue(a, out var e) && e.Type == "NOT_FOUND")) return false;
        var issue = await calls.GetIssueAsync(request.Number, ct);
        if (issue.Failure is { } failure)
        {
            progress.Stop(failure);
            return true;
        }

        if (issue.Value.Id == request.Id) return false;
        progress.RefuseAll(new GitHubFailure.Refused(404, RefusalReason.Moved,
            "the issue is another one now: it was transferred"));
        return true;
    }

    private async Task<bool> JudgeErrorAsync(string alias, GraphQlError error, bool isLastRound, CancellationToken ct)
    {
        if (error.IsUncertain)
        {
            progress.Failure ??= new GitHubFailure.Uncertain(FailureReader.Cut($"GraphQL: {error.Message}"));
            return false;
        }

        var kind = KindOf(alias);
        var isAboutLabels = kind is WriteKind.AddLabel or WriteKind.RemoveLabel;
        if (isAboutLabels && !isLastRound && await HaveLabelsChangedAsync(kind, ct)) return true;
        if (kind is WriteKind.Assign)
            foreach (var login in progress.Open(kind)) people.Forget(new Login(login));
        var isAboutPerson = kind == WriteKind.Assign &&
            error.Reason is RefusalReason.NotFound or RefusalReason.Forbidden or RefusalReason.Unprocessable;
        var why = FailureReader.Cut($"GraphQL: {error.Message}");
        if (kind == WriteKind.Reaction && error.Reason == RefusalReason.NotFound)
        {
            // The comment is gone: nobody waits for an answer.
            progress.SettleAll(kind, new PartResult.AlreadyThere());
            return false;
        }

        progress.SettleAll(kind, isAboutPerson ? NotAssignable(why) : new PartResult.Refused(error.Reason, why));
        return false;
    }

    /// <summary>The same ids again would fail again.</summary>
    private async Task<bool> HaveLabelsChangedAsync(WriteKind kind, CancellationToken ct)
    {
        var fresh = await labels.RefreshAsync(calls, request.Repo.Id, ct);
        if (!fresh.IsOk)
        {
            progress.Failure ??= fresh.Failure;
            return true;
        }

        return progress.Open(kind).Any(l => fresh.Value.GetValueOrDefault(l) != labelIds.GetValueOrDefault(l));
    }

    private static WriteKind KindOf(string alias) => alias switch
    {
        IssueDocument.Labels => WriteKind.AddLabel,
        IssueDocument.Unlabel => WriteKind.RemoveLabel,
        IssueDocument.Assign => WriteKind.Assign,
        IssueDocument.Unassign => WriteKind.Unassign,
        IssueDocument.Reaction => WriteKind.Reaction,
        IssueDocument.Close => WriteKind.Close,
        IssueDocument.Reopen => WriteKind.Reopen,
        _ => WriteKind.Comment,
    };

    private static PartResult.Refused NotAssignable(string why) => new(RefusalReason.NotAssignable, why);
}
