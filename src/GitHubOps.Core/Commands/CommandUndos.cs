using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>A command that can be taken back.</summary>
/// <param name="Line">Verb and rest.</param>
/// <param name="Before">What was known before it was run.</param>
/// <param name="After">What it led to, with all that rules concluded from it; null while that is being decided.</param>
public sealed record CommandUndo(Login By, Instant At, string Line, Touched Before, Touched? After);

/// <summary>The part of what we know of an issue that commands change.</summary>
public sealed record Touched
{
    public Chosen<string>? Area { get; init; }
    public Chosen<string>? Type { get; init; }
    public Chosen<Severity>? Severity { get; init; }
    public Chosen<Severity>? Proposed { get; init; }
    public Chosen<Login>? Assignee { get; init; }
    public string? AssignedFrom { get; init; }
    public string? TurnFrom { get; init; }
    public Waiting Waiting { get; init; }
    public Instant? TriagedAt { get; init; }
    public ImmutableArray<string> Missing { get; init; } = [];
    public ImmutableArray<string> RemovedByPerson { get; init; } = [];
    public ImmutableArray<Clock> Clocks { get; init; } = [];
    public Ack? Ack { get; init; }
    public PutAside? Snooze { get; init; }
    public Workaround? Workaround { get; init; }
    public Ruling? Ruling { get; init; }
    public bool ShowsWhy { get; init; }
    public bool IsQuiet { get; init; }

    public static Touched Of(IssueState state) => new()
    {
        Area = state.Area, Type = state.Type, Severity = state.Severity, Proposed = state.Proposed,
        Assignee = state.Assignee, AssignedFrom = state.AssignedFrom, TurnFrom = state.TurnFrom,
        Waiting = state.Waiting,
        TriagedAt = state.TriagedAt, Missing = state.Missing, RemovedByPerson = state.RemovedByPerson,
        Clocks = state.Clocks, Ack = state.Ack, Snooze = state.Snooze, Workaround = state.Workaround,
        Ruling = state.Ruling,
        ShowsWhy = state.ShowsWhy, IsQuiet = state.IsQuiet,
    };
}

/// <summary>Takes back what a command led to, as far as nobody has chosen otherwise since.</summary>
internal static class CommandUndos
{
    private const int UndosMax = 4;

    public static Duration Within { get; } = Duration.FromHours(24);

    public static IssueState Keep(IssueState state, IssueState before, CommandCall call, Instant at)
    {
        var line = $"{call.Line.Verb} {call.Line.Rest}".TrimEnd();
        var kept = state.Undos.RemoveAll(undo => undo.At < at - Within).Add(
            new CommandUndo(call.By, at, line, Touched.Of(before), After: null));
        return state with { Undos = kept.Length <= UndosMax ? kept : kept.RemoveAt(0) };
    }

    /// <summary>
    /// When everything that follows from a command is concluded; clocks that it left alone are not kept.
    /// </summary>
    public static IssueState Seal(IssueState state) =>
        state.Undos.All(undo => undo.After is not null) ? state : state with
        {
            Undos = [.. state.Undos.Select(undo => undo.After is null ? Seal(undo, Touched.Of(state)) : undo)],
        };

    public static IssueState TakeBack(IssueState now, CommandUndo undo)
    {
        var (before, after) = (undo.Before, undo.After ?? undo.Before);
        var isAssignee = now.Assignee == after.Assignee;
        return now with
        {
            Area = now.Area == after.Area ? before.Area : now.Area,
            Type = now.Type == after.Type ? before.Type : now.Type,
            Severity = now.Severity == after.Severity ? before.Severity : now.Severity,
            Proposed = now.Proposed == after.Proposed ? before.Proposed : now.Proposed,
            Assignee = isAssignee ? before.Assignee : now.Assignee,
            AssignedFrom = isAssignee ? before.AssignedFrom : now.AssignedFrom,
            TurnFrom = isAssignee ? before.TurnFrom : now.TurnFrom,
            Waiting = now.Waiting == after.Waiting ? before.Waiting : now.Waiting,
            TriagedAt = now.TriagedAt == after.TriagedAt ? before.TriagedAt : now.TriagedAt,
            Missing = now.Missing.SequenceEqual(after.Missing) ? before.Missing : now.Missing,
            RemovedByPerson = TakenAwayBefore(now.RemovedByPerson, before.RemovedByPerson, after.RemovedByPerson),
            Clocks = [.. now.Clocks.Select(clock => ClockBefore(clock, before, after))],
            Ack = now.Ack == after.Ack ? before.Ack : now.Ack,
            Snooze = now.Snooze == after.Snooze ? before.Snooze : now.Snooze,
            Workaround = now.Workaround == after.Workaround ? before.Workaround : now.Workaround,
            Ruling = now.Ruling == after.Ruling ? before.Ruling : now.Ruling,
            ShowsWhy = now.ShowsWhy == after.ShowsWhy ? before.ShowsWhy : now.ShowsWhy,
            IsQuiet = now.IsQuiet == after.IsQuiet ? before.IsQuiet : now.IsQuiet,
        };
    }

    public static bool Differ(IssueState one, IssueState other)
    {
        var (a, b) = (Touched.Of(one), Touched.Of(other));
        return (a with { Missing = [], RemovedByPerson = [], Clocks = [] })
            != (b with { Missing = [], RemovedByPerson = [], Clocks = [] }) ||
            !a.Missing.SequenceEqual(b.Missing) || !a.RemovedByPerson.SequenceEqual(b.RemovedByPerson) ||
            a.Clocks.Length != b.Clocks.Length || a.Clocks.Zip(b.Clocks).Any(pair => !IsSame(pair.First, pair.Second));
    }

    private static CommandUndo Seal(CommandUndo undo, Touched after) => undo with
    {
        Before = undo.Before with { Clocks = Others(undo.Before.Clocks, after.Clocks) },
        After = after with { Clocks = Others(after.Clocks, undo.Before.Clocks) },
    };

    private static ImmutableArray<Clock> Others(ImmutableArray<Clock> clocks, ImmutableArray<Clock> known) =>
        clocks.RemoveAll(clock => known.Any(one => IsSame(one, clock)));

    private static ImmutableArray<string> TakenAwayBefore(
        ImmutableArray<string> now, ImmutableArray<string> before, ImmutableArray<string> after) =>
        [.. now.Where(what => before.Contains(what) || !after.Contains(what))
            .Union(before.Where(what => !after.Contains(what)))];

    private static Clock ClockBefore(Clock now, Touched before, Touched after)
    {
        bool IsIt(Clock clock) => clock.Metric == now.Metric && clock.Cycle == now.Cycle;
        return after.Clocks.FirstOrDefault(IsIt) is { } led && IsSame(led, now)
            && before.Clocks.FirstOrDefault(IsIt) is { } was
            ? was : now;
    }

    private static bool IsSame(Clock one, Clock other) =>
        one with { Pauses = [] } == other with { Pauses = [] } && one.Pauses.SequenceEqual(other.Pauses);
}
