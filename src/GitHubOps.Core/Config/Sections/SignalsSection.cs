using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A machine that may open issues: one open issue per fingerprint.</summary>
public sealed record SignalPolicy(SignalSource From)
{
    /// <summary>The report that is read: a file of the workflow's artifact.</summary>
    public string? Reads { get; init; }

    public ImmutableArray<string> OneIssuePer { get; init; } = [];
    public string? OpensWhen { get; init; }
    public string? ClosesWhen { get; init; }
    public string? FlakyWhen { get; init; }

    /// <summary>A rotation, or the word of <see cref="OneIssuePer"/> whose folder's <c>OWNERS</c> counts.</summary>
    public string? Owner { get; init; }
}

/// <summary>Where a signal comes from: <c>workflow Nightly evals</c>, <c>dispatch tool-failure</c>.</summary>
public sealed record SignalSource(bool IsWorkflow, string Name)
{
    public static SignalSource? Parse(string text) =>
        text.StartsWith("workflow ", StringComparison.Ordinal) && text[9..].Trim() is { Length: > 0 } workflow
            ? new SignalSource(IsWorkflow: true, workflow)
            : text.StartsWith("dispatch ", StringComparison.Ordinal) && text[9..].Trim() is { Length: > 0 } dispatch
                ? new SignalSource(IsWorkflow: false, dispatch) : null;
}

/// <summary><c>signals:</c> — machines that may open issues.</summary>
internal sealed class SignalsSection : LaterNamesSection<SignalPolicy>
{
    private static readonly Field<SignalSource> From = new("from", Kinds.Parsed(
        new TextShape("source of a signal", ["workflow Nightly evals", "dispatch tool-failure"])
        {
            Pattern = "^(workflow|dispatch) +\\S",
        },
        SignalSource.Parse), "What sends it: a workflow of the repository, or a `repository_dispatch`.")
    {
        IsRequired = true,
    };

    private static readonly Field<string> Reads =
        new("reads", NameKinds.Path, "The file of the workflow's artifact that holds the report.");

    private static readonly Field<ImmutableArray<string>> OneIssuePer = new("one_issue_per",
        Kinds.List(Kinds.Free("key of the report", "suite"), "[suite, metric]"),
        "The keys of the report that make two events the same issue.");

    private static readonly Field<string> OpensWhen = new("opens_when", Moments.Opens, "When an issue is opened.");

    private static readonly Field<string> ClosesWhen =
        new("closes_when", Moments.Closes, "When the service closes the issue that it opened.");

    private static readonly Field<string> FlakyWhen = new("flaky_when", Moments.Flaky,
        "When it counts as flaky: s4, on the weekly agenda, no page.");

    private static readonly Field<string> Owner = new("owner",
        Kinds.Free("name of a rotation, or a key of the report", "oncall"),
        "Who gets it: a rotation's holder, or the owners of the folder that the key names.");

    public override string Key => "signals";

    public override string Says => "Machines that may open issues: one open issue per fingerprint.";

    protected override string Placeholder => "SIGNAL";

    protected override string ExampleName => "tool-failure";

    protected override Kind<SignalPolicy> Item { get; } = Named(Kinds.Map(
        "map of a signal",
        "{ from: dispatch tool-failure, one_issue_per: [tool, error], opens_when: 5 in 10m, owner: oncall }",
        [From, Reads, OneIssuePer, OpensWhen, ClosesWhen, FlakyWhen, Owner],
        read => new SignalPolicy(read.Get(From)!)
        {
            Reads = read.Get(Reads),
            OneIssuePer = read.Items(OneIssuePer),
            OpensWhen = read.Get(OpensWhen),
            ClosesWhen = read.Get(ClosesWhen),
            FlakyWhen = read.Get(FlakyWhen),
            Owner = read.Get(Owner),
        }));

    protected override LaterPolicy Keep(LaterPolicy later, ImmutableDictionary<string, SignalPolicy> read) =>
        later with { Signals = read };

    /// <summary>The owner's name is looked up when the keys of the report are known.</summary>
    private static Kind<SignalPolicy> Named(Kind<SignalPolicy> kind) => new(kind.Shape, (node, name, draft) =>
    {
        if (kind.Read(node, name, draft) is not { } signal) return null;
        if (signal.Owner is { } owner && !signal.OneIssuePer.Contains(owner)
            && (node as OpsMap)?.Find(Owner.Key) is { } written)
            draft.Knows(written.Value, $"`{name}.owner` names a rotation or a key of `one_issue_per`;", owner,
                [.. draft.RotationNames, .. signal.OneIssuePer], "Define it under `rotations`.");
        return signal;
    });

    /// <summary>Conditions of a signal, kept as they are written.</summary>
    private static class Moments
    {
        public static Kind<string> Opens { get; } = Kinds.Parsed(
            new TextShape("condition that opens an issue", ["5 in 10m", "drop over 2", "drop over 2, 2 runs running"])
            {
                Pattern = "[0-9]",
            },
            text => CountWithin.Parse(text) is not null || IsDrop(text) ? text : null);

        public static Kind<string> Closes { get; } = Kinds.Parsed(
            new TextShape("condition that closes an issue", ["2 good runs", "quiet 24h"]) { Pattern = "[0-9]" },
            text => text.Split(' ') switch
            {
                [var count, "good", "runs" or "run"] => Numbers.IsSmall(count, out _),
                ["quiet", var time] => Target.TryParse(time, out _),
                _ => false,
            } ? text : null);

        public static Kind<string> Flaky { get; } = Kinds.Parsed(
            new TextShape("condition of flakiness", ["opened 3 in 14d"]) { Pattern = "^opened +[0-9]" },
            text => text.StartsWith("opened ", StringComparison.Ordinal)
                && CountWithin.Parse(text["opened ".Length..]) is not null ? text : null);

        private static bool IsDrop(string text) => text.Split(", ") switch
        {
            [var drop] => IsOver(drop),
            [var drop, var runs] => IsOver(drop)
                && runs.Split(' ') is [var count, "runs", "running"] && Numbers.IsSmall(count, out _),
            _ => false,
        };

        private static bool IsOver(string text) =>
            text.Split(' ') is ["drop", "over", var share] && Numbers.IsSmall(share, out _);
    }
}
