using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary><c>sla:</c> — the targets, by metric and severity, and the labels that pause their clocks.</summary>
internal sealed class SlaSection : Section
{
    private const string Example = "`{ s1: 1h, s2: 4bh, s3: 2bd, s4: 3bd }`";

    private static readonly MapShape Table = new("map of targets by severity",
    [
        new("default", TimeKinds.Length.Shape, "For severities without their own.") { Default = "no target" },
        .. SeverityText.All.Select(name =>
            new Field(name, TimeKinds.Length.Shape, $"For {name}.") { Default = "`default`" }),
    ], Example.Trim('`'));

    private static readonly MapShape Metrics = new("map of targets",
    [
        new("route", Table, "Until an area is set."),
        new("respond", Table, "Until a person, who is neither the author nor a bot, has answered."),
        new("triage", Table, "Until type, area and severity are agreed."),
        new("fix", Table, "Until it is closed, or a workaround is posted."),
        new("reply", Table, "Until a later word of the reporter's is answered, each time."),
        new("update", Table, "Until people hear again how it stands, each time; counted from the team's last word."),
        new("pauses_on", NameKinds.Labels.Shape, "Labels that pause every clock while they are on the issue."),
        new(Retroactive.Key, new TruthShape(),
            "When it comes: running promises are counted by the targets and hours of " +
            "this file from their start, once. Only in a commit that changes nothing but `sla` and `calendars`.")
        {
            Default = "false: time that has passed stays counted as it was",
        },
        SectionModes.Field,
    ], $"{{ respond: {Table.Example} }}");

    public override string Key => "sla";

    public override string Says => "The targets: in which time something happens. `m h d w` run always; `bm bh bd` " +
        "run while the calendar is open. People read \"you will hear from a person by …\".";

    public override string Default => "no targets";

    public override Shape Shape => Metrics;

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        if (draft.Read.Fields(node, Key, $"`respond: {Table.Example}`", Metrics.Keys) is not { } map) return;
        foreach (var metric in Enum.GetValues<Metric>())
        {
            var name = metric.ToString().ToLowerInvariant();
            var targets = map.TryGet(name, out var table) ? ReadTable(table, $"{Key}.{name}", draft) : null;
            if (targets is not null) draft.Targets[metric] = targets;
        }

        if (map.TryGet("pauses_on", out var labels))
        {
            var written = draft.Read.Texts(labels, $"{Key}.pauses_on", "a list of labels: `[waiting/reporter]`");
            draft.PausesOn = [.. written.Select(label => label.Text)];
        }

        if (map.TryGet(Retroactive.Key, out var back))
            draft.IsRetroactive = draft.Read.Truth(back, $"{Key}.{Retroactive.Key}") ?? false;
        SectionModes.Read(node, Key, draft);
    }

    private static TargetTable? ReadTable(OpsNode node, string key, PolicyDraft draft)
    {
        if (draft.Read.Fields(node, key, Example, Table.Keys) is not { } map) return null;
        Target? byDefault = null;
        var bySeverity = ImmutableDictionary.CreateBuilder<Severity, Target>();
        foreach (var (name, _, value) in map.Entries)
        {
            if (ReadTarget(value, $"{key}.{name}", draft) is not { } target) continue;
            if (SeverityText.TryParse(name, out var severity)) bySeverity[severity] = target;
            else if (name == "default") byDefault = target;
        }

        return new TargetTable(byDefault, bySeverity.ToImmutable());
    }

    private static Target? ReadTarget(OpsNode node, string key, PolicyDraft draft)
    {
        const string example = "clock time `30m`, `4h`, `2d`, `1w`, or business time `4bh`, `2bd`";
        if (draft.Read.Text(node, key, example) is not { } text) return null;
        if (!Target.TryParse(text, out var target))
        {
            draft.Read.Invalid(node, key, $"`{ValueReader.Shown(text)}` is no target", $"Write {example}.");
            return null;
        }

        if (!target.IsBusiness || draft.CalendarNames.Count > 0) return target;
        draft.Read.Invalid(node, key, "business time needs a calendar",
            "Define one under `calendars`, or write clock time.");
        return null;
    }
}
