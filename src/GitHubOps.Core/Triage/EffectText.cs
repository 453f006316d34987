namespace GitHubOps.Core;

/// <summary>An effect in a few words, for whoever looks at what waits or at what was done.</summary>
public static class EffectText
{
    public static string Of(Effect effect) => effect switch
    {
        Effect.AddLabel add => $"put on label {add.Label}",
        Effect.RemoveLabel remove => $"take off label {remove.Label}",
        Effect.Assign assign => $"assign {assign.Person}",
        Effect.Unassign unassign => $"unassign {unassign.Person}",
        Effect.PutComment => "write the comment",
        Effect.PutCheck check => $"say {check.Verdict.Name} of {Short(check.HeadSha)}",
        Effect.React react => react.Agrees ? "answer a command: done" : "answer a command: not done",
        Effect.Close => "close the issue",
        Effect.Reopen => "open the issue again",
        Effect.Follow follow => $"look at {follow.Repo}#{follow.Number} every day",
        Effect.Unfollow => "look at another project no longer",
        Effect.SetAlarm set => $"wake at {set.At} for {set.Key}",
        Effect.ClearAlarm clear => $"no longer wake for {clear.Key}",
        Effect.TakeTurn turn => $"{(turn.Back ? "give back" : "take")} {turn.Person}'s turn of {turn.Ledger}",
        Effect.Tell tell => $"tell {tell.Channel} of {tell.Step}",
        Effect.Steer steer => steer.What switch
        {
            Steering.Stop => "stop all writing",
            Steering.GoOn => "let writing go on",
            _ => "approve a change that touches many issues",
        },
        Effect.KeepEvidence { Said.Path: "" } => "keep why a command was not done",
        Effect.KeepEvidence kept => $"keep what was said of {kept.Said.Path}",
        Effect.Say => "keep what somebody said of themselves",
        Effect.AgreeOnSwap swap => $"swap time of {swap.Rotation}",
        Effect.ShowGap gap => $"show that nobody of {gap.Of} can take it",
        Effect.LeaveAlone leave => $"leave alone: {leave.What}",
        Effect.Would would => $"would {Of(would.What)}",
        _ => throw new InvalidOperationException($"no words for {effect.GetType().Name}"),
    };

    private static string Short(string sha) => sha[..Math.Min(sha.Length, 7)];
}
