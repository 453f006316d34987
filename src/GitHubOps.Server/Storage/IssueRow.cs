using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>What we know of one issue. <see cref="Version"/> counts its changes; 0: there is no row yet.</summary>
internal sealed record IssueRow
{
    public long IssueId { get; init; }
    public long InstallationId { get; init; }
    public long RepoId { get; init; }
    public int Number { get; init; }
    public long Version { get; init; }

    /// <summary><see cref="IssueState"/> as JSON.</summary>
    public string State { get; init; } = "";

    /// <summary>Who holds it by our assignment; null otherwise.</summary>
    public string? Holder { get; init; }
    public bool IsOpen { get; init; }

    /// <summary>Who took it for a time; null: nobody.</summary>
    public string? TakenBy { get; init; }
    public long? CommentId { get; init; }
    public string? CommentNodeId { get; init; }
}

/// <summary>A ledger as it was read; <see cref="Version"/> 0: there is no row yet.</summary>
internal sealed record LedgerRow(string Name, long Version, TurnLedger Ledger);

/// <summary>What the store knows when an event of an issue is to be decided, all of one moment.</summary>
internal sealed record StoredFacts
{
    public IssueRow? Issue { get; init; }
    public RepositoryRow? Repository { get; init; }

    /// <summary>
    /// Of the other deliveries of the issue that wait, that which shows its newest state; null: none waits.
    /// </summary>
    public InboxRow? Newest { get; init; }
    public required ImmutableDictionary<string, LedgerRow> Ledgers { get; init; }
    public required ImmutableDictionary<Login, int> OpenLoad { get; init; }
    public required ImmutableHashSet<Login> Unassignable { get; init; }

    /// <summary>What people said of themselves, in all repositories of the installation.</summary>
    public required ImmutableArray<Saying> Sayings { get; init; }
    public required RotationMemory Memory { get; init; }
    public WritingStop? Stop { get; init; }

    /// <summary>Issues on which writes wait for a lead's approval.</summary>
    public int AwaitingApproval { get; init; }
}

/// <summary>One decision to be stored: all of it, or nothing.</summary>
internal sealed record DecisionCommit
{
    public required InboxRow Row { get; init; }

    /// <summary>
    /// The issue as it shall be; its version is that of the row it was decided on. Null: nothing to remember.
    /// </summary>
    public required IssueRow? Issue { get; init; }

    public required ImmutableArray<Decision> Decisions { get; init; }

    /// <summary>The ledgers as the decision saw them.</summary>
    public required ImmutableDictionary<string, LedgerRow> Ledgers { get; init; }

    /// <summary>What goes to GitHub, labels in the repository's own words.</summary>
    public required ImmutableArray<Effect> Writes { get; init; }

    /// <summary>When the writes have their turn.</summary>
    public required WritePriority Priority { get; init; }

    public required string Revision { get; init; }

    /// <summary>How many others its taker had when it was decided; null: nobody takes it now.</summary>
    public int? TakerHas { get; init; }

    /// <summary>Why the writes are recorded and not sent (dry-run); null: they are sent.</summary>
    public string? NotSentBecause { get; init; }

    /// <summary>Writes by rule that the repository's files allow an hour.</summary>
    public int WritesPerHour { get; init; } = int.MaxValue;

    /// <summary>
    /// A change of the files led to it: on more issues than these a lead is asked. Null: something else did.
    /// </summary>
    public int? BulkStop { get; init; }

    public required Instant Now { get; init; }

    /// <summary>
    /// Nothing goes to GitHub, nobody takes a turn, is away or swaps, and nobody has more or fewer open issues than
    /// before: decisions on other issues come out the same, whether this one is stored yet or not.
    /// </summary>
    public bool ConcernsItsIssueAlone(IssueRow? before) =>
        Writes.IsEmpty &&
        !Decisions.Any(decision => decision.Effect is Effect.TakeTurn or Effect.Say or Effect.AgreeOnSwap) &&
        (Issue is null || (Issue.Holder, Issue.IsOpen) == (before?.Holder, before?.IsOpen ?? Issue.IsOpen));
}

internal enum CommitResult
{
    Committed,

    /// <summary>The issue or a ledger has changed since it was read: decide again on fresh facts.</summary>
    Moved,

    /// <summary>Somebody else has the event by now: nothing was stored.</summary>
    LeaseLost,
}
