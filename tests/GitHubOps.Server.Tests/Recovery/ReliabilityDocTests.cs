using System.Text.RegularExpressions;
using GitHubOps.Tests;

namespace GitHubOps.Server.Tests;

/// <summary>What the page on reliability promises must be held by tests that exist.</summary>
[TestClass]
public partial class ReliabilityDocTests
{
    private static readonly string Page = File.ReadAllText(Checkout.PathTo("docs", "reliability.md"));

    [TestMethod]
    public void Every_test_that_the_page_names_exists()
    {
        var tests = Directory.EnumerateFiles(Checkout.PathTo("tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => TestMethods().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);
        var named = Names().Matches(Page).Select(match => match.Groups[1].Value).Distinct().ToList();
        named.Count.ShouldBeGreaterThan(60);
        named.Where(name => !tests.Contains(name))
            .ShouldBeEmpty("write the test, or take its name off docs/reliability.md");
    }

    [TestMethod]
    public void Every_fault_has_its_line_with_a_test_or_the_work_it_belongs_to()
    {
        var lines = Page.Split('\n').Select(line => Fault().Match(line)).Where(match => match.Success).ToList();
        lines.Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(Enumerable.Range(1, 48));
        lines.Where(match => !Names().IsMatch(match.Value) && !Elsewhere().IsMatch(match.Value)).ShouldBeEmpty();
    }

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
