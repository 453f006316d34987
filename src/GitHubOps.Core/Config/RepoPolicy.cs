using System.Collections.Immutable;

namespace GitHubOps.Core;

public enum Mode
{
    /// <summary>Listens, does nothing.</summary>
    Paused,

    /// <summary>Decides and records, writes nothing to GitHub.</summary>
    DryRun,

    Live,
}

/// <summary>
/// A repository's operating model, ready to run: <c>ops.yml</c> merged with the organisation's file, people looked up
/// in <c>OWNERS</c> and <c>OWNERS_ALIASES</c>, issue forms read, calendars and rotations built.
/// </summary>
public sealed record RepoPolicy
{
    public required RepoName Repo { get; init; }

    /// <summary>Names the files this was built from (a digest of their blob ids): stored with every decision.</summary>
    public required string Revision { get; init; }

    public required Mode Mode { get; init; }

    /// <summary>In the order of the file; <c>unknown</c> is not among them.</summary>
    public required ImmutableArray<AreaPolicy> Areas { get; init; }

    /// <summary>Owners of <c>unknown</c>: who gets what nobody else can get.</summary>
    public required ImmutableArray<Login> UnknownOwners { get; init; }

    public required ImmutableArray<IntakeForm> Forms { get; init; }

    /// <summary>Issues opened without a form.</summary>
    public required IntakeEntry Blank { get; init; }

    /// <summary>In order; the first match wins. Ends with <c>otherwise</c> (s4 when the file has no rules).</summary>
    public required ImmutableArray<SeverityRule> SeverityRules { get; init; }

    /// <summary>
    /// The organisation's words: <c>s2</c> → "Blocked. A main path is broken and there is no workaround."
    /// </summary>
    public required ImmutableDictionary<Severity, string> SeverityWords { get; init; }

    public required ImmutableDictionary<string, RotationDefinition> Rotations { get; init; }

    public required AssignPolicy Assign { get; init; }

    /// <summary>Targets by metric and severity; a metric without an entry for a severity has no clock.</summary>
    public required ImmutableDictionary<Metric, TargetTable> Targets { get; init; }

    /// <summary>Canonical labels (<c>waiting/reporter</c>) that pause the clocks while they are on the issue.</summary>
    public required ImmutableArray<string> PausesOn { get; init; }

    /// <summary>The file counts running promises from their start: see <see cref="Retroactive"/>.</summary>
    public bool IsRetroactive { get; init; }

    public required EscalationPolicy Escalation { get; init; }

    public required ImmutableDictionary<string, BusinessCalendar> Calendars { get; init; }

    /// <summary>The organisation's first calendar: for targets whose assignee comes from no rotation.</summary>
    public required string? DefaultCalendar { get; init; }

    /// <summary>Canonical label (<c>sev/s1</c>) → the repository's own name for it.</summary>
    public required ImmutableDictionary<string, string> LabelNames { get; init; }

    /// <summary>Everybody named by any alias: members for whom a comment counts as an answer.</summary>
    public required ImmutableDictionary<string, ImmutableArray<Login>> Aliases { get; init; }

    /// <summary>Logins that <c>OWNERS</c> files list as emeritus: never assigned by rule.</summary>
    public required ImmutableHashSet<Login> Emeritus { get; init; }

    /// <summary>
    /// Who stops writing and approves what touches many issues: approvers of the topmost <c>OWNERS</c>.
    /// </summary>
    public ImmutableHashSet<Login> Leads { get; init; } = [];

    public Manners Manners { get; init; } = new();

    /// <summary>
    /// Modes that sections give themselves, by the section's key. A section that is more careful than the file has left
    /// nothing in the policy that would be obeyed.
    /// </summary>
    public ImmutableDictionary<string, Mode> SectionModes { get; init; } = ImmutableDictionary<string, Mode>.Empty;

    /// <summary>The same with the sections obeyed that are in dry-run in a live file; null where none is.</summary>
    public RepoPolicy? Trial { get; init; }

    /// <summary>What is read and checked, and obeyed by nothing yet.</summary>
    public LaterPolicy Later { get; init; } = LaterPolicy.None;

    public ImmutableArray<Problem> Notes { get; init; } = [];

    /// <summary>The repository's own name of a canonical label.</summary>
    public string LabelFor(string canonical) => LabelNames.GetValueOrDefault(canonical, canonical);
}

