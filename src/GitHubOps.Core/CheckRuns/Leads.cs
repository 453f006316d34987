using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Who leads a repository: whom its topmost <c>OWNERS</c> names as approvers.</summary>
public static class Leads
{
    public static ImmutableHashSet<Login> Of(PolicyInput input)
    {
        var unheard = new ProblemList();
        var own = OwnersAliases.Read(PolicyFiles.Find(input.Files, PolicyFiles.Aliases), unheard);
        var shared = OwnersAliases.Read(PolicyFiles.Find(input.OrgFiles, PolicyFiles.Aliases), unheard);
        return Of(OwnersIndex.Build(input.Files, shared.OverriddenBy(own), OwnersOptions.Default, unheard));
    }

    internal static ImmutableHashSet<Login> Of(OwnersIndex owners) =>
        [.. owners.All("OWNERS", OwnersRole.Approvers).Except(owners.Emeritus).Select(name => new Login(name))];
}
