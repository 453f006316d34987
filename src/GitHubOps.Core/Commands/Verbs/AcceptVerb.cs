using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class AcceptVerb : CommandVerb
{
    public override string Name => "accept";

    public override string Usage => "/accept";

    public override string Does =>
        "Type, area and severity are right: the promise of triage is kept, and the issue waits for its owner.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Triage];

    public override ImmutableArray<string> Examples => ["/accept"];

    public override CommandAnswer Run(CommandCall call)
    {
        var state = call.State;
        if (state.TriagedAt is not null) return call.No("it is accepted already");
        if (state.Area is null or { Value: IssueLabels.UnknownArea })
            return call.No("its area is not known: `/area NAME`");
        if (state.Type is null) return call.No("its type is not known: `/type NAME`");
        if (state.Severity is null) return call.No("its severity is not known: `/sev s3`");
        return call.Done(state with
        {
            TriagedAt = call.Draft.At,
            Proposed = null,
            Waiting = state.Waiting is Waiting.Triage ? Waiting.None : state.Waiting,
        });
    }
}
