using System.Text.RegularExpressions;
using GitHubOps.Tests;

namespace GitHubOps.Server.Tests;

/// <summary>What the pages on reliability and security promise must be held by tests that exist.</summary>
[TestClass]
public partial class ReliabilityDocTests
{
    [TestMethod]
    [DataRow("reliability.md", 60)]
    [DataRow("security.md", 40)]
    public void Every_test_that_the_page_names_exists(string page, int atLeast)
    {
        var tests = Directory.EnumerateFiles(Checkout.PathTo("tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => TestMethods().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);
        var named = Names().Matches(Read(page)).Select(match => match.Groups[1].Value).Distinct().ToList();
        named.Count.ShouldBeGreaterThan(atLeast);
        named.Where(name => !tests.Contains(name))
            .ShouldBeEmpty($"write the test, or take its name off docs/{page}");
    }

    [TestMethod]
    [DataRow("reliability.md", 48)]
    [DataRow("security.md", 38)]
    public void Every_line_names_a_test_or_the_work_it_belongs_to(string page, int count)
    {
        var lines = Read(page).Split('\n').Select(line => Fault().Match(line)).Where(match => match.Success).ToList();
        lines.Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(Enumerable.Range(1, count));
        lines.Where(match => !Names().IsMatch(match.Value) && !Elsewhere().IsMatch(match.Value)).ShouldBeEmpty();
    }

    private static string Read(string page) => File.ReadAllText(Checkout.PathTo("docs", page));

    [GeneratedRegex("\\[TestMethod\\](?:\\s*\\[[^\\n]*\\])*\\s*public (?:static )?(?:async )?(?:Task|void) (\\w+)\\(",
        RegexOptions.NonBacktracking)]
    private static partial Regex TestMethods();

    [GeneratedRegex("`([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Names();

    [GeneratedRegex("^\\| (\\d+) \\|.*$", RegexOptions.NonBacktracking)]
    private static partial Regex Fault();

    [GeneratedRegex("[Bb]elongs? to|No test of its own yet", RegexOptions.NonBacktracking)]
    private static partial Regex Elsewhere();
}
