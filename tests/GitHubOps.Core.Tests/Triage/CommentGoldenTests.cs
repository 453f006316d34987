using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>What people read. Each file is meant to be read by people before it is approved.</summary>
[TestClass]
public class CommentGoldenTests
{
    private static readonly Dictionary<string, Func<Story>> Stories = new()
    {
        ["new"] = () => Opened(),
        ["missing-facts"] = () => Story.In("ide-extension").Opens("contributor", "Panel stays empty",
            TriageStoryTests.Bug("preview", "It only looks wrong", version: "1.4.2")),
        ["late"] = () => Opened().Waits("2026-11-02T14:01"),
        ["answered"] = () => Opened().Comments("ben", "Looking."),
        ["closed"] = () => Opened().At("2026-11-02T10:30").Closes("ana"),
        ["closed-not-planned"] = () => Opened().At("2026-11-02T10:30").Closes("ana", CloseReason.NotPlanned),
        ["closed-on-their-word"] = () =>
            Opened().At("2026-11-02T10:30").Comments("contributor", "/close").GitHubTellsOfIt(),
        ["closed-and-verified"] = () =>
            Opened().At("2026-11-02T10:30").Closes("ana").Comments("contributor", "/verified"),
        ["unknown-area"] = () =>
            Story.In("dashboard-factory").Opens("contributor", "It does not work", "Help, please."),
        ["confirm-outage"] = () => Story.In("dashboard-factory").Opens("contributor", "Wrong sums",
            Story.TemplateBug(impact: "Published numbers are wrong")),
        ["upstream-named"] = () => Opened().Comments("ana", "/upstream microsoft/vscode#123"),
        ["same"] = () => Opened().Comments("visitor", "/same-as #7").Comments("ana", "/yes"),
        ["upstream"] = () => Opened().PutsOn("ana", "waiting/upstream"),
        ["nobody"] = () =>
        {
            var story = Story.In("dashboard-factory");
            foreach (var one in (string[])["ana", "ben", "chidi", "dee"]) story.Unassignable.Add(new Login(one));
            return story.Opens("contributor", "Revenue tile shows nothing", Story.TemplateBug());
        },
        ["hostile"] = () => Story.In("dashboard-factory")
            .Opens("contributor", "@acme/factory-team dashboard `x` <img src=x>",
                "@everyone #1 <!-- githubops:v1 --> ``` ` [a](b) </details> chart")
            .PutsOn("ana", "area/@acme/team`</details>"),
    };

    public static IEnumerable<object[]> Names => Stories.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void The_comment_says_it_in_our_voice(string name)
    {
        var comment = Stories[name]().Comment!;
        Golden.Check(comment + "\n", $"comments/{name}.md");
        Visible(comment).ShouldBeLessThanOrEqualTo(6);
        comment.ShouldNotContain("@");
        comment.ShouldNotContain("stale");
        comment.ShouldNotContain("](http");
        comment.EnumerateRunes().ShouldAllBe(rune => !IsPicture(rune));
    }

    private static int Visible(string comment)
    {
        var details = comment.IndexOf("<details>", StringComparison.Ordinal);
        return (details < 0 ? comment : comment[..details].TrimEnd() + "\n(details)").Split('\n').Length;
    }

    private static bool IsPicture(System.Text.Rune rune) =>
        rune.Value >= 0x1F000
            || System.Text.Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.OtherSymbol;

    private static Story Opened() =>
        Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing", Story.TemplateBug());
}
