using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Whom the rules of a policy may assign: they must be able to be assigned in its repository.</summary>
public static class AssignablePeople
{
    /// <summary>Members and backups of rotations, owners and leads of areas; not those who are emeritus.</summary>
    public static ImmutableArray<Login> Of(RepoPolicy policy)
    {
        var rotations = policy.Rotations.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .SelectMany(entry => entry.Value.Members.Concat(entry.Value.Backup));
        var areas = policy.Areas.SelectMany(area => area.Lead is { } lead ? area.Owners.Append(lead) : area.Owners);
        return [.. rotations.Concat(areas).Concat(policy.UnknownOwners).Distinct()
            .Where(person => !policy.Emeritus.Contains(person))];
    }

    /// <summary>False for a name that no account can have: GitHub need not be asked.</summary>
    public static bool CouldBe(Login person) =>
        person.Value.Length is > 0 and <= 100
            && person.Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
