using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Reads <c>OWNERS_ALIASES</c>. Where the original has no one answer, this one is fixed: a malformed group is left out
/// by itself, and groups whose names fold to one are joined in file order.
/// </summary>
internal static class OwnersAliasesReader
{
    public static ImmutableDictionary<string, Alias> Read(RepoFile file, ProblemList problems)
    {
        var groups = ImmutableDictionary.CreateBuilder<string, Alias>(StringComparer.Ordinal);
        if (!OwnersYaml.TryRead(file.Text, file.Path, problems, out var root)) return groups.ToImmutable();
        if (OwnersYaml.SecondDocument(file.Text, file.Path) is { } second)
            problems.Warning(ProblemCodes.Owners, second,
                "a second YAML document begins here; nobody reads beyond the first", "Take the `---` away.");
        foreach (var entry in Groups(root, file.Path, problems))
            Add(groups, entry, file.Path, problems);
        CheckNames(groups, problems);
        return groups.ToImmutable();
    }

    private static List<OwnersEntry> Groups(OwnersNode? root, string file, ProblemList problems)
    {
        if (root is null or { Kind: OwnersKind.Null }) return [];
        var aliases = root.Find("aliases");
        foreach (var entry in root.Entries)
            if (!entry.Key.Equals("aliases", StringComparison.OrdinalIgnoreCase))
                problems.Warning(ProblemCodes.Owners, entry.At.In(file),
                    $"nobody reads the key `{Problems.Shown(entry.Key)}`", "Put groups under `aliases`.");
        if (root.Kind != OwnersKind.Map || aliases?.Value.Kind is not (null or OwnersKind.Map or OwnersKind.Null))
        {
            problems.Warning(ProblemCodes.Owners, (aliases?.Value ?? root).In(file),
                "the aliases are no map; the whole file counts as absent",
                "Write `aliases:` and under it a list of logins for each name.");
            return [];
        }

        return aliases?.Value.Entries ?? [];
    }

    private static void Add(
        ImmutableDictionary<string, Alias>.Builder groups, OwnersEntry entry, string file, ProblemList problems)
    {
        var name = OwnersFile.NormalLogin(entry.Key);
        var at = entry.At.In(file);
        var shown = Problems.Shown(entry.Key);
        if (Members(entry.Value, shown, file, problems) is not { } members) return;
        if (OwnersNames.WhyNobody(entry.Key) is { } why)
            problems.Warning(ProblemCodes.Owners, at, $"the alias `{shown}` {why}", "Name it like a login.");
        if (members.IsEmpty)
            problems.Warning(ProblemCodes.Owners, at,
                $"the alias `{shown}` has no members: where it is named, it names nobody", "Add people, or drop it.");
        if (groups.TryGetValue(name, out var same))
        {
            problems.Warning(ProblemCodes.Owners, at,
                $"the alias `{shown}` differs from another only by case or `@`; the two are joined",
                "Keep one of them.");
            members = [.. same.Members, .. members];
        }

        groups[name] = new Alias(entry.Key, [.. members.Distinct(StringComparer.Ordinal)], at);
    }

    /// <summary>Null where the group is malformed: then it is left out.</summary>
    private static ImmutableArray<string>? Members(OwnersNode value, string alias, string file, ProblemList problems)
    {
        if (value.Kind == OwnersKind.Null) return [];
        var isMap = value.Kind == OwnersKind.Map;
        List<OwnersNode> members = isMap
            ? [.. value.Entries.Select(entry => entry.At with { Kind = OwnersKind.Text, Text = entry.Key })]
            : value.Items;
        var wrong = value.Kind is not (OwnersKind.List or OwnersKind.Map)
            ? value
            : members.Find(member => member.Kind != OwnersKind.Text);
        if (wrong is not null)
        {
            var what = wrong == value ? "is no list of logins" : wrong.Kind switch
            {
                OwnersKind.Null => "has an empty member",
                OwnersKind.List or OwnersKind.Map => "has a member that is a list or a map",
                _ => $"has the member `{Problems.Shown(wrong.Text)}`, which without quotes is no name",
            };
            problems.Warning(ProblemCodes.Owners, wrong.In(file), $"the alias `{alias}` {what}; it is left out",
                "Write a list of logins; put numbers into quotes.");
            return null;
        }

        foreach (var member in members) OwnersNames.Check(member, OwnersRole.Approvers, file, problems);
        return [.. members.Select(member => OwnersFile.NormalLogin(member.Text))];
    }

    /// <summary>An alias stands for its members, never for a login or another alias of the same name.</summary>
    private static void CheckNames(IReadOnlyDictionary<string, Alias> groups, ProblemList problems)
    {
        foreach (var (name, alias) in groups)
        {
            foreach (var member in alias.Members.Where(groups.ContainsKey))
            {
                var shown = Problems.Shown(alias.Name);
                if (member == name)
                    problems.Warning(ProblemCodes.Owners, alias.At,
                        $"the alias `{shown}` hides the login of the same name, which it also lists",
                        "Give the alias another name.");
                else
                    problems.Warning(ProblemCodes.Owners, alias.At,
                        $"the alias `{shown}` lists the alias `{Problems.Shown(member)}`, which counts as a login " +
                        "there: aliases are one level deep", "List the people themselves.");
            }
        }
    }
}
