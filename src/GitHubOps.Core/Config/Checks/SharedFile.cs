using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// An organisation's file by itself. It is no repository's, so it is judged as the smallest repository that extends it
/// would meet it; what is said of that repository is left out.
/// </summary>
public static class SharedFile
{
    /// <param name="repo"><c>OWNER/.github</c></param>
    /// <param name="files">Its files.</param>
    /// <param name="now">The moment that dates are compared with.</param>
    public static ConfigReport Check(RepoName repo, ImmutableArray<RepoFile> files, Instant now)
    {
        var report = ConfigChecker.Check(Extended(repo, files), now);
        var prefix = PolicyFiles.OrgName(repo, "");
        return report with
        {
            Problems =
            [
                .. from problem in report.Problems
                   where problem.File?.StartsWith(prefix, StringComparison.Ordinal) == true
                   select problem with { File = problem.File![prefix.Length..] },
            ],
        };
    }

    /// <summary>The effective file that such a repository would have.</summary>
    public static PolicyInput Extended(RepoName repo, ImmutableArray<RepoFile> files)
    {
        var problems = new ProblemList();
        var aliases = OwnersAliases.Read(PolicyFiles.Find(files, PolicyFiles.Aliases), problems).Groups.Values;
        var team = aliases.Select(alias => alias.Name).Order(StringComparer.Ordinal).FirstOrDefault() ?? "nobody";
        var org = PolicyFiles.Find(files, PolicyFiles.Org) is { } file
            ? OpsFile.Read(file.Text, file.Path, problems) : null;
        var turns = Hosts(org).Where(host => aliases.All(alias => alias.Name != host))
            .Select(host => $"  {YamlCharacters.Quoted(host)}: {{ of: {YamlCharacters.Quoted(team)} }}\n").ToList();
        var rotations = turns.Count == 0 ? "" : $"rotations:\n{string.Concat(turns)}";
        var text =
            $"version: 1\nextends: org\nmode: paused\nareas:\n  unknown: {{ owners: {YamlCharacters.Quoted(team)} }}\n" +
            rotations;
        return new PolicyInput(repo, "shared", [new RepoFile(PolicyFiles.Ops, text)], files);
    }

    /// <summary>Rotations that repositories bring and rituals of the shared file name.</summary>
    private static IEnumerable<string> Hosts(OpsMap? org)
    {
        if (org is null) return [];
        var own = (org.Find("rotations")?.Value as OpsMap)?.Entries.Select(entry => entry.Key).ToHashSet() ?? [];
        return ((org.Find("rituals")?.Value as OpsMap)?.Entries ?? [])
            .Select(ritual => (ritual.Value as OpsMap)?.Find("host")?.Value).OfType<OpsText>()
            .Select(host => host.Text).Where(host => !own.Contains(host)).Distinct();
    }
}
