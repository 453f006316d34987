using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Reads one shape of an OWNERS file: the simple one (lists at the top), or the full one (lists under
/// <c>filters</c>). A wrong type anywhere in a shape voids that shape, as it does elsewhere; <see cref="Problem"/> says
/// which. What is only odd goes to the notes, which count if the shape is taken.
/// </summary>
internal sealed class OwnersShape(string path, string speaksFor)
{
    public const string ApproversEmeritus = "emeritus_approvers";
    public const string ReviewersEmeritus = "emeritus_reviewers";

    public Problem? Problem { get; private set; }

    public ProblemList Notes { get; } = new();

    /// <summary>Null where a type is wrong.</summary>
    public OwnersFile? Simple(OwnersNode root)
    {
        var lists = Lists(root, pattern: null, areTexts: false);
        var file = WithOptions(root) with { Emeritus = [.. Emeritus(root)] };
        if (Problem is not null) return null;
        return lists is null ? file : file with { Lists = [lists] };
    }

    /// <inheritdoc cref="Simple"/>
    public OwnersFile? Full(OwnersNode root)
    {
        var file = WithOptions(root);
        var emeritus = Emeritus(root).ToList();
        var filters = root.Find("filters")?.Value;
        var lists = ImmutableArray.CreateBuilder<OwnersLists>();
        if (filters is { Kind: not (OwnersKind.Map or OwnersKind.Null) }) Refuse(filters, "`filters` is not a map");
        foreach (var filter in filters?.Entries ?? [])
        {
            var name = Problems.Shown(filter.Key);
            if (filter.Value.Kind is not (OwnersKind.Map or OwnersKind.Null))
                Refuse(filter.Value, $"the filter `{name}` is not a map");
            var (pattern, error) = Compile(filter.Key);
            emeritus.AddRange(Emeritus(filter.Value));
            if (error is not null)
                Notes.Warning(ProblemCodes.Owners, filter.At.In(path),
                    $"the filter `{name}` is no regular expression of RE2 ({error}) and is left out", "Correct it.");
            // Its types void the shape all the same.
            var found = Lists(filter.Value, pattern, areTexts: true);
            if (error is null && found is not null) lists.Add(found);
        }

        return Problem is null ? file with { Lists = lists.ToImmutable(), Emeritus = [.. emeritus] } : null;
    }

    private static (Re2? Pattern, string? Error) Compile(string key)
    {
        if (key == ".*") return (null, null);
        return Re2.TryParse(key, out var pattern, out var error) ? (pattern, null) : (null, error);
    }

    private OwnersFile WithOptions(OwnersNode root)
    {
        var options = root.Find("options")?.Value;
        if (options is { Kind: not (OwnersKind.Map or OwnersKind.Null) }) Refuse(options, "`options` is not a map");
        var cut = IsSet(options, "no_parent_owners");
        return new OwnersFile
        {
            Path = path,
            For = speaksFor,
            NoParentOwners = cut,
            NoParentOwnersLine = cut ? Math.Max(1, options!.Find("no_parent_owners")!.At.Line) : 0,
            AutoApproveUnownedSubfolders = IsSet(options, "auto_approve_unowned_subfolders"),
        };
    }

    private bool IsSet(OwnersNode? options, string name)
    {
        var value = options is { Kind: OwnersKind.Map } ? options.Find(name)?.Value : null;
        if (value is null or { Kind: OwnersKind.Null }) return false;
        if (value.Kind == OwnersKind.Boolean) return value.IsTrue;
        Refuse(value, $"`{name}` is not true or false", "Write `true` or `false`, without quotes.");
        return false;
    }

    /// <summary>Nobody else reads these keys, so a wrong type in them voids nothing.</summary>
    private static IEnumerable<string> Emeritus(OwnersNode map) =>
        from key in (string[])[ApproversEmeritus, ReviewersEmeritus]
        from item in map.Find(key)?.Value.Items ?? []
        let name = OwnersFile.NormalLogin(item.AsText)
        where item.Kind is OwnersKind.Text or OwnersKind.Number or OwnersKind.Boolean && name.Length > 0
        select name;

    /// <param name="map">What holds the lists.</param>
    /// <param name="pattern">The paths that they are for.</param>
    /// <param name="areTexts">A number or boolean becomes a text, as it does elsewhere, but only under a
    /// filter.</param>
    private OwnersLists? Lists(OwnersNode map, Re2? pattern, bool areTexts)
    {
        var lists = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        var lines = ImmutableArray.CreateBuilder<int>();
        foreach (var role in OwnersFile.Roles)
        {
            var entry = map.Find(OwnersFile.KeyOf(role));
            lists.Add(entry is null ? [] : List(entry, role, areTexts));
            lines.Add(entry is null ? 0 : Math.Max(1, entry.At.Line));
        }

        return lists.All(list => list.IsEmpty) ? null : new OwnersLists(pattern, lists.ToImmutable(),
            lines.ToImmutable());
    }

    private ImmutableArray<string> List(OwnersEntry entry, OwnersRole role, bool areTexts)
    {
        var list = entry.Value;
        if (list.Kind == OwnersKind.Null) return [];
        if (list.Kind != OwnersKind.List)
        {
            Refuse(list, $"`{OwnersFile.KeyOf(role)}` is not a list");
            return [];
        }

        foreach (var item in list.Items) CheckItem(item, role, areTexts);
        var texts = list.Items.Select(item => item.Kind == OwnersKind.Null ? "" : item.AsText);
        return [.. role == OwnersRole.Labels ? texts : texts.Select(OwnersFile.NormalLogin)];
    }

    private void CheckItem(OwnersNode item, OwnersRole role, bool areTexts)
    {
        if (item.Kind is OwnersKind.List or OwnersKind.Map)
        {
            Refuse(item, $"`{OwnersFile.KeyOf(role)}` holds a {(item.Kind == OwnersKind.List ? "list" : "map")}");
        }
        else if (item.Kind is OwnersKind.Number or OwnersKind.Boolean)
        {
            var kind = item.Kind.ToString().ToLowerInvariant();
            var text = $"`{Problems.Shown(item.Text)}` without quotes is a {kind}, not a name";
            if (!areTexts) Refuse(item, text);
            else Notes.Warning(ProblemCodes.Owners, item.In(path), $"{text}; it is read as `{item.AsText}`",
                "Put it into quotes.");
        }
        else OwnersNames.Check(item.Kind == OwnersKind.Null ? item with { Text = "" } : item, role, path, Notes);
    }

    private void Refuse(OwnersNode at, string text, string? remedy = null) => Problem ??= Core.Problem.Warning(
        ProblemCodes.Owners, $"{text}; the whole file counts as absent", path,
        Math.Max(1, at.Line), Math.Max(1, at.Column),
        remedy ?? (at.Kind is OwnersKind.Number or OwnersKind.Boolean
            ? "Put it into quotes." : "Write a list of logins."));
}
