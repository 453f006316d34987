using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A name for people. <paramref name="Name"/> as written; members folded, in file order.</summary>
internal sealed record Alias(string Name, ImmutableArray<string> Members, Place At);

/// <summary>
/// <c>OWNERS_ALIASES</c>: which people a name means, in the order of the file. Names and members are folded as logins
/// are. A repository's own alias replaces the organisation's of the same name.
/// </summary>
internal sealed class OwnersAliases
{
    private OwnersAliases(ImmutableDictionary<string, Alias> groups) => Groups = groups;

    public static OwnersAliases Empty { get; } = new(ImmutableDictionary<string, Alias>.Empty);

    public ImmutableDictionary<string, Alias> Groups { get; }

    public static OwnersAliases Read(RepoFile? file, ProblemList problems) =>
        file is null ? Empty : new OwnersAliases(OwnersAliasesReader.Read(file, problems));

    /// <summary>These aliases with <paramref name="own"/> put over them.</summary>
    public OwnersAliases OverriddenBy(OwnersAliases own) => new(Groups.SetItems(own.Groups));

    /// <summary>The group of a name in a list; the name is folded once more, as the original does.</summary>
    public Alias? Find(string name) => Groups.GetValueOrDefault(OwnersFile.NormalLogin(name));

    /// <summary>
    /// Puts the members in the place of each alias, one level deep. Takes the names in sorted order, as the original
    /// does with its set: an alias that another alias brings in is replaced only where its own name is given too.
    /// </summary>
    public ImmutableArray<string> Expand(ImmutableArray<string> names)
    {
        var people = names.Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in people.Order(StringComparer.Ordinal).ToList())
        {
            if (Find(name) is not { } alias) continue;
            var index = people.IndexOf(name);
            if (index >= 0) people.RemoveAt(index);
            var members = alias.Members.Where(member => !people.Contains(member)).ToList();
            people.InsertRange(index < 0 ? people.Count : index, members);
        }

        return [.. people];
    }
}
