using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// A first <c>ops.yml</c> from what a repository already has. Always in <c>dry-run</c>: nothing is written to GitHub
/// before somebody has seen what would be. Pure.
/// </summary>
public static class Starter
{
    private const string SchemaFile = ".github/ops.schema.json";
    private const string SchemaLine = "# yaml-language-server: $schema=ops.schema.json";

    public static StarterPlan Plan(StarterInput input)
    {
        var owners = ImportOwners(input);
        var given = input.Files.Select(file => file.Path).ToHashSet();
        input = input with { Files = [.. input.Files, .. owners.Files] };
        var people = StarterPeople.Of(input);
        var areas = StarterAreas.Of(input);
        var extends = input.OrgFiles.Any(file => file.Path == PolicyFiles.Org);
        var text = new StringBuilder();
        Head(text, input, extends);
        Intake(text, input);
        Areas(text, areas, people.Team);
        Rules(text);
        text.Append($"\nrotations:\n  triage: {{ of: {people.Team}, every: 1w, starts: Mon 10:00 }}\n");
        text.Append("\nassign:\n  new: triage                     # this week's triager\n  triaged: area owner\n");
        if (!extends) Targets(text);
        Names(text, [.. StarterLabels.Names(input.Labels).Where(name => IsUsed(name.Canonical, input))]);
        return new StarterPlan(
            [
                new RepoFile(PolicyFiles.Ops, text.ToString()), new RepoFile(SchemaFile, OpsSchema.Print()),
                .. owners.Files.Where(file => people.Files.All(own => own.Path != file.Path)),
                .. people.Files.Where(file => !given.Contains(file.Path)),
            ],
            [.. Notes(input, areas, extends), .. people.Notes], owners.Problems);
    }

    private static CodeOwnersResult ImportOwners(StarterInput input)
    {
        var hasOwners = input.Files.Any(file =>
            file.Path == "OWNERS" || file.Path.EndsWith("/OWNERS", StringComparison.Ordinal));
        if (hasOwners || input.CodeOwners is not { } file) return new CodeOwnersResult([], []);
        var read = CodeOwnersImport.Read(file,
            folder => input.Paths.Any(path => path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal)));

        // People's own file of names stays as it is; what it lacks is told as an undefined name by the check.
        return read with { Files = read.Files.RemoveAll(made => input.Files.Any(own => own.Path == made.Path)) };
    }

    private static void Head(StringBuilder text, StarterInput input, bool extends)
    {
        text.Append(SchemaLine).Append("\n# What happens to the issues of this repository.")
            .Append(" Who the people are stands in OWNERS and OWNERS_ALIASES.\n");
        text.Append("version: 1\n");
        if (extends) text.Append("extends: org\n");
        text.Append("mode: dry-run                     # paused | dry-run | live\n");
        if (!extends) text.Append($"\ncalendars:\n  office: {{ tz: {input.Zone}, hours: Mon-Fri 09:00-17:00 }}\n");
    }

    private static void Intake(StringBuilder text, StarterInput input)
    {
        text.Append("\nintake:                           # what each issue form means\n");
        foreach (var form in Forms(input)) text.Append($"  {Key(form)}: {{ type: {TypeOf(form)} }}\n");
        text.Append("  blank: { type: unsorted }       # opened without a form\n");
    }

    private static string TypeOf(string form) => form.ToLowerInvariant() switch
    {
        var name when name.Contains("bug") || name.Contains("fault") || name.Contains("defect") => "bug",
        var name when name.Contains("feature") || name.Contains("idea") || name.Contains("enhancement") => "feature",
        var name when name.Contains("question") || name.Contains("support") || name.Contains("help") => "support",
        _ => "unsorted",
    };

    private static void Areas(StringBuilder text, ImmutableArray<StarterArea> areas, string team)
    {
        text.Append(
            "\nareas:                            # owners come from the OWNERS file nearest to the first path\n");
        foreach (var area in areas)
        {
            var paths = area.Paths.IsEmpty ? $"owners: {team}"
                : $"paths: [{string.Join(", ", area.Paths.Select(Text))}]";
            text.Append($"  {Key(area.Name)}: {{ {paths}, words: [{string.Join(", ", area.Words.Select(Text))}] }}\n");
        }

        text.Append($"  unknown: {{ owners: {team} }}\n");
    }

    private static void Rules(StringBuilder text) =>
        text.Append("\nseverity_rules:                   # the first match wins; a person's word always wins over it\n")
            .Append("  - s3: { type: bug }\n  - s4: otherwise\n");

    private static void Targets(StringBuilder text) =>
        text.Append("\nsla:                              # h, d = clock time; bh, bd = business hours, days\n")
            .Append("  route:   { default: 1bd }\n  respond: { s1: 4bh, s2: 1bd, s3: 2bd, s4: 5bd }\n")
            .Append("\nescalate:\n  75%: remind assignee\n  100%: assign next\n");

    private static void Names(StringBuilder text, ImmutableArray<(string Canonical, string Own)> names)
    {
        if (names.IsEmpty) return;
        text.Append("\nlabel_names:                      # what this repository calls them already\n");
        foreach (var (canonical, own) in names) text.Append($"  {Key(canonical)}: {Text(own)}\n");
    }

    /// <summary>Of the types, those that a form leads to: no other label of a type is ever put on.</summary>
    private static bool IsUsed(string canonical, StarterInput input) =>
        !canonical.StartsWith(IssueLabels.Type, StringComparison.Ordinal) ||
        Forms(input).Any(form => IssueLabels.Type + TypeOf(form) == canonical);

    private static IEnumerable<string> Forms(StarterInput input) =>
        input.Files.Where(file => PolicyFiles.IsForm(file.Path))
            .Select(file => file.Path[(file.Path.LastIndexOf('/') + 1)..]);

    private static IEnumerable<string> Notes(StarterInput input, ImmutableArray<StarterArea> areas, bool extends)
    {
        yield return extends
            ? $"it extends {input.Repo.Owner}/.github: calendars and targets come from there"
            : $"office hours are Mon-Fri 09:00-17:00 in {input.Zone}: put your own there";
        yield return areas.IsEmpty
            ? "no folder and no label names an area: write some under `areas`"
            : $"areas: {string.Join(", ", areas.Select(area => area.Name))}";
    }

    private static string Key(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/')
        && text.Any(char.IsAsciiLetter) && char.IsAsciiLetterOrDigit(text[0]) && YamlTrap.Of(text) is null
        ? text : Quoted(text);

    /// <summary>A text as it can stand in a list of YAML: in quotes only where it must.</summary>
    internal static string Text(string text) =>
        text.Any(char.IsAsciiLetter) && char.IsAsciiLetterOrDigit(text[0]) && YamlTrap.Of(text) is null
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '*') ? text : Quoted(text);

    private static string Quoted(string text) => YamlCharacters.Quoted(text);
}
