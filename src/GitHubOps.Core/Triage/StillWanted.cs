namespace GitHubOps.Core;

/// <summary>
/// Between a decision and its way out of the house hours may lie: what people did meanwhile, and what was decided
/// since, is final. Pure.
/// </summary>
public static class StillWanted
{
    /// <param name="effect">With labels by the repository's own names, as they leave the house.</param>
    /// <param name="now">What is known of the issue now.</param>
    public static bool Of(Effect effect, IssueState now, RepoPolicy policy) => now.HandsOff is null && effect switch
    {
        Effect.AddLabel add => Adds(policy.ToCanonical(add.Label) ?? add.Label, now),
        Effect.RemoveLabel remove => Removes(policy.ToCanonical(remove.Label) ?? remove.Label, now),
        Effect.Assign assign => Assigns(assign.Person, now),
        Effect.Unassign unassign => now.Assignee is not { ByPerson: true } chosen || chosen.Value != unassign.Person,
        Effect.Close => now.Life is { WantedBy: not null, IsClosed: true },
        Effect.Reopen => now.Life is { WantedBy: not null, IsClosed: false },

        // Of several texts the newest is said, in whatever order they get their turn.
        Effect.PutComment put => !now.RemovedByPerson.Contains(TakenAway.Comment) && put.Body == now.Comment,
        Effect.Tell tell => now.Clocks.Any(clock => clock.State == ClockState.Running &&
            clock.Metric == tell.Step.Metric && clock.Cycle == tell.Step.Cycle) && !(now.Ack?.At > tell.NotBefore),
        _ => true,
    };

    private static bool Adds(string label, IssueState now) =>
        IssueLabels.FamilyOf(label) is not null || label == IssueLabels.Late
            ? now.OurLabels.Contains(label)
            : !now.RemovedByPerson.Contains(label);

    /// <summary>Not when a person has put it on since, nor when it is wanted again.</summary>
    private static bool Removes(string label, IssueState now) =>
        !now.IsByTheirHand(label) && !now.OurLabels.Contains(label);

    /// <summary>Beside a person's choice only an escalation puts somebody.</summary>
    private static bool Assigns(Login person, IssueState now) => now.Assignee switch
    {
        null => !now.RemovedByPerson.Contains(TakenAway.Assignee),
        { ByPerson: true } chosen => chosen.Value == person || !now.StepsDone.IsEmpty,
        { } ours => ours.Value == person,
    };
}
