using System.Collections.Immutable;

namespace GitHubOps.Simulation;

/// <summary>THE list of what must hold.</summary>
internal static class WorldInvariants
{
    /// <summary>What people see on GitHub, and what GitHub asks of us: looked at when anything happened.</summary>
    public static ImmutableArray<Invariant> OfGitHub { get; } =
    [
        new OneStatusComment(),
        new OneAssigneeOfOurs(),
        new OneLabelOfAFamily(),
        new NothingRemovedIsPutBack(),
        new APersonsAssigneeStays(),
        new NobodyIsMentioned(),
        new OnlyOurKindsOfActs(),
        new TheirPaceIsKept(),
        new OnlyKnownCalls(),
        new SilentWhereSwitchedOff(),
    ];

    /// <summary>What the store holds: looked at when something was committed.</summary>
    public static ImmutableArray<Invariant> OfStore { get; } =
    [
        new RowsAreWhole(),
        new WritesOfAnIssueInOrder(),
        new NothingHappensTwice(),
        new NothingAcknowledgedIsLost(),
        new NothingDiesOfOurMistake(),
        new NothingIsRefusedWithoutReason(),
        new WarnedBeforeLate(),
    ];
}
