using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Who owns an area, and which file says so.</summary>
internal sealed record AreaOwners(
    ImmutableArray<Login> People, Login? Lead, string? File, ImmutableArray<Login> Emeritus)
{
    public static AreaOwners Nobody { get; } = new([], null, null, []);

    /// <summary>People of an alias; the first leads.</summary>
    public static AreaOwners Named(ImmutableArray<Login> people) =>
        new(people, people.IsEmpty ? null : people[0], PolicyFiles.Aliases, []);

    /// <summary>
    /// Reviewers and approvers of the nearest OWNERS that names somebody for the pattern's fixed part, without those
    /// who are emeritus. The lead is its first approver, else the first of the nearest file above that has any.
    /// </summary>
    public static AreaOwners Of(OwnersIndex index, string pattern)
    {
        var path = FixedPart(pattern).TrimEnd('/');
        var emeritus = PolicyDraft.Logins(index.Emeritus);
        for (var folder = path; ; folder = folder.LastIndexOf('/') is >= 0 and var slash ? folder[..slash] : "")
        {
            var reviewers = index.Named(folder, path, OwnersRole.Reviewers);
            var people = PolicyDraft.Logins(reviewers.Concat(index.Named(folder, path, OwnersRole.Approvers)));
            if (!people.IsEmpty)
            {
                var leads = PolicyDraft.Logins(index.Leaf(path, OwnersRole.Approvers))
                    .Where(person => !emeritus.Contains(person));
                return new AreaOwners([.. people.Where(person => !emeritus.Contains(person))],
                    leads.Select(person => (Login?)person).FirstOrDefault(), index.FileFor(folder)?.Path, emeritus);
            }

            if (folder.Length == 0) return Nobody;
        }
    }

    /// <summary>
    /// The folders (or the file) that a pattern names before its first wildcard: <c>docs/</c> of <c>docs/**</c>.
    /// </summary>
    public static string FixedPart(string pattern)
    {
        var wildcard = pattern.AsSpan().IndexOfAny("*?{\\");
        if (wildcard < 0) return pattern.TrimStart('/');
        var slash = pattern.LastIndexOf('/', wildcard);
        return slash < 0 ? "" : pattern[..(slash + 1)].TrimStart('/');
    }
}
