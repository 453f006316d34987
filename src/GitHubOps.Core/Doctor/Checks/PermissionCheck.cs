namespace GitHubOps.Core;

/// <summary>A permission that nobody has accepted.</summary>
internal sealed class PermissionCheck : DoctorCheck
{
    public override string Code => "doctor/permission";

    public override string Help =>
        "The installation lacks a permission that the service needs: it was taken off the App, or the owner has not " +
        "accepted it yet. Asked with the App's own key.";

    public override IEnumerable<Problem> Check(DoctorFacts facts)
    {
        if (facts.App?.Installation is not { } installation) yield break;
        foreach (var need in AppNeeds.Permissions)
        {
            if (need.OfOrganization && !installation.IsOrganization) continue;
            var accepted = installation.Permissions.GetValueOrDefault(need.Name);
            if (AppNeeds.Covers(accepted, need.Level)) continue;
            yield return new Problem(Code, need.IsEssential ? ProblemLevel.Error : ProblemLevel.Warning,
                $"the App has not the permission `{need.Name}: {need.Level}` here ({accepted ?? "none"}): " +
                $"it is for {need.For}",
                Remedy: "Ask for it under Permissions of the App, then accept it in the installation.");
        }
    }
}
