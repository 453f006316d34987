using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Gives an issue to somebody by rule: by shift, by turn, and when nobody is left to the area's lead.
/// </summary>
internal static class Assignment
{
    /// <summary>The ledger that counts the turns of those who own what nobody else can get.</summary>
    private const string UnknownLedger = "area:unknown";

    /// <summary>
    /// A rule of `assign` may: the section is live, the issue open, and no person chose or took away.
    /// </summary>
    public static bool MayAssign(this Draft draft) =>
        !draft.Policy.Assign.IsHeldBack &&
        !draft.Seen.IsClosed &&
        draft.State.Assignee is not { ByPerson: true } &&
        !draft.State.RemovedByPerson.Contains(TakenAway.Assignee);

    /// <summary>
    /// Who gets it because this event made it worse; null when it did not, or when that severity has no entry. A person
    /// who exchanges the label leaves the issue without any for a moment: from there every severity is worse.
    /// </summary>
    public static AssignTarget? RaisedTo(this Draft draft)
    {
        if (draft.Facts.State is not { } before || draft.State.Severity is not { } now) return null;
        if (before.Severity is { } was && !now.Value.IsWorseThan(was.Value)) return null;
        return draft.Policy.Assign.BySeverity.GetValueOrDefault(now.Value);
    }

    /// <param name="at">Whose shift it was then: the time of opening, not of our waking.</param>
    public static Draft AssignTo(this Draft draft, AssignTarget target, Instant at, string ruleId) =>
        target.Rotation is { } name && draft.Policy.Rotations.TryGetValue(name, out var rotation)
            ? draft.AssignFrom(rotation, at, ruleId)
            : draft.AssignAreaOwner(ruleId);

    /// <summary>By turn among the area's owners; one of them who has it already keeps it.</summary>
    public static Draft AssignAreaOwner(this Draft draft, string ruleId)
    {
        if (draft.AreaPolicy() is not { } area)
            return draft.State.Assignee is null ? draft.AssignLeadOrUnknown(ruleId, []) : draft;
        if (draft.State.Assignee is { } has && area.Owners.Contains(has.Value) && draft.WhyNot(has.Value, null) is null)
            return draft;
        var ledger = $"area:{area.Name}";
        var pick = RotationPick.ByTurn(
            ledger, area.Owners, draft.LedgerOf(ledger), person => draft.WhyNot(person, null));
        if (pick.Person is not { } person)
            return draft.ShowGap(ledger, pick, ruleId).AssignLeadOrUnknown(ruleId, pick.Skipped);
        var because = $"it is their turn among the owners of {area.Name}{Skipped(pick.Skipped)}";
        return draft.Take(ledger, pick, ruleId, because).Give(person, null, ruleId, because, ledger);
    }

    /// <summary>By turn among the same people, without those who had it.</summary>
    public static Draft AssignNext(this Draft draft, string ruleId)
    {
        var rotation = draft.Rotation();
        var ledger = rotation?.Name ?? (draft.AreaPolicy() is { } area ? $"area:{area.Name}" : UnknownLedger);
        var people = rotation?.Members ?? draft.AreaPolicy()?.Owners ?? draft.Policy.UnknownOwners;
        var pick = RotationPick.ByTurn(ledger, people, draft.LedgerOf(ledger), person =>
            draft.State.HadIt.Contains(person) ? "had it" : draft.WhyNot(person, rotation?.AtMost));
        if (pick.Person is not { } next) return draft.AssignLeadOrUnknown(ruleId, pick.Skipped);
        var before = draft.State.Assignee?.Value.ToString() ?? "nobody";
        var because = $"it is their turn after {before}{Skipped(pick.Skipped)}";
        return draft.Take(ledger, pick, ruleId, because).Give(next, rotation?.Name, ruleId, because, ledger);
    }