public sealed record AreaPolicy
{
    public required string Name { get; init; }
    public required ImmutableArray<string> Paths { get; init; }
    public required ImmutableArray<string> Words { get; init; }
    public string? Calendar { get; init; }

    /// <summary>Reviewers and approvers of the <c>OWNERS</c> nearest to the first path, without emeritus.</summary>
    public required ImmutableArray<Login> Owners { get; init; }

    /// <summary>First approver.</summary>
    public Login? Lead { get; init; }

    /// <summary>The file that names the owners, for the reason that is shown: <c>publish/OWNERS</c>.</summary>
    public string? OwnersFile { get; init; }
}

/// <summary>What <c>intake:</c> says of one form (or of <c>blank</c>).</summary>
public sealed record IntakeEntry(string Type, string? Area, ImmutableArray<string> Needs);

/// <summary>An issue form of the repository together with what <c>intake:</c> says of it.</summary>
public sealed record IntakeForm(IssueForm Form, IntakeEntry Entry);

public sealed record AssignPolicy
{
    /// <summary>The section is not live: also what needs no entry of it, an area's new owner, is left undone.</summary>
    public static AssignPolicy HeldBack { get; } = new() { IsHeldBack = true };

    public bool IsHeldBack { get; private init; }

    /// <summary><c>assign.new</c>; null: nobody is assigned by rule.</summary>
    public AssignTarget? New { get; init; }
    public AssignTarget? Triaged { get; init; }
    public ImmutableDictionary<Severity, AssignTarget> BySeverity { get; init; } =
        ImmutableDictionary<Severity, AssignTarget>.Empty;
    public ImmutableDictionary<string, AssignTarget> BySignal { get; init; } =
        ImmutableDictionary<string, AssignTarget>.Empty;
}

/// <summary>
/// Whom <c>assign:</c> names: a rotation, or the owners of the issue's area (<see cref="Rotation"/> null).
/// </summary>
public sealed record AssignTarget(string? Rotation)
{
    public static AssignTarget AreaOwner { get; } = new(Rotation: null);
}

/// <summary>One metric's targets. <c>default</c> counts for severities without their own.</summary>
public sealed record TargetTable(Target? Default, ImmutableDictionary<Severity, Target> BySeverity)
{
    public Target? For(Severity severity) =>
        BySeverity.TryGetValue(severity, out var own) ? own : Default;
}

/// <summary>Share of a target in percent → step; severities may have their own ladder.</summary>
public sealed record EscalationPolicy(
    ImmutableSortedDictionary<int, EscalationStep> Steps,
    ImmutableDictionary<Severity, ImmutableSortedDictionary<int, EscalationStep>> BySeverity)
{
    public static EscalationPolicy None { get; } = new(
        ImmutableSortedDictionary<int, EscalationStep>.Empty,
        ImmutableDictionary<Severity, ImmutableSortedDictionary<int, EscalationStep>>.Empty);

    /// <summary>How long steps are held back while somebody is on it; null: not at all.</summary>
    public TargetTable? AckFor { get; init; }

    /// <summary>The hours of steps, by their first word.</summary>
    public ImmutableDictionary<string, StepHours> Hours { get; init; } = ImmutableDictionary<string, StepHours>.Empty;

    public ImmutableSortedDictionary<int, EscalationStep> For(Severity severity) =>
        BySeverity.GetValueOrDefault(severity, Steps);
}

/// <summary>A rule of <c>severity_rules</c>: all conditions must hold; none at all is <c>otherwise</c>.</summary>
public sealed record SeverityRule(
    Severity Severity, ImmutableArray<Condition> Conditions, bool Confirm, string File, int Line)
{
    public bool IsOtherwise => Conditions.IsEmpty;
}

/// <summary>
/// A fact that must hold. <see cref="NotYet"/> holds keys whose facts nothing provides yet: it never holds.
/// </summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>The form's answer to the field <c>impact</c>, <c>host</c>… equals the text.</summary>
    public sealed record Answer(string Field, string Text) : Condition;

    public sealed record TypeIs(string Type) : Condition;

    public sealed record HasLabel(string Label) : Condition;

    /// <summary>Any of the phrases occurs as whole words in title or body.</summary>
    public sealed record AnyWords(ImmutableArray<string> Phrases) : Condition;

    public sealed record NotYet(string Key, string Text) : Condition;
}
