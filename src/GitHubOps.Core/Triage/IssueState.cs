using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>A value together with where it comes from. A person's choice is final until a person changes it.</summary>
/// <param name="Value">The value in our words.</param>
/// <param name="ByPerson">True when a person chose it; false when a rule did.</param>
/// <param name="RuleId">The deciding rule's id, or <c>person</c>.</param>
/// <param name="Because">One sentence for people, without user text outside code spans.</param>
public sealed record Chosen<T>(T Value, bool ByPerson, string RuleId, string Because)
{
    /// <summary>A person said so in a comment: it is ours to do.</summary>
    public bool IsByCommand() => RuleId.StartsWith("command-", StringComparison.Ordinal);
}

/// <summary>
/// Whose turn it is, in labels: <c>waiting/triage</c>, <c>waiting/owner</c>, <c>waiting/reporter</c>,
/// <c>waiting/upstream</c>.
/// </summary>
public enum Waiting
{
    None,
    Triage,
    Owner,
    Reporter,
    Upstream,
}

/// <summary>
/// What we know of one issue. The truth: labels, assignees and the comment on GitHub are views of it, never read back
/// as state. Written and read as JSON by <c>IssueStateJson</c>.
/// </summary>
public sealed record IssueState
{
    public required RepoInfo Repo { get; init; }

    /// <summary>Last snapshot seen, its body left out (<c>""</c>): bodies are not kept.</summary>
    public required IssueSnapshot Seen { get; init; }

    /// <summary>File name of the form the issue was opened with; null for a blank issue.</summary>
    public string? Form { get; init; }

    public Chosen<string>? Area { get; init; }
    public Chosen<string>? Type { get; init; }
    public Chosen<Severity>? Severity { get; init; }

    /// <summary>The name of the page that answers it, where it is a question; null: none is known.</summary>
    public Chosen<string>? Answer { get; init; }

    /// <summary>A more severe one that a triager must confirm first: the public's word alone does not set it.</summary>
    public Chosen<Severity>? Proposed { get; init; }
    public Chosen<Login>? Assignee { get; init; }

    /// <summary>The rotation the assignee came from; null for area owners and a person's choice.</summary>
    public string? AssignedFrom { get; init; }

    /// <summary>The ledger in which the assignee's turn was taken; null: having it cost none.</summary>
    public string? TurnFrom { get; init; }

    /// <summary>Everybody who had the issue by our assignment, in order: <c>assign next</c> leaves them out.</summary>
    public ImmutableArray<Login> HadIt { get; init; } = [];

    public Waiting Waiting { get; init; }

    /// <summary>When a person agreed to type, area and severity; null before.</summary>
    public Instant? TriagedAt { get; init; }

    /// <summary>Form fields that <c>needs</c> asks for and the issue lacks.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    public ImmutableArray<Clock> Clocks { get; init; } = [];

    /// <summary>Who spoke when; empty where nothing is promised that follows from it.</summary>
    public ImmutableArray<TalkLine> Talk { get; init; } = [];

    /// <summary>Escalation steps done, as <see cref="AlarmKey"/>s: each happens once.</summary>
    public ImmutableArray<AlarmKey> StepsDone { get; init; } = [];

    /// <summary>The new time that was promised when a target was missed.</summary>
    public Instant? NewDueAt { get; init; }

    /// <summary>The alarms that the store holds by our decision.</summary>
    public ImmutableArray<PendingAlarm> Alarms { get; init; } = [];

    /// <summary>Labels we put on, in our canonical words.</summary>
    public ImmutableArray<string> OurLabels { get; init; } = [];

    /// <summary>
    /// Labels that we decided to take off, in our canonical words, until GitHub tells that they are off: while they are
    /// still seen on the issue, they are no person's choice.
    /// </summary>
    public ImmutableArray<string> Leaving { get; init; } = [];

    /// <summary>
    /// Canonical labels a person took away: never re-applied. <see cref="TakenAway"/> names what else a person can take
    /// away.
    /// </summary>
    public ImmutableArray<string> RemovedByPerson { get; init; } = [];

    /// <summary>What happened so far, oldest first, for the comment's details: (when, sentence).</summary>
    public ImmutableArray<HistoryLine> History { get; init; } = [];

    /// <summary>The text of the one comment as last decided, without its marker; null before the first.</summary>
    public string? Comment { get; init; }

    /// <summary>Ids of the rules that decided the present state: they stand in the comment's hidden line.</summary>
    public ImmutableArray<string> DecidedBy { get; init; } = [];

    /// <summary>The partner whose feedback it is, as the label <c>partner/…</c> calls them; null: nobody's.</summary>
    public string? Partner { get; init; }

    /// <summary>Somebody is on it; null: nobody has said so, or nothing follows from it here.</summary>
    public Ack? Ack { get; init; }

    /// <summary>What a person last said about putting it aside; null: nobody has.</summary>
    public PutAside? Snooze { get; init; }

