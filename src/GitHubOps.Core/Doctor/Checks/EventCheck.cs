namespace GitHubOps.Core;

/// <summary>An event that GitHub does not tell of.</summary>
internal sealed class EventCheck : DoctorCheck
{
    public override string Code => "doctor/event";

    public override string Help =>
        "The App is not subscribed to an event that it needs. Asked with the App's own key.";

    public override IEnumerable<Problem> Check(DoctorFacts facts)
    {
        if (facts.App?.Installation is not { } installation) return [];
        return from need in AppNeeds.Events
               where !installation.Events.Contains(need.Name) && (installation.IsOrganization || !need.OfOrganization)
               select new Problem(Code, need.IsEssential ? ProblemLevel.Error : ProblemLevel.Warning,
                   $"the App is not told of `{need.Name}`: {need.Without}",
                   Remedy: "Tick it under Permissions & events of the App.");
    }
}
