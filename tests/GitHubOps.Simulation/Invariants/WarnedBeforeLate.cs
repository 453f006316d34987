namespace GitHubOps.Simulation;

internal sealed class WarnedBeforeLate : Invariant
{
    public override string Sentence => "A target is warned of before it is missed";

    public override string? Find(World world) => OnEachIssue(world, issue =>
    {
        if (world.Switches.WasEverOff || world.StateOf(issue) is not { } state) return null;
        foreach (var missed in state.StepsDone.Where(step => step.Percent == 100))
        {
            var clock = state.Clocks.FirstOrDefault(one => one.Metric == missed.Metric && one.Cycle == missed.Cycle);
            var warning = missed with { Percent = 75 };

            // A reminder may wait for the hours of whoever it is for, while the miss itself waits for nobody.
            var isWarned = state.StepsDone.Contains(warning) || state.Alarms.Any(alarm => alarm.Key == warning);
            if (!isWarned && clock is not null)
                return $"{missed} was taken, {warning} was not: {clock}\n{world.Ledger.Journal(issue.Id)}";
        }

        return null;
    });
}
