using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A policy in the making: what the sections read so far, for those that come after them.</summary>
internal sealed class PolicyDraft(PolicyInput input, OpsMap root, bool extendsOrg, ProblemList problems)
{
    public PolicyInput Input => input;
    public OpsMap Root => root;

    /// <summary>True when the organisation's file is part of it.</summary>
    public bool ExtendsOrg => extendsOrg;

    public ValueReader Read { get; } = new(problems);

    public ProblemList Problems => problems;

    public required OwnersIndex Owners { get; init; }
    public required ImmutableArray<IssueForm> RepoForms { get; init; }

    public Mode Mode { get; set; } = Mode.DryRun;
    public Dictionary<string, BusinessCalendar> Calendars { get; } = new(StringComparer.Ordinal);
    public string? DefaultCalendar { get; set; }

    /// <summary>Names that stand in the file, also where their definition is wrong: a wrong one is told once.</summary>
    public HashSet<string> CalendarNames { get; } = new(StringComparer.Ordinal);

    private readonly Dictionary<string, HolidayList> holidays = new(StringComparer.Ordinal);

    /// <summary>What a holiday file lists. It is read once, and told of once, however many calendars name it.</summary>
    public HolidayList Holidays(RepoFile file, string name)
    {
        if (holidays.TryGetValue(name, out var known)) return known;
        var list = holidays[name] = IcsHolidays.Parse(file.Text, name);
        foreach (var problem in list.Problems) Problems.Add(problem);
        return list;
    }

    public Dictionary<Severity, string> SeverityWords { get; } = [];
    public Dictionary<string, RotationDefinition> Rotations { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc cref="CalendarNames"/>
    public HashSet<string> RotationNames { get; } = new(StringComparer.Ordinal);

    public List<AreaPolicy> Areas { get; } = [];
    public List<string> AreaNames { get; } = [];
    public ImmutableArray<Login> UnknownOwners { get; set; } = [];
    public Dictionary<string, IntakeEntry> Intake { get; } = new(StringComparer.Ordinal);
    public List<SeverityRule> SeverityRules { get; } = [];
    public AssignPolicy Assign { get; set; } = new();
    public Dictionary<Metric, TargetTable> Targets { get; } = [];
    public ImmutableArray<string> PausesOn { get; set; } = [];
    public bool IsRetroactive { get; set; }
    public EscalationPolicy Escalation { get; set; } = EscalationPolicy.None;
    public Dictionary<string, string> LabelNames { get; } = new(StringComparer.Ordinal);
    public Manners Manners { get; set; } = new();

    /// <summary>Modes that sections give themselves, by the section's key.</summary>
    public Dictionary<string, Mode> SectionModes { get; } = new(StringComparer.Ordinal);

    public LaterPolicy Later { get; set; } = LaterPolicy.None;

    public IEnumerable<string> AliasNames => Owners.Aliases.Groups.Values.Select(alias => alias.Name);

    /// <summary>The top of the repository's file, for what is missing altogether.</summary>
    public Place Top => new(root.At.File, 1, 1);

    /// <summary>
    /// People of an alias, or null with a problem at the place that names the nearest alias or other word.
    /// </summary>
    public ImmutableArray<Login>? People(OpsNode node, string name, params ReadOnlySpan<string> otherWords)
    {
        if (Read.Text(node, name, "the name of an alias of `OWNERS_ALIASES`") is not { } alias) return null;
        if (Owners.Aliases.Groups.TryGetValue(OwnersFile.NormalLogin(alias), out var group))
            return Logins(group.Members);
        Read.Undefined(node.At, "alias", alias, [.. otherWords, .. AliasNames],
            "Add it to `OWNERS_ALIASES`: `ops.yml` holds no logins.");
        return null;
    }

    /// <summary>True when the ritual, signal or other thing of a map section has that name.</summary>
    public IEnumerable<string> NamesIn(string section) =>
        root.TryGet(section, out var node) && node is OpsMap map
            ? map.Entries.Select(entry => entry.Key).Where(key => key != Core.SectionModes.Key) : [];

    /// <summary>
    /// Tells of a name that is not defined, in a section that nothing obeys yet. What the organisation's file names is
    /// meant for repositories that have such a thing; the others have nothing to correct.
    /// </summary>
    public bool Knows(OpsNode node, string kind, string text, IEnumerable<string> known, string remedy)
    {
        var names = known.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (names.Contains(text, StringComparer.OrdinalIgnoreCase)) return true;
        if (extendsOrg && node.At.File != PolicyFiles.Ops) return false;
        Read.Undefined(node.At, kind, text, names, remedy);
        return false;
    }

    public RotationDefinition? Rotation(OpsNode node, string name, string text)
    {
        if (Rotations.TryGetValue(text, out var rotation)) return rotation;
        if (!RotationNames.Contains(text))
            Read.Undefined(node.At, $"`{name}` names a rotation;", text, RotationNames, "Define it under `rotations`.");
        return null;
    }

    public static ImmutableArray<Login> Logins(IEnumerable<string> people) =>
        [.. people.Where(person => person.Length > 0).Select(person => new Login(person)).Distinct()];
}
