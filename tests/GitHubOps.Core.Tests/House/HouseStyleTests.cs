using System.Text.RegularExpressions;

namespace GitHubOps.Core.Tests;

/// <summary>House style is tested, not preached.</summary>
[TestClass]
public partial class HouseStyleTests
{
    private const int FileLinesMax = 400;

    [TestMethod]
    public void No_source_file_is_longer_than_four_hundred_lines() =>
        SourceTree.Files(["src", "tests"], ".cs")
            .Select(file => (file.Path, Lines: file.Text.AsSpan().Count('\n')))
            .Where(file => file.Lines > FileLinesMax)
            .ShouldBeEmpty("split by what changes together");

    [TestMethod]
    public void No_file_is_called_by_a_word_that_says_nothing() =>
        SourceTree.Files(["src"], ".cs")
            .Select(file => file.Path)
            .Where(path => EmptyWord().IsMatch(Path.GetFileNameWithoutExtension(path)) || EmptyFolder().IsMatch(path))
            .ShouldBeEmpty("name it after what it does");

    [TestMethod]
    public void Nothing_in_the_product_is_marked_as_unfinished() =>
        SourceTree.Files(["src", "action"])
            .Where(file => Unfinished().IsMatch(file.Text))
            .Select(file => file.Path)
            .ShouldBeEmpty("finish it, or say in the documentation that it is not there");

    [TestMethod]
    public void The_project_names_no_machine_and_no_package_registry() =>
        SourceTree.Files(["src", "tests", "action", "docs", ".github", ".ci"])
            .Where(file => Path.GetExtension(file.Path) is not (".png" or ".gz"))
            .Where(file => Machine().IsMatch(file.Text))
            .Select(file => file.Path)
            .ShouldBeEmpty("paths and hosts of one machine mean nothing elsewhere");

    [TestMethod]
    public void Each_project_is_one_namespace() =>
        SourceTree.Files(["src"], ".cs")
            .Select(file => (file.Path, Namespace: NamespaceLine().Match(file.Text).Groups[1].Value))
            .Where(file => file.Namespace.Length > 0 && file.Namespace != file.Path.Split('/')[1])
            .ShouldBeEmpty("folders are for finding; the namespace is the project's");

    [TestMethod]
    public void Instants_are_stored_in_columns_that_say_their_unit() =>
        SourceTree.Files(["src/GitHubOps.Server/Storage/Migrations"], ".sql")
            .SelectMany(
                file => TimeColumn().Matches(file.Text).Select(match => (file.Path, Column: match.Groups[1].Value)))
            .Where(found => !found.Column.EndsWith("_at_ms", StringComparison.Ordinal))
            .ShouldBeEmpty("a column that ends in _at holds Unix milliseconds and says so: _at_ms");

    [GeneratedRegex("(Utils?|Helpers?|Common|Manager)$", RegexOptions.NonBacktracking)]
    private static partial Regex EmptyWord();

    [GeneratedRegex("/(Utils?|Helpers?|Common)/", RegexOptions.NonBacktracking)]
    private static partial Regex EmptyFolder();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Unfinished();

    // Spelled with classes so that this file does not find itself.
    [GeneratedRegex(@"(/w[o]rk/main|/t[m]p/gho|/r[o]ot/\.|api\.n[u]get\.org|registry\.n[p]mjs\.org|deb\.d[e]bian\.org)",
        RegexOptions.NonBacktracking)]
    private static partial Regex Machine();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^\s+(\w+_at\w*)\s+(?:bigint|integer)",
        RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex TimeColumn();
}
