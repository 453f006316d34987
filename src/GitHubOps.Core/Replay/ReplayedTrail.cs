using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Keeps which rule gave an issue which value when, while the issue is replayed.</summary>
internal sealed class ReplayedTrail(ReplayPolicy policy)
{
    private readonly PolicyOrigins origins = new(policy);
    private readonly Dictionary<ReplayAspect, ImmutableArray<ReplayedValue>> values = [];

    public ImmutableDictionary<ReplayAspect, ImmutableArray<ReplayedValue>> Values => values.ToImmutableDictionary();

    public void Note(Facts facts, Outcome outcome)
    {
        if (outcome.State is not { } state) return;
        var at = facts.Now;
        if (state.Area is { ByPerson: false } area)
            Add(ReplayAspect.Area, at, area.Value, area.RuleId, area.Because, () => origins.Area(area, state.Form));
        if (state.Type is { ByPerson: false } type)
            Add(ReplayAspect.Type, at, type.Value, type.RuleId, type.Because, () => origins.Type(state.Form));
        if (state.Severity is { ByPerson: false } severity)
            Add(ReplayAspect.Severity, at, severity.Value.Print(), severity.RuleId, severity.Because,
                () => origins.Severity(facts, state));
        if (state.Proposed is { } proposed)
            Add(ReplayAspect.Proposed, at, proposed.Value.Print(), proposed.RuleId, proposed.Because, () => null);
        foreach (var decision in outcome.Decisions)
            if (decision.Effect is Effect.Assign assign)
                Add(ReplayAspect.Assignee, at, assign.Person.Value, decision.RuleId, decision.Because,
                    () => origins.Assignee(decision, facts.Event, state));
        NoteTargets(facts, state);
    }

    private void NoteTargets(Facts facts, IssueState state)
    {
        foreach (var clock in state.Clocks.GroupBy(clock => clock.Metric).Select(cycles => cycles.Last()))
        {
            var hasNone = clock is { Outcome: ClockOutcome.Cancelled, Because: IssueClocks.NoTarget };
            var rule = facts.State is null ? "clock-start"
                : facts.State.Clocks.Any(one => one.Metric == clock.Metric && one.Cycle == clock.Cycle) ? "clock-target"
                : facts.Event is IssueReopened ? "clock-reopen"
                : "clock-late-start";
            var because = clock.Severity is { } severity ? $"it is {severity.Print()}" : "it has no severity";
            if (AspectOf(clock.Metric) is not { } aspect) continue;
            Add(aspect, facts.Now, hasNone ? "none" : clock.Target.ToString(), rule, because,
                () => origins.Target(clock));
        }
    }

    /// <summary>Null: of a promise that recurs with every word nothing is compared.</summary>
    private static ReplayAspect? AspectOf(Metric metric) => metric switch
    {
        Metric.Route => ReplayAspect.Route,
        Metric.Respond => ReplayAspect.Respond,
        Metric.Triage => ReplayAspect.Triage,
        Metric.Fix => ReplayAspect.Fix,
        _ => null,
    };

    /// <summary>Only what is another value than before; the line is looked up only then.</summary>
    private void Add(
        ReplayAspect aspect, Instant at, string value, string rule, string because, Func<Place?> origin)
    {
        var known = values.GetValueOrDefault(aspect, []);
        if (known is [.., var last] && last.Value == value) return;
        values[aspect] = known.Add(new ReplayedValue(at, value, rule, because, origin()));
    }
}
