using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>What is still to be done of one <see cref="WriteRequest"/>, and what became of the rest.</summary>
internal sealed class WriteProgress
{
    private readonly List<PartReport> parts;

    public WriteProgress(WriteRequest request)
    {
        Comment = request.ExistingComment;
        parts =
        [
            .. Names(WriteKind.AddLabel, request.AddLabels),
            .. Names(WriteKind.RemoveLabel, request.RemoveLabels),
            .. Names(WriteKind.Assign, request.Assign.Select(p => p.Value)),
            .. Names(WriteKind.Unassign, request.Unassign.Select(p => p.Value)),
        ];
        if (request.CommentBody is not null) parts.Add(new PartReport(WriteKind.Comment, "", new PartResult.NotDone()));
        if (request.Reaction is not null) parts.Add(new PartReport(WriteKind.Reaction, "", new PartResult.NotDone()));
        if (request.Close is not null) parts.Add(new PartReport(WriteKind.Close, "", new PartResult.NotDone()));
        if (request.Reopen) parts.Add(new PartReport(WriteKind.Reopen, "", new PartResult.NotDone()));
    }

    /// <summary>The comment to edit, or the one that was made.</summary>
    public CommentHandle? Comment { get; set; }

    public GitHubFailure? Failure { get; set; }

    public bool HasOpen => parts.Exists(p => !p.Result.IsSettled);

    public ImmutableArray<string> Open(WriteKind kind) =>
        [.. parts.Where(p => p.Kind == kind && !p.Result.IsSettled).Select(p => p.Subject)];

    public bool IsOpen(WriteKind kind) => parts.Exists(p => p.Kind == kind && !p.Result.IsSettled);

    public void Settle(WriteKind kind, string subject, PartResult result)
    {
        var at = parts.FindIndex(p => p.Kind == kind &&
            string.Equals(p.Subject, subject, StringComparison.OrdinalIgnoreCase));
        parts[at] = parts[at] with { Result = result };
    }

    /// <summary>Settles every open part of a kind by whether GitHub shows it.</summary>
    public void SettleShown(WriteKind kind, Func<string, bool> isShown, PartResult shown, PartResult? missing = null)
    {
        foreach (var subject in Open(kind))
        {
            if (isShown(subject)) Settle(kind, subject, shown);
            else if (missing is not null) Settle(kind, subject, missing);
        }
    }

    public void SettleAll(WriteKind kind, PartResult result)
    {
        foreach (var subject in Open(kind)) Settle(kind, subject, result);
    }

    /// <summary>The issue or the repository as a whole refuses: nothing that is still open will be done.</summary>
    public void RefuseAll(GitHubFailure.Refused refused)
    {
        var result = new PartResult.Refused(refused.Reason, refused.Why);
        foreach (var kind in Enum.GetValues<WriteKind>()) SettleAll(kind, result);
    }

    /// <summary>Notes why open parts stay open; a refusal settles them instead.</summary>
    public void Stop(GitHubFailure failure)
    {
        if (failure is GitHubFailure.Refused refused) RefuseAll(refused);
        else Failure = failure;
    }

    public WriteReport Report(RepoCalls calls) => new()
    {
        Parts = [.. parts],
        Comment = Comment,
        WritesSent = calls.WritesSent,
        ReadsSent = calls.ReadsSent,
        Failure = HasOpen ? Failure : null,
    };

    private static IEnumerable<PartReport> Names(WriteKind kind, IEnumerable<string> names) =>
        names.Distinct(StringComparer.OrdinalIgnoreCase).Select(n => new PartReport(kind, n, new PartResult.NotDone()));
}
