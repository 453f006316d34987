using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Shows whoever approves that many reviews came at once. Blocks nobody.</summary>
public sealed class BulkRule : RunbookRule
{
    private const int ManyMin = 4;

    public override string Id => "bulk";

    public override string Help =>
        "Many reviews in one change, and hardly a word of the runbooks changed: that may be a diligent day or a " +
        "stamp. Whoever approves the change sees the numbers and decides.";

    public override RunbookAxis Axis => RunbookAxis.Touch;

    public override ImmutableArray<string> Codes => ["RB027"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        var stamped = facts.Runbooks.Where(x => x.StampChanged).ToArray();
        if (stamped.Length < ManyMin) yield break;
        var texts = stamped.Count(x => x.TextChanged);
        var entries = stamped.Sum(ChangedEntries);
        yield return new(Problem.Warning("RB027",
            $"{stamped.Length} runbooks are renewed in one change: {texts} changed in their text, {entries} of their covered " +
            "entries changed since the last review", remedy: "Ask who followed which of them."), Axis, null, true);
    }

    private static int ChangedEntries(RunbookCase runbook) =>
        runbook.Before?.Runbook?.Review is { } before && runbook.Runbook?.Review is { } now
            ? before.Seen.Count(x => now.Seen.GetValueOrDefault(x.Key) != x.Value) : 0;
}
