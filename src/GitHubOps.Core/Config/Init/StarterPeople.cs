using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>The people of the starter: an alias to take turns, and files for what the repository lacks.</summary>
internal sealed record StarterPeople(string Team, ImmutableArray<RepoFile> Files, ImmutableArray<string> Notes)
{
    private const string NewTeam = "maintainers";
    private const string Owners = "OWNERS";

    /// <summary>Names of aliases that usually mean the people who look at new issues, best first.</summary>
    private static readonly ImmutableArray<string> Likely = ["triage", "maintainer", "lead", "team", "owner", "approver"];

    public static StarterPeople Of(StarterInput input)
    {
        var problems = new ProblemList();
        var own = OwnersAliases.Read(PolicyFiles.Find(input.Files, PolicyFiles.Aliases), problems);
        var shared = OwnersAliases.Read(PolicyFiles.Find(input.OrgFiles, PolicyFiles.Aliases), problems);
        var groups = shared.OverriddenBy(own).Groups.Values.Where(group => group.Members.Length > 0).ToList();
        if (groups.Count > 0)
        {
            var team = groups.OrderBy(group => group.Members.Length < 2)
                .ThenBy(group => Rank(group.Name)).ThenBy(group => group.Name, StringComparer.Ordinal).First();
            return new StarterPeople(team.Name, [], [$"`{team.Name}` of OWNERS_ALIASES takes turns: name another if it is wrong"]);
        }

        var people = Approvers(input, problems);
        var aliases = $"aliases:\n  {NewTeam}:\n{string.Concat(people.Select(person => $"    - {Login(person)}\n"))}";
        return new StarterPeople(NewTeam,
            PolicyFiles.Find(input.Files, PolicyFiles.Aliases) is null ? [new RepoFile(PolicyFiles.Aliases, aliases)] : [],
            [$"`{NewTeam}` in OWNERS_ALIASES takes turns: " +
                (people.IsEmpty ? "it is empty, put people there" : string.Join(", ", people))]);
    }

    private static int Rank(string name)
    {
        for (var i = 0; i < Likely.Length; i++)
            if (name.Contains(Likely[i], StringComparison.OrdinalIgnoreCase)) return i;
        return Likely.Length;
    }

    private static ImmutableArray<string> Approvers(StarterInput input, ProblemList problems)
    {
        if (PolicyFiles.Find(input.Files, Owners) is null) return [];
        var index = OwnersIndex.Build(input.Files, OwnersAliases.Empty, OwnersOptions.Default, problems);
        return [.. AreaOwners.Of(index, "README.md").People.Select(person => person.Value)];
    }

    private static string Login(string login) => login.All(char.IsAsciiDigit) ? $"\"{login}\"" : login;
}
