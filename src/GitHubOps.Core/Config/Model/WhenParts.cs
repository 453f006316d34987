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
            var cells = Enum.GetValues<Severity>().Select(severity => Cell(facts, metric, table, severity)).ToList();
            var origins = cells.Select(cell => cell.At).OfType<Place>().Distinct().ToList();

            // Where one line says all of the row, it is named once.
            var one = origins is [var only] ? " " + page.Link(only) : "";
            var shown = cells.Select(
                cell => one.Length > 0 || cell.At is not { } at ? cell.Words : $"{cell.Words} {page.Link(at)}");
            page.Line($"| {words}{one} | {string.Join(" | ", shown)} |");
        }

        page.Line("");
        foreach (var severity in Enum.GetValues<Severity>())
            if (facts.Policy.SeverityWords.TryGetValue(severity, out var meaning))
                page.Say($"**{severity.Print()}** means: {ModelPage.Code(meaning)}",
                    facts.PlaceOf("severities", severity.Print()));
        if (!facts.Policy.PausesOn.IsEmpty)
            page.Say(
                "The clocks stand still while the issue carries " +
                $"{ModelPage.List(facts.Policy.PausesOn.Select(ModelPage.Code), "or")}.",
                facts.PlaceOf("sla", "pauses_on"));
    }

    private static (string Words, Place? At) Cell(
        CheckFacts facts, Metric metric, TargetTable table, Severity severity)
    {
        if (table.For(severity) is not { } target) return ("—", null);
        var key = table.BySeverity.ContainsKey(severity) ? severity.Print() : "default";
        var at = facts.PlaceOf("sla", metric.ToString().ToLowerInvariant(), key);
        return (ModelWords.Of(target), at with { Column = 1 });
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
            var days = string.Concat(ModelWords.DaysOf(calendar.Definition).Select(said => $", {said}"));
            page.Say($"**{ModelPage.Name(name)}**: {ModelWords.Of(calendar)} ({calendar.Zone.Id}){days}.",
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
                page.Say($"**{ModelPage.Name(name)}**{ModelPhrases.Of(facts, map, ": ",
                    ("when", "{0}"), ("host", "hosted by {who}"), ("agenda", "about {topics}"))}.", at);
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
            page.Say($"**{ModelPage.Name(name)}**{ModelPhrases.Of(facts, map, ": ", ("every", "every {0}"),
                ("captain", "led by {who}"), ("freeze", "frozen {0} before"), ("soak", "after {0}"),
                ("runbook", "by the steps of {code}"), ("silence_means", ". When nobody says go, it must {0}"))}.", at);
            if (map.Find("go") is { Value: OpsMap go } entry)
                page.Say(
                    $"It goes out{ModelPhrases.Of(facts, go, " ", ("need", "with the go of {0}"), ("ask", " of {who}"),
                    ("blocked_by", "when nothing is open with {code}"))}.",
                    entry.KeyAt);
        }
    }
}
