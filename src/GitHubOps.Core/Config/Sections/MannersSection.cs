namespace GitHubOps.Core;

/// <summary><c>manners:</c> — bounds on what is written by rule.</summary>
internal sealed class MannersSection : Section
{
    private static readonly MapShape Bounds = new("map of bounds",
    [
        new("comments", new TextShape("number", ["1"]) { Words = ["1"] }, "Comments per issue, edited in place.")
        {
            Default = "1",
        },
        new("mentions", new TextShape("word", ["none"]) { Words = ["none"] },
            "Nobody is mentioned: assigning notifies already.") { Default = "none" },
        new("closes", new TextShape("word", ["own signals"]) { Words = ["own signals", "nothing"] },
            "What the service closes by itself; people close all else.") { Default = "nothing", IsActive = false },
        new("writes_per_hour", new NumberShape(1, 5_000),
            "Writes per repository and hour, by rule; what people ask for by a command is not counted.")
        {
            Default = "120",
        },
        new("bulk_stop", new NumberShape(1, 10_000),
            "A change of the files that touches more open issues than this waits for a lead (`/ops approve`).")
        {
            Default = "20",
        },
    ], "{ writes_per_hour: 120, bulk_stop: 20 }");

    public override string Key => "manners";

    public override string Says => "Bounds on what is written by rule.";

    public override Shape Shape => Bounds;

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        if (draft.Read.Fields(node, Key, "`writes_per_hour: 120`", Bounds.Keys) is not { } map) return;
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
