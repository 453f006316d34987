using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// The labels that a policy may put on issues: they must exist before, or GitHub creates them in a colour of its own.
/// </summary>
public static class RequiredLabels
{
    /// <summary>GitHub's longest description.</summary>
    public const int DescriptionMax = 100;

    public const string UnknownArea = "area/unknown";
    public const string Late = "sla/late";

    private const string AreaColor = "c5def5";
    private const string TypeColor = "d4e6d9";
    private const string WaitingColor = "e4dff0";
    private const string LateColor = "f2d3b3";

    private static readonly ImmutableArray<string> SeverityColors = ["e8b4b0", "f0d0b8", "f3e6c4", "e9ecef"];

    private static readonly ImmutableArray<(string Name, string Description)> WaitingLabels =
    [
        ("waiting/triage", "Type, area and severity are not agreed yet"),
        ("waiting/owner", "Accepted; the assignee goes on"),
        ("waiting/reporter", "Something is missing that only the reporter knows; clocks are paused"),
        ("waiting/upstream", "The fault is in somebody else's project; clocks are paused"),
    ];

    public static ImmutableArray<LabelSpec> Of(RepoPolicy policy)
    {
        var types = policy.Forms.Select(form => form.Entry.Type).Append(policy.Blank.Type);
        if (policy.Later.Support is not null) types = types.Append(Questioning.Type);
        return [.. Canonical(types, policy.Areas.Select(area => area.Name))
            .Select(name => Describe(name, policy))
            .Select(label => label with { Name = policy.LabelFor(label.Name), Description = Cut(label.Description) })
            .DistinctBy(label => label.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Our own names of them, in the order of <c>type area sev waiting sla</c>.</summary>
    internal static ImmutableArray<string> Canonical(IEnumerable<string> types, IEnumerable<string> areas) =>
    [
        .. types.Distinct().Select(type => $"type/{type}"),
        .. areas.Where(area => area != AreasSection.Unknown).Select(area => $"area/{area}"),
        UnknownArea,
        .. Enum.GetValues<Severity>().Select(severity => $"sev/{severity.Print()}"),
        .. WaitingLabels.Select(label => label.Name),
        Late,
    ];

    private static LabelSpec Describe(string name, RepoPolicy policy)
    {
        var (family, rest) = (name[..name.IndexOf('/')], name[(name.IndexOf('/') + 1)..]);
        return family switch
        {
            "type" => new LabelSpec(name, TypeColor, $"What kind of issue this is: {rest}"),
            "area" when name == UnknownArea => new LabelSpec(name, AreaColor, "Nobody has said yet where this belongs"),
            "area" => new LabelSpec(name, AreaColor, AreaDescription(policy.Areas.First(area => area.Name == rest))),
            "sev" when SeverityText.TryParse(rest, out var severity) => new LabelSpec(
                name, SeverityColors[(int)severity],
                policy.SeverityWords.GetValueOrDefault(severity, $"Severity {rest[1..]} of 4")),
            "waiting" =>
                new LabelSpec(name, WaitingColor, WaitingLabels.First(label => label.Name == name).Description),
            _ => new LabelSpec(name, LateColor, "A promised time has passed; the label goes with the answer"),
        };
    }

    private static string AreaDescription(AreaPolicy area) => area.Paths.IsEmpty
        ? $"Belongs to {area.Name}" : $"Belongs to {area.Name}: {string.Join(", ", area.Paths)}";

    private static string Cut(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        if (line.Length <= DescriptionMax) return line;
        var end = char.IsHighSurrogate(line[DescriptionMax - 2]) ? DescriptionMax - 2 : DescriptionMax - 1;
        return string.Concat(line.AsSpan(0, end), "…");
    }
}
