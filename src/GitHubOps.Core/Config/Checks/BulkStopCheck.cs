namespace GitHubOps.Core;

/// <summary>A change that many open issues would feel at once.</summary>
internal sealed class BulkStopCheck : ConfigCheck
{
    public override string Code => "config/bulk-stop";

    public override string Help =>
        "The change would have gone otherwise with more open issues than `manners.bulk_stop` in force allows. Judged " +
        "where the files before the change are known and a history is given (`--before`, `--history`): both are " +
        "replayed over it.";

    public override string? Unasked(CheckFacts facts) =>
        facts is { Before: not null, OpenChanged: null } ? "how many open issues the change touches" : null;

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        // The bound in force counts: a change does not set its own.
        if (facts.OpenChanged is not { } touched) yield break;
        var inForce = facts.Before is { } before ? PolicyReader.Read(before).Policy : null;
        var bound = (inForce ?? facts.Policy).Manners.BulkStop;
        if (touched <= bound) yield break;
        yield return Warning(facts.PlaceOf("manners", "bulk_stop"),
            $"the change touches {touched} open issues, and `manners.bulk_stop` is {bound}",
            "Look at them with `githubops replay` and have a lead agree before it is merged.");
    }
}
