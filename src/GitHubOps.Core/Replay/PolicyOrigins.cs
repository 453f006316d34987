namespace GitHubOps.Core;

/// <summary>Which line of the effective file stands behind what a rule concluded.</summary>
internal sealed class PolicyOrigins(ReplayPolicy policy)
{
    public Place? Area(Chosen<string> area, string? form) => area.RuleId switch
    {
        "area-from-form" when Intake(form)?.Area == area.Value => Find("intake", FileName(form), "area"),
        "area-from-paths" => Find("areas", area.Value, "paths"),
        "area-from-words" => Find("areas", area.Value, "words"),
        _ => Find("areas", area.Value),
    };

    public Place? Type(string? form) => Find("intake", Intake(form) is null ? "blank" : FileName(form), "type");

    /// <summary>The rule of <c>severity_rules</c> that decided on these facts.</summary>
    public Place? Severity(Facts facts, IssueState after)
    {
        var draft = Draft.Begin(facts, policy.Policy) with
        {
            State = after,
            Answers = FormMatcher.Match(facts.Issue.Body, [.. policy.Policy.Forms.Select(form => form.Form)]),
        };
        return SeverityRulesRule.Deciding(draft) is { } rule ? new Place(rule.File, rule.Line, 1) : null;
    }

    public Place? Assignee(Decision decision, IssueEvent happened, IssueState after)
    {
        var severity = after.Severity?.Value.Print() ?? "";
        return decision.RuleId switch
        {
            "assign-new" => FindExact("assign", severity) ?? Find("assign", "new"),
            "assign-raised" => Find("assign", severity),
            "assign-triaged" => Find("assign", "triaged"),
            "assign-area-owner" when after.Area is { } area => Find("areas", area.Value),
            "escalation" when happened is AlarmRang { Key: var key } => Step(severity, key.Percent),
            _ => null,
        };
    }

    public Place? Target(Clock clock)
    {
        var metric = clock.Metric.ToString().ToLowerInvariant();
        return FindExact("sla", metric, clock.Severity?.Print() ?? "s4") ?? Find("sla", metric, "default");
    }

    private IntakeEntry? Intake(string? form) =>
        policy.Policy.Forms.FirstOrDefault(one => one.Form.File == form)?.Entry;

    private static string FileName(string? form) => form is null ? "blank" : form[(form.LastIndexOf('/') + 1)..];

    private Place? Step(string severity, int percent) =>
        Share(FindEntry("escalate", severity), percent) ?? Share(FindEntry("escalate"), percent);

    private static Place? Share(OpsEntry? ladder, int percent)
    {
        foreach (var entry in (ladder?.Value as OpsMap)?.Entries ?? [])
            if (EscalationShares.TryParse(entry.Key, out var share) && share == percent) return entry.KeyAt;
        return null;
    }

    private Place? FindExact(params ReadOnlySpan<string> keys) => FindEntry(keys)?.KeyAt;

    /// <summary>The entry, or the nearest one above it that stands in the file.</summary>
    private Place? Find(params ReadOnlySpan<string> keys)
    {
        for (var length = keys.Length; length > 0; length--)
            if (FindEntry(keys[..length]) is { } entry) return entry.KeyAt;
        return null;
    }

    private OpsEntry? FindEntry(params ReadOnlySpan<string> keys)
    {
        OpsEntry? found = null;
        var here = policy.Effective;
        foreach (var key in keys)
        {
            found = here?.Find(key);
            here = found?.Value as OpsMap;
            if (found is null) return null;
        }

        return found;
    }
}
