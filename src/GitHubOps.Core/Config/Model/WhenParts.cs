namespace GitHubOps.Core;

/// <summary>The promises.</summary>
internal sealed class TargetPart : ModelPart
{
    private static readonly (Metric Metric, string Words)[] Rows =
    [
        (Metric.Route, "somebody has said where it belongs"),
        (Metric.Respond, "a person has answered"),
        (Metric.Triage, "type, area and severity are agreed"),
        (Metric.Fix, "it is closed, or there is a workaround"),
        (Metric.Reply, "a later word of theirs is answered"),
        (Metric.Update, "they hear again how it stands"),
    ];

    public override string Chapter => When;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        if (facts.Policy.Targets.IsEmpty) return;
        page.Title("What a reporter can count on");
        page.Line("| Until … | s1 | s2 | s3 | s4 |");
        page.Line("|---|---|---|---|---|");
        foreach (var (metric, words) in Rows)
        {
            if (!facts.Policy.Targets.TryGetValue(metric, out var table)) continue;
            var cells = Enum.GetValues<Severity>().Select(severity => Cell(page, facts, metric, table, severity));
            page.Line($"| {words} | {string.Join(" | ", cells)} |");
        }

        page.Line("");
        foreach (var severity in Enum.GetValues<Severity>())
            if (facts.Policy.SeverityWords.TryGetValue(severity, out var meaning))
                page.Say($"**{severity.Print()}** means: {ModelPage.Code(meaning)}",
                    facts.PlaceOf("severities", severity.Print()));
        if (!facts.Policy.PausesOn.IsEmpty)
            page.Say(
                "The clocks stand still while the issue carries " +
                $"{ModelPage.List(facts.Policy.PausesOn.Select(ModelPage.Code), "or")}.", facts.PlaceOf("sla", "pauses_on"));
    }

    private static string Cell(ModelPage page, CheckFacts facts, Metric metric, TargetTable table, Severity severity)
    {
        if (table.For(severity) is not { } target) return "—";
        var key = table.BySeverity.ContainsKey(severity) ? severity.Print() : "default";
        return $"{ModelWords.Of(target)} {page.Link(facts.PlaceOf("sla", metric.ToString().ToLowerInvariant(), key))}";
    }
}

/// <summary>The hours in which business time runs.</summary>
internal sealed class CalendarPart : ModelPart
{
    public override string Chapter => When;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        if (facts.Policy.Calendars.IsEmpty) return;
        page.Title("Business hours");
        foreach (var (name, _, _) in facts.Entries("calendars"))
        {
            if (!facts.Policy.Calendars.TryGetValue(name, out var calendar)) continue;
            var holidays = calendar.Definition.Holidays.IsEmpty ? "" : ", holidays left out";
            page.Say($"**{ModelPage.Name(name)}**: {ModelWords.Of(calendar)} ({calendar.Zone.Id}){holidays}.",
                facts.PlaceOf("calendars", name));
        }
    }
}

/// <summary>The meetings.</summary>
internal sealed class RitualPart : ModelPart
{
    public override string Chapter => When;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        var rituals = facts.Entries("rituals");
        if (rituals.IsEmpty) return;
        page.Title("Meetings", "rituals");
        foreach (var (name, at, value) in rituals)
            if (value is OpsMap map)
                page.Say($"**{ModelPage.Name(name)}**{ModelPhrases.Of(map, ": ",
                    ("when", "{0}"), ("host", "hosted by {0}"), ("agenda", "about {0}"))}.", at);
    }
}

/// <summary>The releases.</summary>
internal sealed class ReleasePart : ModelPart
{
    public override string Chapter => When;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        var releases = facts.Entries("releases");
        if (releases.IsEmpty) return;
        page.Title("Releases", "releases");
        foreach (var (name, at, value) in releases)
        {
            if (value is not OpsMap map) continue;
            page.Say($"**{ModelPage.Name(name)}**{ModelPhrases.Of(map, ": ", ("every", "every {0}"), ("captain", "led by {0}"),
                ("freeze", "frozen {0} before"), ("soak", "after {0}"), ("runbook", "by the steps of {0}"),
                ("silence_means", "and when nobody says go: {0}"))}.", at);
            if (map.Find("go") is { Value: OpsMap go } entry)
                page.Say($"It goes out when enough people say so{ModelPhrases.Of(go, ": ",
                    ("need", "{0}"), ("ask", "of {0}"), ("blocked_by", "and nothing is open with {0}"))}.", entry.KeyAt);
        }
    }
}

/// <summary>Parts of a sentence from the keys of a map that are there, in the order asked for.</summary>
internal static class ModelPhrases
{
    public static string Of(OpsMap map, string before, params ReadOnlySpan<(string Key, string Words)> phrases)
    {
        var said = new List<string>();
        foreach (var (key, words) in phrases)
        {
            var values = CheckFacts.TextsOf(map.Find(key)?.Value).Select(text => Value(text.Text)).ToList();
            if (values.Count > 0)
                said.Add(words.Replace("{0}", ModelPage.List(values, "and"), StringComparison.Ordinal));
        }

        return said.Count == 0 ? "" : before + string.Join(", ", said);
    }

    private static string Value(string text) => Target.TryParse(text, out var target) ? ModelWords.Of(target)
        : text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ' ' or ':') ? text
        : ModelPage.Code(text);
}