    /// <summary>A way round it; null: nobody has named one.</summary>
    public Workaround? Workaround { get; init; }

    /// <summary>What was decided of it; null: nothing yet.</summary>
    public Ruling? Ruling { get; init; }

    /// <summary>When a person last chose an area, a type, a severity or an assignee, or took one away.</summary>
    public Instant? ChosenAt { get; init; }

    /// <summary>How it was last closed or reopened; null: nobody has since it is known.</summary>
    public LifeChoice? Life { get; init; }

    /// <summary>It is closed because they said so in a comment; null: GitHub shows who closed it.</summary>
    public Login? ClosedOnWordOf { get; init; }

    /// <summary>The author has tried the fix and says that it works; null: they have not.</summary>
    public Verified? Verified { get; init; }

    /// <summary>Commands that were dealt with, the newest last, bounded.</summary>
    public ImmutableArray<CommandMark> CommandsRun { get; init; } = [];

    /// <summary>Commands of the last day that can be taken back, the newest last, bounded.</summary>
    public ImmutableArray<CommandUndo> Undos { get; init; } = [];

    /// <summary>What was said to people who used commands, oldest first, bounded.</summary>
    public ImmutableArray<HistoryLine> Told { get; init; } = [];

    /// <summary>What waits for somebody's answer, oldest first, bounded.</summary>
    public ImmutableArray<Question> Questions { get; init; } = [];

    /// <summary>The issue of another project that it waits for; null: of none that is known.</summary>
    public UpstreamIssue? Upstream { get; init; }

    /// <summary>Numbers of issues that the author or a triager agreed to be the same, bounded.</summary>
    public ImmutableArray<int> SameAs { get; init; } = [];

    /// <summary>The author had opened nothing here before.</summary>
    public bool IsNewcomer { get; init; }

    /// <summary>Who has taken the issue, and for how long; null: nobody has.</summary>
    public Taking? Taking { get; init; }

    /// <summary>Somebody asked for the reasons: they stand in the comment's details from then on.</summary>
    public bool ShowsWhy { get; init; }

    /// <summary>Somebody asked for silence on this issue.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>
    /// Set when we keep our hands off for good (bot's issue, locked, transferred, older than the installation), with
    /// the reason.
    /// </summary>
    public string? HandsOff { get; init; }

    /// <summary>
    /// What we would know had the sections that are in dry-run been live; null where none is. Nothing of it is on
    /// GitHub.
    /// </summary>
    public IssueState? Trial { get; init; }
}

/// <summary>What a person can take away besides labels.</summary>
public static class TakenAway
{
    public const string Assignee = "assignee";
    public const string Comment = "comment";
}

/// <summary>Somebody closed an issue, or reopened it.</summary>
/// <param name="WantedBy">Who said so in a comment, until GitHub tells that it is done; null: it is.</param>
public sealed record LifeChoice(Instant At, bool IsClosed, Login? WantedBy = null);

/// <param name="By">The author.</param>
public sealed record Verified(Login By, Instant At);

public sealed record PendingAlarm(AlarmKey Key, Instant At);

public sealed record HistoryLine(Instant At, string Text);

/// <summary>Identity of an alarm: one per clock cycle and share. <c>respond/1/75</c>.</summary>
public sealed record AlarmKey(Metric Metric, int Cycle, int Percent)
{
    /// <summary>Rings for an issue whose promises the files have changed: no clock's.</summary>
    public static AlarmKey FilesChanged { get; } = new(Metric.Respond, 0, 0);

    /// <summary>Rings when nobody has answered a question in time: no clock's.</summary>
    public static AlarmKey QuestionOver { get; } = new(Metric.Respond, 0, 1);

    /// <summary>Rings when the time is over for which an issue was put aside: no clock's.</summary>
    public static AlarmKey SnoozeEnds { get; } = new(Metric.Respond, 0, 2);

    /// <summary>Rings when the time of whoever took the issue is looked at: no clock's.</summary>
    public static AlarmKey TakingLook { get; } = new(Metric.Respond, 0, 11);

    /// <summary>Rings when there is news of the issue that this one waits for: no clock's.</summary>
    public static AlarmKey UpstreamLook { get; } = new(Metric.Respond, 0, 12);

    public override string ToString() => $"{Metric.ToString().ToLowerInvariant()}/{Cycle}/{Percent}";

    public static bool TryParse(string? text, [NotNullWhen(true)] out AlarmKey? key)
    {
        key = (text ?? "").Split('/') is [var metric, var cycle, var percent] &&
            Enum.TryParse<Metric>(metric, ignoreCase: true, out var read) &&
            Enum.IsDefined(read) &&
            !char.IsAsciiDigit(metric[0]) &&
            int.TryParse(cycle, NumberStyles.None, CultureInfo.InvariantCulture, out var number) &&
            int.TryParse(percent, NumberStyles.None, CultureInfo.InvariantCulture, out var share)
            ? new AlarmKey(read, number, share)
            : null;
        return key is not null;
    }
}
