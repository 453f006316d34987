namespace GitHubOps.Simulation;

/// <summary>And what is awake does not stand still for having been put aside.</summary>
internal sealed class WhatIsPutAsideStandsStill : Invariant
{
    public override string Sentence =>
        "While an issue is put aside its promises stand still, until its day and no longer";

    public override string? Find(World world) => OnEachIssue(world, issue =>
    {
        if (world.Switches.WasEverOff || world.StateOf(issue) is not { HandsOff: null } state) return null;
        var isAside = state.Snooze is { Until: not null };
        foreach (var clock in state.Clocks.Where(clock => !clock.IsOver))
            if (clock.PauseReasons.Contains(PauseReason.Snooze) != isAside)
                return $"{state.Snooze} and yet {clock}\n{world.Ledger.Journal(issue.Id)}";
        return null;
    });
}
