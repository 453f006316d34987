using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// THE list of rules. Order is meaning: each rule sees what those before it concluded. First what keeps us still, then
/// what people did, then what the issue says, then who gets it, then the clocks, and last the words.
/// </summary>
public static class TriageRules
{
    public static ImmutableArray<TriageRule> All { get; } =
    [
        // Before hands are kept off pull requests: people say of runbooks there whether they hold.
        new PullCommandRule(),

        // What keeps us still. Each of these may end the road.
        new HandsOffRule(),
        new OwnEchoRule(),
        new TransferredRule(),

        // Time that has passed before anything else happened.
        new SnoozeEndRule(),

        // What the text was made from: the labels that a form puts on are no person's choice.
        new FormMatchRule(),
        new PartnerRule(),

        // What people did is final until a person changes it.
        new PersonLabelRule(),
        new PersonAssigneeRule(),
        new PersonCommentRule(),
        new PersonLifeRule(),
        new CommandRule(),
        new QuestionExpiryRule(),

        // What the issue says. The surest source of an area comes first.
        new AreaFromFormRule(),
        new AreaFromPathsRule(),
        new AreaFromWordsRule(),
        new AreaUnknownRule(),
        new TypeFromIntakeRule(),
        new AnswerFromWordsRule(),
        new SeverityRulesRule(),
        new MissingFactsRule(),
        new ReporterAnsweredRule(),
        new TriagedByPersonRule(),
        new WaitingRule(),
        new UpstreamClosedRule(),
        new NewcomerRule(),

        // Who has it. A refusal and a raised severity go before the ordinary ways.
        new AssigneeRefusedRule(),
        new AssignRaisedRule(),
        new AssignTriagedRule(),
        new AssignAreaOwnerRule(),
        new AssignNewRule(),
        new AckRule(),
        new TakingRule(),

        // The promises: what has passed under other files, what begins or changes, what is kept, what stands still,
        // what is missed.
        new ClockRecountRule(),
        new ClockStartRule(),
        new ClockReopenRule(),
        new ClockTargetRule(),
        new ClockLateStartRule(),
        new ClockDecideRule(),
        new ClockStopRule(),
        new ClockTalkRule(),
        new ClockPauseRule(),
        new EscalationRule(),

        // After everything that only watches: a person asked for silence here.
        new NoBotRule(),
        new CommentRule(),
    ];

    /// <summary>Those that take note of what people chose.</summary>
    internal static ImmutableArray<TriageRule> OfPeople { get; } =
        [.. All.Where(rule => rule is PersonLabelRule or PersonAssigneeRule or PersonCommentRule or PersonLifeRule)];

    /// <summary>Those that take note of what happens to promises that run.</summary>
    internal static ImmutableArray<TriageRule> OfPromises { get; } =
    [
        .. All.Where(
            rule => rule is SnoozeEndRule or ReporterAnsweredRule or ClockReopenRule or ClockStopRule or ClockTalkRule
            or ClockPauseRule),
    ];
}
