using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Says once that the change cannot be seen; never counts it as fresh.</summary>
public sealed class UnknownChangeRule : RunbookRule
{
    public override string Id => "unknown-change";

    public override string Help =>
        "What a change touches is read from its base commit. A checkout without history does not hold it: " +
        "`fetch-depth: 2` on pull requests costs one commit more and is enough.";

    public override RunbookAxis Axis => RunbookAxis.Touch;

    public override ImmutableArray<string> Codes => ["RB040"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        if (facts.Touch is RunbookTouch.Unknown unknown)
            yield return new(
                Problem.Warning("RB040", $"what this change touches is unknown: {unknown.Reason}",
                remedy: unknown.Remedy), Axis, null, true);
    }
}
