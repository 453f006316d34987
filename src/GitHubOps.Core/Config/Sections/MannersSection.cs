namespace GitHubOps.Core;

/// <summary><c>manners:</c> — bounds on what is written by rule.</summary>
internal sealed class MannersSection : Section
{
    public override string Key => "manners";

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        if (draft.Read.Fields(node, Key, "`writes_per_hour: 120`", "comments", "mentions", "closes", "writes_per_hour",
            "bulk_stop") is not { } map) return;
        var manners = new Manners();
        if (map.TryGet("comments", out var comments)) draft.Read.Word(comments, $"{Key}.comments", "1");
        if (map.TryGet("mentions", out var mentions)) draft.Read.Word(mentions, $"{Key}.mentions", "none");
        if (map.TryGet("closes", out var closes)) draft.Read.Word(closes, $"{Key}.closes", "own signals", "nothing");
        if (map.TryGet("writes_per_hour", out var writes)
            && draft.Read.Number(writes, $"{Key}.writes_per_hour", 1, 5_000) is { } perHour)
            manners = manners with { WritesPerHour = perHour };
        if (map.TryGet("bulk_stop", out var bulk) && draft.Read.Number(bulk, $"{Key}.bulk_stop", 1, 10_000) is { } stop)
            manners = manners with { BulkStop = stop };
        draft.Manners = manners;
    }
}
