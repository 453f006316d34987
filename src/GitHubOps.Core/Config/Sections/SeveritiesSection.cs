namespace GitHubOps.Core;

/// <summary><c>severities:</c> — the organisation's words for s1 to s4.</summary>
internal sealed class SeveritiesSection : Section
{
    public override string Key => "severities";

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        const string example = "`s1: Outage. Nobody can use it.`";
        foreach (var (name, _, value) in draft.Read.Fields(node, Key, example, "s1", "s2", "s3", "s4")?.Entries ?? [])
        {
            if (!SeverityText.TryParse(name, out var severity)) continue;
            if (draft.Read.Text(value, $"{Key}.{name}", example,
                isFree: true) is { } words) draft.SeverityWords[severity] = words;
        }
    }
}
