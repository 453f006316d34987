using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// A key at the top of <c>ops.yml</c>. One section, one file. Sections are read in the order of
/// <see cref="Sections.All"/>; each may look at what those before it left in the draft.
/// </summary>
internal abstract class Section
{
    public abstract string Key { get; }

    /// <summary>One or two sentences for people: what the section does.</summary>
    public abstract string Says { get; }

    public abstract Shape Shape { get; }

    /// <summary>What holds without the section, where there is something to say.</summary>
    public virtual string? Default => null;

    /// <summary>False: read and checked, and nothing obeys it yet.</summary>
    public virtual bool IsActive => true;

    /// <summary>True where the effective file must have the key.</summary>
    public virtual bool IsRequired => false;

    /// <summary>The section as the key that it is.</summary>
    public Field AsField() =>
        new(Key, Shape, Says) { Default = Default, IsActive = IsActive, IsRequired = IsRequired };

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
        new RunbooksSection(),
        new LockedSection(),
        new SignalsSection(),
        new ChoresSection(),
        new ChangesSection(),
        new ReleasesSection(),
        new SupportSection(),
        new DecisionsSection(),
        new RitualsSection(),
        new NewcomersSection(),
        new UpstreamSection(),
        new FeaturesSection(),
        new IncidentsSection(),
        new RoadmapSection(),
        new CommonIssuesSection(),
        new FeedbackSection(),
    ];

    public static ImmutableArray<string> Keys { get; } = [.. All.Select(section => section.Key)];

    /// <summary>The whole file.</summary>
    public static MapShape File { get; } = new(
        "operating model of a repository", [.. All.Select(section => section.AsField())], "version: 1");
}

/// <summary>A section of <c>ops.yml</c>, as people are told of it.</summary>
/// <param name="Key">As it is written at the top of the file.</param>
/// <param name="IsActive">False: read and checked, and nothing obeys it yet.</param>
/// <param name="Says">What it does.</param>
public sealed record OpsSection(string Key, bool IsActive, string Says)
{
    /// <summary>All that the format has, in the order in which they are read.</summary>
    public static ImmutableArray<OpsSection> All { get; } =
        [.. Sections.All.Select(section => new OpsSection(section.Key, section.IsActive, section.Says))];
}