    /// <summary>The area's lead; nobody: the owners of <c>unknown</c> by turn; nobody: the gap is shown.</summary>
    public static Draft AssignLeadOrUnknown(this Draft draft, string ruleId, ImmutableArray<SkippedPerson> skipped)
    {
        if (draft.AreaPolicy() is { Lead: { } lead } area && draft.WhyNot(lead, null) is null)
            return draft.Give(lead, draft.State.AssignedFrom, ruleId, $"they lead {area.Name}{Skipped(skipped)}");
        var pick = RotationPick.ByTurn(
            UnknownLedger,
            draft.Policy.UnknownOwners,
            draft.LedgerOf(UnknownLedger),
            person => draft.WhyNot(person, null));
        if (pick.Person is not { } person)
            return draft.Note(new Effect.LeaveAlone("assignee"), ruleId, $"nobody can be assigned{Skipped(skipped)}");
        var because = $"it is their turn among the owners of what nobody else can get{Skipped(skipped)}";
        return draft.Take(UnknownLedger, pick, ruleId, because)
            .Give(person, draft.State.AssignedFrom, ruleId, because, UnknownLedger);
    }

    /// <summary>Makes somebody the assignee; beside a person's choice, which stays.</summary>
    /// <param name="turnFrom">The ledger in which it is their turn; null: it costs none.</param>
    public static Draft Give(
        this Draft draft, Login person, string? from, string ruleId, string because, string? turnFrom = null)
    {
        if (draft.State.Assignee is { } has && has.Value == person)
            return has.ByPerson || from is null
                ? draft
                : draft with { State = draft.State with { AssignedFrom = from } };
        var hadIt = draft.State.HadIt.Contains(person) ? draft.State.HadIt : draft.State.HadIt.Add(person);
        if (draft.State.Assignee is { ByPerson: true })
        {
            if (draft.Seen.Assignees.Contains(person) || draft.State.HadIt.Contains(person)) return draft;
            return (draft with { State = draft.State with { HadIt = hadIt } })
                .Note(new Effect.Assign(person), ruleId, because);
        }

        return draft with
        {
            State = draft.State with
            {
                Assignee = new Chosen<Login>(person, ByPerson: false, ruleId, because),
                AssignedFrom = from,
                TurnFrom = turnFrom,
                HadIt = hadIt,
            },
        };
    }

    /// <summary>The rotation that the assignee came from.</summary>
    public static RotationDefinition? Rotation(this Draft draft) =>
        draft.State.AssignedFrom is { } name ? draft.Policy.Rotations.GetValueOrDefault(name) : null;

    /// <summary>The ledger as the facts hold it, with the turns that this decision has moved already.</summary>
    public static TurnLedger LedgerOf(this Draft draft, string name)
    {
        var ledger = draft.Facts.Ledgers.GetValueOrDefault(name, TurnLedger.Empty);
        foreach (var decision in draft.Extra)
            if (decision.Effect is Effect.TakeTurn turn && turn.Ledger == name)
                ledger = turn.Back ? ledger.GiveBack(turn.Person) : ledger.Take(turn.Person, turn.Eligible);
        return ledger;
    }

    private static Draft AssignFrom(this Draft draft, RotationDefinition rotation, Instant at, string ruleId)
    {
        var pick = RotationPick.Choose(
            rotation, at, draft.LedgerOf(rotation.Name), person => draft.WhyNot(person, rotation.AtMost));
        if (pick.Person is not { } person)
            return draft.ShowGap(rotation.Name, pick, ruleId).AssignLeadOrUnknown(ruleId, pick.Skipped);
        var because = pick.ByTurn
            ? $"it is their turn in {rotation.Name}{Skipped(pick.Skipped)}"
            : $"they have the {rotation.Name} shift";
        var taken = pick.ByTurn ? draft.Take(rotation.Name, pick, ruleId, because) : draft;
        return taken.Give(person, rotation.Name, ruleId, because, pick.ByTurn ? rotation.Name : null);
    }

    private static Draft Take(this Draft draft, string ledger, PickResult pick, string ruleId, string because) =>
        draft.Note(
            new Effect.TakeTurn(ledger, pick.Person!.Value) { Eligible = pick.Ledger.LastEligible }, ruleId, because);

    private static Draft ShowGap(this Draft draft, string of, PickResult pick, string ruleId)
    {
        var because = $"nobody of {of} could take it{Skipped(pick.Skipped)}";
        return draft.Note(new Effect.ShowGap(of, because), ruleId, because);
    }

    private static string Skipped(ImmutableArray<SkippedPerson> skipped) =>
        skipped.IsEmpty ? "" : $" ({string.Join("; ", skipped.Select(one => $"{one.Person} {one.Reason}"))})";
}
