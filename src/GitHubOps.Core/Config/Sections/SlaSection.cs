using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary><c>sla:</c> — the targets, by metric and severity, and the labels that pause their clocks.</summary>
internal sealed class SlaSection : Section
{
    private const string Example = "`{ s1: 1h, s2: 4bh, s3: 2bd, s4: 3bd }`";

    public override string Key => "sla";

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        string[] known = ["route", "respond", "triage", "fix", "pauses_on", "mode"];
        if (draft.Read.Fields(node, Key, $"`respond: {Example.Trim('`')}`", known) is not { } map) return;
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

        if (map.Find("mode") is { } mode)
            draft.Problems.Error(ProblemCodes.NotYet, mode.KeyAt, "a `mode` for one section is not obeyed yet",
                "Set `mode` at the top of the file.");
    }

    private static TargetTable? ReadTable(OpsNode node, string key, PolicyDraft draft)
    {
        if (draft.Read.Fields(node, key, Example, "default", "s1", "s2", "s3", "s4") is not { } map) return null;
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
