using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class AckVerb : CommandVerb
{
    public override string Name => "ack";

    public override string Usage => "/ack";

    public override string Does =>
        "Somebody is on it: the promise of an answer is kept, and none of its further steps is taken. Where " +
        "`escalate.ack` has a length, the steps of the other promises are held back so long, too.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Assignee, CommandLevel.OnCall];

    public override ImmutableArray<string> Examples => ["/ack"];

    public override CommandAnswer Run(CommandCall call)
    {
        var policy = call.Draft.Policy;
        var isRunning = call.State.Clocks.Any(clock => clock is { Metric: Metric.Respond, IsOver: false });
        var holds = policy.Escalation.AckFor?.For(call.State.Severity?.Value ?? Severity.S4) is not null &&
            call.State.Clocks.Any(clock => !clock.IsOver);
        if (!isRunning && !holds) return call.No("no answer is promised any more");
        var stopped = call.Draft.EachClock(clock =>
            clock.Metric == Metric.Respond ? clock.Stop(call.Draft.At, policy.CalendarOf(clock)) : clock);
        if (holds) stopped = stopped.Acknowledge(call.By);
        return call.Done(stopped.Remember(call.Draft.At, $"{CommentWords.Person(call.By)} is on it"));
    }
}
