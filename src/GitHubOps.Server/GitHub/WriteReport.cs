using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

public enum WriteKind
{
    AddLabel,
    RemoveLabel,
    Assign,
    Unassign,
    Comment,
    CheckRun,
    Reaction,
    Close,
    Reopen,
}

/// <summary>What became of one part of a <see cref="WriteRequest"/>.</summary>
public abstract record PartResult
{
    private PartResult()
    {
    }

    public sealed record Applied : PartResult;

    /// <summary>GitHub showed it to be so already; nothing was sent for it.</summary>
    public sealed record AlreadyThere : PartResult;

    /// <summary>GitHub said no to this part and would say it again.</summary>
    public sealed record Refused(RefusalReason Reason, string Why) : PartResult;

    /// <summary>Not sent, not reached, or its fate is unknown: <see cref="WriteReport.Failure"/> says which.</summary>
    public sealed record NotDone : PartResult;

    public bool IsSettled => this is not NotDone;
}

/// <param name="Subject">The label, the login, the check run's name; empty for the comment.</param>
public sealed record PartReport(WriteKind Kind, string Subject, PartResult Result);

public sealed record WriteReport
{
    /// <summary>One for each label, each person and the comment of the request.</summary>
    public required ImmutableArray<PartReport> Parts { get; init; }

    /// <summary>The comment that now carries the body; null when there is none yet.</summary>
    public CommentHandle? Comment { get; init; }

    public int WritesSent { get; init; }

    public int ReadsSent { get; init; }

    /// <summary>Why parts are <see cref="PartResult.NotDone"/>; null when every part is settled.</summary>
    public GitHubFailure? Failure { get; init; }

    /// <summary>People GitHub did not take as assignees: the next in the rotation has the turn.</summary>
    public ImmutableArray<Login> RefusedPeople =>
        [.. Parts.Where(p => p.Kind == WriteKind.Assign)
            .Where(p => p.Result is PartResult.Refused { Reason: RefusalReason.NotAssignable })
            .Select(p => new Login(p.Subject))];

    /// <summary>Ask with <see cref="WriteRequest.ReadFirst"/> next time.</summary>
    public bool IsUncertain => Failure is GitHubFailure.Uncertain;

    public PartResult? Of(WriteKind kind, string subject = "") =>
        Parts.FirstOrDefault(p => p.Kind == kind &&
            string.Equals(p.Subject, subject, StringComparison.OrdinalIgnoreCase))?.Result;
}
