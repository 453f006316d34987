using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Where sections of a live file are in dry-run, everything is decided twice: without them, which is written, and with
/// them, which is only told. Each of the two has a state of its own, so that nothing of a dry run can be felt: neither
/// in the comment nor in who is taken off an issue later.
/// </summary>
internal static class SectionTrial
{
    /// <summary>Ends the names of ledgers in which a dry run counts its turns.</summary>
    public const string LedgerSuffix = " in dry-run";

    /// <param name="live">What was concluded without the sections.</param>
    /// <param name="facts">What both know.</param>
    /// <param name="policy">With a trial beside it, or none.</param>
    public static Outcome Beside(Outcome live, Facts facts, RepoPolicy policy)
    {
        if (live.State is not { } state) return live;
        if (policy.Trial is not { } trial) return live with { State = state with { Trial = null } };
        var before = facts.State?.Trial ?? facts.State;
        var tried = Triage.Conclude(facts with
        {
            State = before is null ? null : before with { Trial = null },
            Ledgers = CountsTurns(policy) ? OfTrial(facts.Ledgers) : facts.Ledgers,
        }, trial);
        var written = live.Decisions.Select(decision => decision.Effect).ToHashSet();
        var would = tried.Decisions.Where(decision => !written.Contains(decision.Effect))
            .Select(decision => Told(decision, policy)).OfType<Decision>();
        return new Outcome(state with { Trial = tried.State }, [.. live.Decisions, .. would]);
    }

    /// <summary>Null for what leaves no trace.</summary>
    private static Decision? Told(Decision decision, RepoPolicy policy) => decision.Effect switch
    {
        Effect.TakeTurn turn => CountsTurns(policy)
            ? decision with { Effect = turn with { Ledger = turn.Ledger + LedgerSuffix } } : null,
        var effect when effect.IsWrite || effect is Effect.LeaveAlone or Effect.Tell =>
            decision with { Effect = new Effect.Would(effect) },
        _ => null,
    };

    /// <summary>Where assigning is live its own turns count, and a dry run looks at them without taking any.</summary>
    private static bool CountsTurns(RepoPolicy policy) =>
        policy.SectionModes.GetValueOrDefault("assign") == Mode.DryRun;

    private static ImmutableDictionary<string, TurnLedger> OfTrial(ImmutableDictionary<string, TurnLedger> ledgers) =>
        ledgers.Where(ledger => ledger.Key.EndsWith(LedgerSuffix, StringComparison.Ordinal))
            .ToImmutableDictionary(ledger => ledger.Key[..^LedgerSuffix.Length], ledger => ledger.Value);
}
