namespace GitHubOps.Core;

/// <summary><c>severities:</c> — the organisation's words for s1 to s4.</summary>
internal sealed class SeveritiesSection : Section
{
    private static readonly MapShape Words = new("map of severities",
    [
        .. SeverityText.All.Select((name, i) => new Field(
            name, new TextShape("sentence", ["Outage. Nobody can use it."]), $"What {name} means.")
            { Default = $"Severity {i + 1} of 4" }),
    ], "{ s1: Outage. Nobody can use it. }");

    public override string Key => "severities";

    public override string Says => "The organisation's words for s1 to s4; people read them in the comment.";

    public override Shape Shape => Words;

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        const string example = "`s1: Outage. Nobody can use it.`";
        foreach (var (name, _, value) in draft.Read.Fields(node, Key, example, Words.Keys)?.Entries ?? [])
        {
            if (!SeverityText.TryParse(name, out var severity)) continue;
            if (draft.Read.Text(value, $"{Key}.{name}", example,
                isFree: true) is { } words) draft.SeverityWords[severity] = words;
        }
    }
}
