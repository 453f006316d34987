using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>The people of the starter: an alias to take turns, and files for what the repository lacks.</summary>
internal sealed record StarterPeople(string Team, ImmutableArray<RepoFile> Files, ImmutableArray<string> Notes)
{
    private const string NewTeam = "maintainers";

    /// <summary>Names of aliases that usually mean the people who look at new issues, best first.</summary>
    private static readonly ImmutableArray<string> Likely =
        ["triage", "maintainer", "lead", "team", "owner", "approver"];

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
            return new StarterPeople(
                team.Name, [], [$"`{team.Name}` of OWNERS_ALIASES takes turns: name another if it is wrong"]);
        }

        var people = Approvers(input, problems);
        var entry = $"  {NewTeam}:\n{string.Concat(people.Select(person => $"    - {Login(person)}\n"))}";
        var there = PolicyFiles.Find(input.Files, PolicyFiles.Aliases);
        var text = there is null ? "aliases:\n" + entry : there.Text.TrimEnd('\n') + "\n" + entry;
        return new StarterPeople(NewTeam, [new RepoFile(PolicyFiles.Aliases, text)],
            [$"`{NewTeam}` in OWNERS_ALIASES takes turns: " +
                (people.IsEmpty ? "it is empty, put people there" : string.Join(", ", people))]);
    }

    private static int Rank(string name)
    {
        for (var i = 0; i < Likely.Length; i++)
            if (name.Contains(Likely[i], StringComparison.OrdinalIgnoreCase)) return i;
        return Likely.Length;
    }

    /// <summary>Owners of the root; where it has none, of the areas; where they have none, who may write.</summary>
    private static ImmutableArray<string> Approvers(StarterInput input, ProblemList problems)
    {
        var index = OwnersIndex.Build(input.Files, OwnersAliases.Empty, OwnersOptions.Default, problems);
        var root = AreaOwners.Of(index, "README.md").People;
        ImmutableArray<Login> all = root.IsEmpty
            ? [.. StarterAreas.Of(input).Where(area => !area.Paths.IsEmpty)
                .SelectMany(area => AreaOwners.Of(index, area.Paths[0]).People)]
            : root;
        if (all.IsEmpty) all = input.Writers;
        return [.. all.Select(person => person.Value).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string Login(string login) => login.All(char.IsAsciiDigit) ? $"\"{login}\"" : login;
}
