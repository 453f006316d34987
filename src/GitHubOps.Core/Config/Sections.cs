using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// A key at the top of <c>ops.yml</c>. One section, one file. Sections are read in the order of
/// <see cref="Sections.All"/>; each may look at what those before it left in the draft.
/// </summary>
internal abstract class Section
{
    public abstract string Key { get; }

    public abstract void Read(OpsNode node, PolicyDraft draft);

    /// <summary>What holds where the effective file does not have the key.</summary>
    public virtual void ReadAbsent(PolicyDraft draft)
    {
    }
}

/// <summary>The visible list of everything that may stand at the top of <c>ops.yml</c>.</summary>
internal static class Sections
{
    public static ImmutableArray<Section> All { get; } =
    [
        new VersionSection(),
        new ExtendsSection(),
        new ModeSection(),
        new CalendarsSection(),
        new SeveritiesSection(),
        new RotationsSection(),
        new AreasSection(),
        new IntakeSection(),
        new SeverityRulesSection(),
        new AssignSection(),
        new SlaSection(),
        new EscalateSection(),
        new LabelNamesSection(),
        new MannersSection(),
        new LockedSection(),
        new LaterSection("signals"),
        new LaterSection("chores"),
        new LaterSection("changes"),
        new LaterSection("releases"),
        new LaterSection("support"),
        new LaterSection("runbooks"),
        new LaterSection("decisions"),
        new LaterSection("rituals"),
        new LaterSection("newcomers"),
        new LaterSection("upstream"),
        new LaterSection("features"),
        new LaterSection("incidents"),
        new LaterSection("roadmap"),
        new LaterSection("common_issues"),
        new LaterSection("feedback"),
    ];

    public static ImmutableArray<string> Keys { get; } = [.. All.Select(section => section.Key)];
}
