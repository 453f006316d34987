using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// What the file says of things that come later: read, checked, carried along, and obeyed by nothing yet, but for the
/// targets of feedback. What is absent from the file is null or empty here.
/// </summary>
public sealed record LaterPolicy
{
    public static LaterPolicy None { get; } = new();

    public ImmutableDictionary<string, SignalPolicy> Signals { get; init; } =
        ImmutableDictionary<string, SignalPolicy>.Empty;

    public ImmutableDictionary<string, ChorePolicy> Chores { get; init; } =
        ImmutableDictionary<string, ChorePolicy>.Empty;

    public ImmutableArray<ChangeRule> Changes { get; init; } = [];

    public ImmutableDictionary<string, ReleasePolicy> Releases { get; init; } =
        ImmutableDictionary<string, ReleasePolicy>.Empty;

    public SupportPolicy? Support { get; init; }
    public DecisionsPolicy? Decisions { get; init; }

    public ImmutableDictionary<string, RitualPolicy> Rituals { get; init; } =
        ImmutableDictionary<string, RitualPolicy>.Empty;

    public NewcomersPolicy? Newcomers { get; init; }
    public ImmutableArray<UpstreamRule> Upstream { get; init; } = [];
    public FeaturesPolicy? Features { get; init; }
    public IncidentsPolicy? Incidents { get; init; }
    public RoadmapPolicy? Roadmap { get; init; }
    public CommonIssuesPolicy? CommonIssues { get; init; }
    public FeedbackPolicy? Feedback { get; init; }

    /// <summary>False as long as nothing obeys these sections.</summary>
    public static bool IsActive => false;
}
