using System.Text.RegularExpressions;

namespace GitHubOps.Core.Tests;

/// <summary>
/// What shouts when one step of adding an event, an effect or a table is forgotten: docs/architecture.md.
/// </summary>
[TestClass]
public partial class ClosedListTests
{
    private static readonly string[] Readers =
        ["src/GitHubOps.Core/Events", "src/GitHubOps.Server/Workers/FactsLoader.cs"];

    /// <summary>Events of which nothing is taken but the snapshot, which every event of an issue brings.</summary>
    private static readonly string[] SnapshotOnly = [nameof(IssueTouched), nameof(IssueTyped), nameof(CommentEdited)];

    /// <summary>Effects of which nothing is kept but that they were decided.</summary>
    private static readonly Type[] JournalOnly = [typeof(Effect.LeaveAlone), typeof(Effect.Would)];

    [TestMethod]
    public void Every_event_is_read_from_something()
    {
        var readers = Words(Readers, except: "HubEvent.cs");
        Events().Where(name => !readers.Contains(name))
            .ShouldBeEmpty("nobody makes it: a reader, or the loader of our own");
    }

    [TestMethod]
    public void Every_event_of_an_issue_is_known_to_a_rule()
    {
        var rules = Words(["src/GitHubOps.Core/Triage"]);
        Events().Where(name => IsOfIssue(name) && !rules.Contains(name)).Except(SnapshotOnly)
            .ShouldBeEmpty("nothing decides on it: write the rule, or name it here");
    }

    [TestMethod]
    public void Every_other_event_is_handled_when_it_is_read()
    {
        var handler = Words(["src/GitHubOps.Server/Workers/RepositoryEvents.cs"]);
        Events().Where(name => !IsOfIssue(name) && !handler.Contains(name))
            .ShouldBeEmpty("RepositoryEvents does not know it");
    }

    [TestMethod]
    public void Every_effect_is_written_to_GitHub_or_to_the_store()
    {
        var requests =
            Words(["src/GitHubOps.Server/Workers/WriteRequests.cs", "src/GitHubOps.Server/Workers/CheckSender.cs"]);
        var store = Words(["src/GitHubOps.Server/Storage"]);
        foreach (var effect in typeof(Effect).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Effect))))
        {
            var overrides = effect.GetProperty(nameof(Effect.IsWrite))!.DeclaringType == effect;
            if (!overrides) requests.ShouldContain(effect.Name, $"{effect.Name} is a write that no request makes");
            else if (!JournalOnly.Contains(effect))
                store.ShouldContain(effect.Name, $"{effect.Name} is kept by nothing");
        }
    }

    [TestMethod]
    public void Every_source_of_events_is_allowed_by_the_schema_and_read()
    {
        var schema = string.Concat(
            SourceTree.Files(["src/GitHubOps.Server/Storage/Migrations"], ".sql").Select(file => file.Text));
        var declared = SourceTree.Files(["src/GitHubOps.Server/Storage"], ".cs")
            .Single(file => file.Path.EndsWith("/OwnEvent.cs", StringComparison.Ordinal));
        var loader = Words(["src/GitHubOps.Server/Workers/FactsLoader.cs"]);
        var sources = Source().Matches(declared.Text).ToList();
        sources.ShouldNotBeEmpty();
        foreach (var source in sources)
        {
            schema.ShouldContain($"'{source.Groups[2].Value}'", Case.Sensitive,
                "the schema refuses this source of events");
            loader.ShouldContain(source.Groups[1].Value, "nobody reads events of this source");
        }
    }

    [TestMethod]
    public void Every_table_says_how_long_its_rows_live()
    {
        var page = SourceTree.Files(["docs"], ".md").Single(file => file.Path == "docs/reliability.md").Text;
        var kept = page[page.IndexOf("## What is kept", StringComparison.Ordinal)..];
        SourceTree.Files(["src/GitHubOps.Server/Storage/Migrations"], ".sql")
            .SelectMany(file => Table().Matches(file.Text).Select(match => match.Groups[1].Value))
            .Where(table => !kept.Contains($"`{table}`", StringComparison.Ordinal))
            .ShouldBeEmpty("say in docs/reliability.md how long its rows live and what removes them");
    }

    private static IEnumerable<string> Events() => typeof(HubEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(HubEvent)) && !type.IsAbstract).Select(type => type.Name);

    private static bool IsOfIssue(string name) => typeof(HubEvent).Assembly.GetTypes()
        .Single(type => type.Name == name && type.IsSubclassOf(typeof(HubEvent))).IsSubclassOf(typeof(IssueEvent));

    private static HashSet<string> Words(string[] places, string? except = null)
    {
        var files = SourceTree.Files(["src"], ".cs")
            .Where(
                file => Array.Exists(places,
                    place => file.Path == place || file.Path.StartsWith(place + "/", StringComparison.Ordinal)))
            .Where(file => except is null || !file.Path.EndsWith("/" + except, StringComparison.Ordinal)).ToList();
        files.ShouldNotBeEmpty($"{string.Join(", ", places)}: has it moved?");
        return [.. files.SelectMany(file => SourceTree.WordsOf(file.Text))];
    }

    [GeneratedRegex("const string (\\w+) = \"([a-z]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Source();

    [GeneratedRegex("CREATE TABLE (\\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Table();
}
