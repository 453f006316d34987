namespace GitHubOps.Core;

/// <summary>A promise in clock time that runs while nobody who could keep it is at work.</summary>
internal sealed class ClosedHoursCheck : ConfigCheck
{
    public override string Code => "config/closed-hours";

    public override string Help =>
        "A target in clock time (`1h`, `1d`) runs at night and on holidays too, and the rotation that gets such " +
        "issues has office hours. That is right where people are on call; it is a promise nobody can keep where they " +
        "are not.";

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        foreach (var (metric, table) in facts.Policy.Targets.OrderBy(entry => entry.Key))
        {
            foreach (var severity in Enum.GetValues<Severity>())
            {
                if (table.For(severity) is not { IsBusiness: false } target) continue;
                if (Getter(facts.Policy, severity) is not { } rotation
                    || Hours(facts.Policy, rotation) is not { } hours)
                    continue;
                var key = metric.ToString().ToLowerInvariant();
                var name = table.BySeverity.ContainsKey(severity) ? severity.Print() : "default";
                yield return Notice(facts.PlaceOf("sla", key, name),
                    $"`sla.{key}.{severity.Print()}: {target}` is clock time; `{rotation.Name}`, which gets these issues, " +
                    $"is open {hours}",
                    "Write business time (`4bh`) unless people are on call at other hours too.");
            }
        }
    }

    private static RotationDefinition? Getter(RepoPolicy policy, Severity severity)
    {
        var target = policy.Assign.BySeverity.GetValueOrDefault(severity) ?? policy.Assign.New;
        return target?.Rotation is { } name ? policy.Rotations.GetValueOrDefault(name) : null;
    }

    private static string? Hours(RepoPolicy policy, RotationDefinition rotation)
    {
        if (rotation.CalendarName is not { } name || !policy.Calendars.TryGetValue(name, out var calendar)) return null;
        return $"{ModelWords.Of(calendar)} ({calendar.Zone.Id})";
    }
}
