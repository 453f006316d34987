using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Owners of CODEOWNERS as OWNERS can name them: logins as they are, a team by an alias that somebody must fill.
/// </summary>
internal sealed class CodeOwnersPeople(string file, ProblemList problems)
{
    private readonly SortedDictionary<string, string> teams = new(StringComparer.Ordinal);

    public ImmutableArray<string> Of(CodeOwnersLine line) =>
        [.. line.Owners.Select(owner => Name(owner, line.Number)).OfType<string>().Distinct(StringComparer.Ordinal)];

    public IEnumerable<RepoFile> AliasesFile() => teams.Count == 0 ? [] : [OwnersWriter.Aliases(teams)];

    private string? Name(string owner, int line)
    {
        var at = new Place(file, line, 1);
        var shown = Problems.Shown(owner);
        if (!owner.StartsWith('@'))
        {
            problems.Warning(ProblemCodes.Owners, at,
                owner.Contains('@', StringComparison.Ordinal)
                    ? $"whose address `{shown}` is cannot be found out from here; it is left out"
                    : $"`{shown}` is no owner: it begins with no `@`; it is left out",
                "Write the person's login.");
            return null;
        }

        var name = owner[1..].ToLowerInvariant();
        if (name.Split('/') is [{ Length: > 0 } org, { Length: > 0 } team]) return Team(org, team, at);
        if (OwnersNames.WhyNobody(name) is not { } why) return name;
        problems.Warning(ProblemCodes.Owners, at, $"`{shown}` {why}; it is left out", "Write a login.");
        return null;
    }

    private string? Team(string org, string team, Place at)
    {
        var full = $"@{org}/{team}";
        if (!full.All(c => char.IsAsciiLetterOrDigit(c) || c is '@' or '/' or '-' or '_' or '.'))
        {
            problems.Warning(ProblemCodes.Owners, at, $"`{Problems.Shown(full)}` is no name of a team; it is left out");
            return null;
        }

        var alias = teams.TryGetValue(team, out var other) && other != full ? $"{org}-{team}" : team;
        if (teams.TryAdd(alias, full))
            problems.Notice(ProblemCodes.Owners, at,
                $"the team `{full}` becomes the alias `{alias}`, which has no members yet",
                "Write its people into `OWNERS_ALIASES`.");
        return alias;
    }
}
