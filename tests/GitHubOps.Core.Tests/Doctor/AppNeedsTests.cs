using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>What the tool asks of an App and what the page tells people are one.</summary>
[TestClass]
public class AppNeedsTests
{
    private static readonly string Page = File.ReadAllText(Checkout.PathTo("docs", "github-app.md"));

    [TestMethod]
    public void The_page_tells_each_permission_and_no_other() =>
        Rows("## Permissions").Select(cells => $"{Name(cells[0])}: {cells[1]}")
            .ShouldBe(AppNeeds.Permissions.Select(need => $"{need.Name}: {need.Level}"), ignoreOrder: true);

    [TestMethod]
    public void The_page_tells_each_event_and_no_other() =>
        Rows("## Events").SelectMany(cells => cells[0].Split(", ")).Select(Name)
            .ShouldBe(AppNeeds.Events.Select(need => need.Name), ignoreOrder: true);

    /// <summary>The rows of the first table below a heading.</summary>
    private static IEnumerable<string[]> Rows(string heading)
    {
        var below = Page[(Page.IndexOf(heading, StringComparison.Ordinal) + heading.Length)..];
        return below.Split('\n').SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));
    }

    /// <summary><c>Issue comment</c> → <c>issue_comment</c>; what stands in brackets is for people.</summary>
    private static string Name(string shown) =>
        shown.Split('(')[0].Trim().ToLowerInvariant().Replace(' ', '_');
}
