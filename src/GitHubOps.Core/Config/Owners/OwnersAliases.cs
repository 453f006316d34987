using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// <c>OWNERS_ALIASES</c>: which people a name means, in the order of the file. Names and members are folded as logins
/// are. A repository's own alias replaces the organisation's of the same name.
/// </summary>
internal sealed class OwnersAliases
{
    private OwnersAliases(ImmutableDictionary<string, Alias> groups) => Groups = groups;

    public static OwnersAliases Empty { get; } = new(ImmutableDictionary<string, Alias>.Empty);

    public ImmutableDictionary<string, Alias> Groups { get; }

    /// <summary>
    /// A malformed group is left out by itself; groups that fold to one name are joined in file order.
    /// </summary>
    public static OwnersAliases Read(RepoFile? file, ProblemList problems)
    {
        if (file is null) return Empty;
        var (root, problem) = OwnersYaml.Read(file.Text, file.Path);
        if (problem is not null) problems.Add(problem);
        var aliases = root?.Entries
            .LastOrDefault(entry => string.Equals(entry.Key, "aliases", StringComparison.OrdinalIgnoreCase)).Value;
        var groups = ImmutableDictionary.CreateBuilder<string, Alias>(StringComparer.Ordinal);
        foreach (var (key, value) in aliases?.Entries ?? [])
        {
            var name = OwnersFile.NormalLogin(key);
            var at = new Place(file.Path, Math.Max(1, value.Line), Math.Max(1, value.Column));
            if (Members(value) is not { } members)
            {
                problems.Warning(ProblemCodes.Owners, at, $"the alias `{key}` is no list of logins and is left out",
                    "Write a list; put numbers into quotes.");
                continue;
            }

            if (groups.TryGetValue(name, out var same))
            {
                problems.Warning(ProblemCodes.Owners, at,
                    $"the alias `{key}` differs from another only by case; the two are joined", "Keep one of them.");
                members = [.. same.Members, .. members];
            }

            groups[name] = new Alias(key, [.. members.Distinct(StringComparer.Ordinal)], at);
        }

        return new OwnersAliases(groups.ToImmutable());
    }

    /// <summary>These aliases with <paramref name="own"/> put over them.</summary>
    public OwnersAliases OverriddenBy(OwnersAliases own) => new(Groups.SetItems(own.Groups));

    /// <summary>
    /// Puts the members in the place of each alias, one level deep. Takes the names in sorted order, as the original
    /// does with its set: an alias that another alias brings in is replaced only where its own name is given too.
    /// </summary>
    public ImmutableArray<string> Expand(ImmutableArray<string> names)
    {
        var people = names.Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in people.Order(StringComparer.Ordinal).ToList())
        {
            if (!Groups.TryGetValue(name, out var alias)) continue;
            var index = people.IndexOf(name);
            if (index >= 0) people.RemoveAt(index);
            var members = alias.Members.Where(member => !people.Contains(member)).ToList();
            people.InsertRange(index < 0 ? people.Count : index, members);
        }

        return [.. people];
    }

    private static IEnumerable<string>? Members(OwnersNode value)
    {
        IEnumerable<OwnersNode> members = value.Items;
        switch (value.Kind)
        {
            case OwnersKind.Null: return [];
            case OwnersKind.List: break;
            case OwnersKind.Map: return value.Entries.Select(entry => OwnersFile.NormalLogin(entry.Key));
            default: return null;
        }

        return members.All(member => member.Kind == OwnersKind.Text)
            ? members.Select(member => OwnersFile.NormalLogin(member.Text)) : null;
    }
}

/// <summary>A name for people. <paramref name="Name"/> as written; members folded, in file order.</summary>
internal sealed record Alias(string Name, ImmutableArray<string> Members, Place At);
