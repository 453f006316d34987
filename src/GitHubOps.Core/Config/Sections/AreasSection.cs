using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// <c>areas:</c> — where an issue belongs. Owners come from the OWNERS file nearest to an area's first path; only
/// <c>unknown</c> names them itself.
/// </summary>
internal sealed class AreasSection : Section
{
    public const string Unknown = "unknown";
    private const string Example = "`{ paths: [docs/**], words: [docs, typo] }`";
    private const int WordMax = 100;

    private static readonly MapShape Area = new("map of an area",
    [
        new("paths", NameKinds.Globs.Shape,
            "Files that belong to it. Its owners come from the `OWNERS` nearest to the first."),
        new("words", NameKinds.Words.Shape, "Words that point there: one in the title, or two different ones."),
        new("owners", NameKinds.Alias.Shape, "Its owners, instead of those of `OWNERS`; the first leads.")
        {
            Default = "the `OWNERS` nearest to its first path",
        },
        new("calendar", new TextShape("name of a calendar", ["west"]), "Runs the business time of its owners.")
        {
            Default = "the first of `calendars`",
        },
    ], Example.Trim('`'));

    private static readonly MapShape NoArea = new("map of `unknown`",
        [new("owners", NameKinds.Alias.Shape, "Who gets what nobody else can get.") { IsRequired = true }],
        "{ owners: repo-leads }");

    public override string Key => "areas";

    public override string Says => "Where an issue belongs, and so who owns it. Only `unknown` must name its owners.";

    public override bool IsRequired => true;

    public override Shape Shape { get; } = new MapShape("map of areas",
        [new(Unknown, NoArea, "What no rule could place.") { IsRequired = true }], $"{{ docs: {Area.Example} }}")
    {
        Names = new NamesShape("AREA", Area) { Pattern = $"^(?!{Unknown}$)[a-z0-9._-]{{1,40}}$" },
    };

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        if (draft.Read.Map(node, Key, $"`docs: {Example.Trim('`')}`") is not { } map) return;
        foreach (var (name, at, value) in map.Entries)
        {
            if (name == Unknown) ReadUnknown(value, draft);
            else if (ReadOne(name, at, value, draft) is { } area) draft.Areas.Add(area);
            draft.AreaNames.Add(name);
        }

        if (map.Find(Unknown) is null)
            draft.Read.Missing(node.At, "areas.unknown", "Write `unknown: { owners: repo-leads }`.");
        WarnOfSharedWords(map, draft);
    }

    public override void ReadAbsent(PolicyDraft draft) =>
        draft.Read.Missing(draft.Top, "areas.unknown", "Write `areas:` with `unknown: { owners: repo-leads }`.");

    private static void ReadUnknown(OpsNode node, PolicyDraft draft)
    {
        const string example = "`{ owners: repo-leads }`";
        if (draft.Read.Fields(node, "areas.unknown", example, NoArea.Keys) is not { } map) return;
        if (!map.TryGet("owners", out var owners))
        {
            draft.Read.Missing(node.At, "areas.unknown.owners", $"Write {example}.");
            return;
        }

        if (draft.People(owners, "areas.unknown.owners") is not { } people) return;
        draft.UnknownOwners = people;
        if (people.IsEmpty)
            draft.Problems.Warning(
                ProblemCodes.Owners, owners.At, "`areas.unknown` has no owners", "Add people to the alias.");
    }

    private static AreaPolicy? ReadOne(string name, Place at, OpsNode node, PolicyDraft draft)
    {
        var key = $"areas.{name}";
        if (!IsName(name))
        {
            draft.Problems.Error(ProblemCodes.WrongValue, at, $"`{ValueReader.Shown(name)}` is no name of an area",
                "Write lower-case letters, digits and hyphens, at most 40.");
            return null;
        }

        if (draft.Read.Fields(node, key, Example, Area.Keys) is not { } map) return null;
        var paths = map.TryGet("paths", out var written) ? ReadPaths(written, key, draft) : [];
        var words = map.TryGet("words", out var list)
            ? draft.Read.Texts(list, $"{key}.words", "a list of words: `[crash, blank panel]`", isFree: true) : [];
        foreach (var (word, place) in words)
            if (word.Length > WordMax)
                draft.Problems.Error(ProblemCodes.WrongValue, place,
                    $"a word of `{key}` is longer than {WordMax} characters", "Shorten it.");
        var owners = map.TryGet("owners", out var alias)
            ? AreaOwners.Named(draft.People(alias, $"{key}.owners") ?? [])
            : paths.IsEmpty ? AreaOwners.Nobody : AreaOwners.Of(draft.Owners, paths[0]);
        WarnOfFew(key, at, paths, owners, draft);
        return new AreaPolicy
        {
            Name = name,
            Paths = paths,
            Words = [.. words.Select(word => word.Text)],
            Calendar = map.TryGet("calendar", out var calendar) ? ReadCalendar(calendar, key, draft) : null,
            Owners = owners.People,
            Lead = owners.Lead,
            OwnersFile = owners.File,
        };
    }

    private static ImmutableArray<string> ReadPaths(OpsNode node, string key, PolicyDraft draft)
    {
        var paths = ImmutableArray.CreateBuilder<string>();
        foreach (var (text, at) in draft.Read.Texts(node, $"{key}.paths", "a list of patterns: `[docs/**]`"))
        {
            if (Glob.TryParse(text, out _, out var error)) paths.Add(text);
            else draft.Problems.Error(ProblemCodes.WrongValue, at, $"`{key}.paths`: {error}",
                "Write a pattern like `docs/**`.");
        }

        return paths.ToImmutable();
    }

    private static string? ReadCalendar(OpsNode node, string key, PolicyDraft draft)
    {
        if (draft.Read.Text(node, $"{key}.calendar", "the name of a calendar") is not { } name) return null;
        if (draft.CalendarNames.Contains(name)) return name;
        draft.Read.Undefined(node.At, "calendar", name, draft.CalendarNames, "Define it under `calendars`.");
        return null;
    }

    private static void WarnOfFew(
        string key, Place at, ImmutableArray<string> paths, AreaOwners owners, PolicyDraft draft)
    {
        if (owners.People.Length >= 2) return;
        var who = owners.People is [var one] ? $"one owner, {ValueReader.Shown(one.Value)}" : "no owners";
        var file = owners.File ?? (paths.IsEmpty ? null : $"{AreaOwners.FixedPart(paths[0])}OWNERS");
        var remedy = file is null ? "Give it `paths`, or `owners: <alias>`." : $"Name two people in `{file}`.";
        draft.Problems.Warning(ProblemCodes.Owners, at, $"`{key}` has {who}", remedy);
    }

    private static void WarnOfSharedWords(OpsMap map, PolicyDraft draft)
    {
        var first = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var area in draft.Areas)
        {
            foreach (var word in area.Words.Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (first.TryAdd(word, area.Name)) continue;
                draft.Problems.Warning(ProblemCodes.WrongValue, map.Find(area.Name)!.KeyAt,
                    $"the word `{ValueReader.Shown(word)}` stands in `{first[word]}` and in `{area.Name}`",
                    "Keep it in one of them.");
            }
        }
    }

    /// <summary>Becomes a part of a label.</summary>
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 40
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');
}
