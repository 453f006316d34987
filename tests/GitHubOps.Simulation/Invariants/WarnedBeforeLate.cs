using NodaTime;

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

            if (clock is not null && !state.StepsDone.Contains(warning) && !Waits(world, issue.Id, warning, clock))
                return $"{missed} was taken, {warning} was not: {clock}\n{world.Ledger.Journal(issue.Id)}";
        }

        return null;
    });

    /// <summary>
    /// A reminder waits for the hours of whoever it is for, the miss itself for nobody; and what ends the clock meanwhile
    /// ends the waiting.
    /// </summary>
    private static bool Waits(World world, long issue, AlarmKey warning, Clock clock) =>
        world.Ledger.First<long?>(
            """
            SELECT json_extract(one.value, '$.at') FROM journal j, json_each(j.effect) one
            WHERE j.issue_id = @issue AND json_extract(one.value, '$.kind') = 'set-alarm'
              AND json_extract(one.value, '$.key') = @key ORDER BY j.journal_id DESC LIMIT 1
            """, new { issue, key = warning.ToString() }) is { } at
        && clock.BreachedAt is { } missed && Instant.FromUnixTimeMilliseconds(at) > missed;
}
