using System.Text;
using System.Text.Json;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>The schema and the page of keys are made from the sections themselves.</summary>
[TestClass]
public class ConfigDocTests
{
    private const string Head = """
        # The keys of `ops.yml`

        Generated from the reader itself; a test keeps it fresh. `.github/ops.yml` of a repository and `ops/org.yml` of
        `OWNER/.github` have the same format. The [tutorial](tutorial.md) goes from nothing to live; whole files lie in
        [examples](examples). Editors complete the file with [ops.schema.json](ops.schema.json): its first line says where
        that is.

        ```yaml
        # yaml-language-server: $schema=https://raw.githubusercontent.com/OWNER/REPO/main/docs/ops.schema.json
        ```

        ## What holds everywhere

        - **Only the default branch's file counts.** A file with an error is not obeyed: the last good one stays in force.
        - **Inheritance.** With `extends: org` maps merge by key and the repository wins; lists and single values replace;
          `key: null` takes an inherited key away. What stands in the organisation's `locked` cannot be changed.
        - **People.** The file holds no logins: aliases of `OWNERS_ALIASES` and names of rotations.
        - **Time.** `30m 4h 2d 1w` run always, `30bm 4bh 2bd` while the calendar is open.
        - **Words that YAML reads otherwise** (`no`, `on`, `09:00`, `1.5`) stand in quotes where a text is meant.
        - **Bounds.** At most 64 KiB and 32 levels; no anchors, aliases or tags; no key twice.
        - **Not active yet** means: read and checked like everything else, shown by `githubops explain`, obeyed by nothing.

        Every problem is `file:line:column: what is wrong. what to write instead`.

        """;

    [TestMethod]
    public void The_schema_for_editors_is_fresh() => Golden.CheckFile(OpsSchema.Print(), EditorTools.Schema);

    [TestMethod]
    public void The_page_of_keys_is_fresh()
    {
        var text = new StringBuilder(Head);
        text.Append("\n## The sections\n\n| Section | | What it does |\n|---|---|---|\n");
        foreach (var section in OpsSection.All)
            text.Append(
                $"| [`{section.Key}`](#{section.Key}) | {(section.IsActive ? "active" : "not active yet")} | {section.Says} |\n");
        foreach (var section in Sections.All) Append(text, section);
        Golden.CheckFile(text.ToString(), Checkout.PathTo("docs", "config.md"));
    }

    [TestMethod]
    public void Every_key_explains_itself()
    {
        foreach (var place in ShapePlace.All.Where(place => place.Field is not null))
        {
            place.Field!.Says.ShouldEndWith(".", customMessage: place.ToString());
            place.Shape.Says.ShouldNotBeNullOrWhiteSpace(place.ToString());
            place.Shape.Example.ShouldNotBeNullOrWhiteSpace(place.ToString());
        }
    }

    [TestMethod]
    public void The_schema_is_JSON_and_says_something_of_every_section()
    {
        using var schema = JsonDocument.Parse(OpsSchema.Print());

        schema.RootElement.GetProperty("properties").EnumerateObject().Select(key => key.Name).ShouldBe(Sections.Keys);
    }

    private static void Append(StringBuilder text, Section section)
    {
        text.Append($"\n## `{section.Key}`\n\n{(section.IsActive ? "" : "**Not active yet.** ")}{section.Says}\n\n");
        text.Append($"A {section.Shape.Says}.{(section.IsRequired ? " Required." : "")}");
        if (section.Default is { } without) text.Append($" Without it: {without}.");
        text.Append($"\n\n```yaml\n{section.Key}: {section.Shape.Example}\n```\n");
        var rows = Rows(section.Shape, "").ToList();
        if (rows.Count == 0) return;
        text.Append("\n| Key | What it does | Type | Default | Example |\n|---|---|---|---|---|\n");
        foreach (var row in rows) text.Append(row).Append('\n');
    }

    private static IEnumerable<string> Rows(Shape shape, string path)
    {
        var map = shape switch
        {
            ListShape { Item: MapShape item } => item,
            EitherShape either => either.Choices.OfType<MapShape>().FirstOrDefault(),
            _ => shape as MapShape,
        };
        if (map is null) yield break;
        foreach (var field in map.Fields)
        {
            yield return Row($"{path}{field.Key}", field.Says, field, field.Shape);
            foreach (var row in Rows(field.Shape, $"{path}{field.Key}.")) yield return row;
        }

        if (map.Names is not { } names) yield break;
        yield return Row($"{path}{names.Placeholder}",
            names.IsActive ? "A name that you choose." : "A name that you choose. Not active yet.", null, names.Value);
        foreach (var row in Rows(names.Value, $"{path}{names.Placeholder}.")) yield return row;
    }

    private static string Row(string key, string says, Field? field, Shape shape)
    {
        var without = field is { IsRequired: true } ? "required" : field?.Default ?? "";
        var later = field is { IsActive: false } ? " Not active yet." : "";
        var words = shape is TextShape { Words: [_, ..] words0, Pattern: null }
            ? $": {string.Join(", ", words0.Select(word => $"`{word}`"))}" : "";
        return $"| `{key}` | {says}{later} | {shape.Says}{words} | {without} | `{shape.Example}` |".Replace("||", "| |",
            StringComparison.Ordinal);
    }
}
