using System.Collections.Immutable;

namespace GitHubOps.Simulation;

/// <summary>THE list of what must hold in one world.</summary>
internal sealed class WorldInvariants
{
    /// <summary>What people see on GitHub, and what GitHub asks of us: looked at when anything happened.</summary>
    public ImmutableArray<Invariant> OfGitHub { get; } =
    [
        new OneStatusComment(),
        new OneCheckRun(),
        new OneAssigneeOfOurs(),
        new OneLabelOfAFamily(),
        new NothingRemovedIsPutBack(),
        new APersonsAssigneeStays(),
        new NobodyIsMentioned(),
        new OnlyOurKindsOfActs(),
        new ClosedOnTheirWordAlone(),
        new TheirPaceIsKept(),
        new OnlyKnownCalls(),
        new SilentWhereSwitchedOff(),
        new SilentWhereStopped(),
    ];

    /// <summary>What the store holds: looked at when something was committed.</summary>
    public ImmutableArray<Invariant> OfStore { get; } =
    [
        new RowsAreWhole(),
        new WritesOfAnIssueInOrder(),
        new NothingDiesOfOurMistake(),
        new NothingIsRefusedWithoutReason(),
        new WarnedBeforeLate(),
        new WhatIsPutAsideStandsStill(),
        new TurnsAreFair(),
        new WhoIsAwayIsPassedOver(),
        new WhoHasTheShiftKeepsIt(),
        new KnowledgeNeverGoesBack(),
        new NobodyIsMisquoted(),
        new SoManyTakenEach(),
    ];

    /// <summary>What nothing mends once it has gone wrong: looked at now and then, and at the end.</summary>
    public ImmutableArray<Invariant> OfHistory { get; } =
    [
        new NothingHappensTwice(),
        new NothingAcknowledgedIsLost(),
        new WhatIsSaidIsHeard(),
        new WhatPeopleSayIsKept(),
    ];
}
