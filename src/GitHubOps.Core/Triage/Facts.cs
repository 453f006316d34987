using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Our App's identity on GitHub: the bot user's id (sender of our echoes) and the App's id.</summary>
public sealed record BotIdentity(long UserId, long AppId, Login Login);

/// <summary>What GitHub answers to "what may this person do here?" (<c>role_name</c>), from least to most.</summary>
public enum RepoRole
{
    None,
    Read,
    Triage,
    Write,
    Maintain,
    Admin,
}

/// <summary>
/// Everything a decision may know, loaded before it is asked. No rule ever waits, fails half-way, or needs a mock.
/// </summary>
public sealed record Facts
{
    /// <summary>Read once, by the worker.</summary>
    public required Instant Now { get; init; }

    public required IssueEvent Event { get; init; }

    /// <summary>
    /// The newest snapshot known when deciding: that of <see cref="Event"/>, or of a later delivery of the same issue
    /// that is already in the inbox (labels of the author's form, quick edits).
    /// </summary>
    public required IssueSnapshot Issue { get; init; }

    /// <summary>What we know of the issue; null before the first decision.</summary>
    public IssueState? State { get; init; }

    public required BotIdentity Bot { get; init; }

    /// <summary>The sender's present role, asked of GitHub; null where the event does not need it.</summary>
    public RepoRole? SenderRole { get; init; }

    /// <summary>Ledgers of assignment by turn, by rotation name; area owners under <c>area:NAME</c>.</summary>
    public ImmutableDictionary<string, TurnLedger> Ledgers { get; init; } =
        ImmutableDictionary<string, TurnLedger>.Empty;

    /// <summary>
    /// Open issues that each person holds by our assignment, over all repositories that share the rotation.
    /// </summary>
    public ImmutableDictionary<Login, int> OpenLoad { get; init; } = ImmutableDictionary<Login, int>.Empty;

    /// <summary>People GitHub refused as assignees of this repository.</summary>
    public ImmutableHashSet<Login> Unassignable { get; init; } = [];

    /// <summary>Who is away when, as it is known now.</summary>
    public ImmutableArray<Absence> Absences { get; init; } = [];

    /// <summary>People who asked to be passed over by rules and not to be reminded.</summary>
    public ImmutableHashSet<Login> Muted { get; init; } = [];

    /// <summary>The absence of somebody at the time of the event; null: they are there.</summary>
    public Absence? AwayNow(Login person) => Absences.Of(person, Event.OccurredAt);

    /// <summary>GitHub's id of the status comment that is there as far as we know; null: none, or not known.</summary>
    public long? OurComment { get; init; }

    /// <summary>What was known of the issue where it was moved from; null: nothing, or it was not moved.</summary>
    public IssueState? CameFrom { get; init; }

    /// <summary>Since when the policy is in force; null: not known, then the event's time counts.</summary>
    public Instant? PolicySince { get; init; }

    /// <summary>When the policy came into force, it said that it had always held: <see cref="Retroactive"/>.</summary>
    public bool CountsBack { get; init; }

    /// <summary>Hours that running clocks were counted in and the policy no longer has, by their print.</summary>
    public ImmutableDictionary<string, BusinessCalendar> FormerHours { get; init; } =
        ImmutableDictionary<string, BusinessCalendar>.Empty;

    /// <summary>Somebody has stopped all writing here; null: nobody has.</summary>
    public WritingStop? Stop { get; init; }

    /// <summary>Issues on which writes wait for a lead's approval.</summary>
    public int AwaitingApproval { get; init; }

    /// <summary>The repository's runbooks; null: the event does not need them, or none are kept.</summary>
    public RunbookKnowledge? Runbooks { get; init; }

    /// <summary>The author has opened nothing here before; false where it was not asked.</summary>
    public bool IsNewcomer { get; init; }

    /// <summary>Open issues of the repository that the sender has taken, but for this one.</summary>
    public int Taken { get; init; }

    /// <summary>Who has taken the issue has an open pull request for it; asked when their time is looked at.</summary>
    public bool HasOpenPull { get; init; }

    /// <summary>What is known of the issue that this one waits for; asked when there is news of it.</summary>
    public UpstreamNews? Upstream { get; init; }

    /// <summary>When the App was installed on this repository: older issues are never touched.</summary>
    public Instant? InstalledAt { get; init; }
}

/// <summary>Who stopped all writing in a repository.</summary>
/// <param name="IsEverywhere">By whoever runs the service, in every repository: no command ends it.</param>
public sealed record WritingStop(string By, Instant At, bool IsEverywhere);
