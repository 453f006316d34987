using FsCheck.Fluent;

namespace GitHubOps.Core.Tests;

[TestClass]
public class MarkdownLinksTests
{
    [TestMethod]
    [DataRow("Hello, World!", "hello-world")]
    [DataRow("Step 1: run `drain`", "step-1-run-drain")]
    [DataRow("C++ / C#", "c--c")]
    [DataRow("snake_case & kebab-case", "snake_case--kebab-case")]
    [DataRow("Über uns", "über-uns")]
    [DataRow("[The page](there.md) and **more**", "the-page-and-more")]
    [DataRow("日本語", "日本語")]
    [DataRow("🚀 Launch", "-launch")]
    public void A_heading_is_named_as_GitHub_names_it(string heading, string slug) =>
        MarkdownLinks.SlugOf(heading).ShouldBe(slug);

    [TestMethod]
    public void The_second_heading_of_a_name_has_a_number()
    {
        var links = MarkdownLinks.Of("# A\n## A\n## A ##\n");
        new[] { "a", "a-1", "a-2" }.ShouldAllBe(anchor => links.HasAnchor(anchor));
        links.HasAnchor("a-3").ShouldBeFalse();
    }

    [TestMethod]
    public void A_fence_ends_with_its_own_mark_only()
    {
        var links = MarkdownLinks.Of("````\n```\n[a](b)\n~~~~\n````\n[c](d)\n");
        links.Links.ShouldHaveSingleItem().ShouldBe(new MarkdownLink("d", 6, 5, false));
    }

    [TestMethod]
    public void What_goes_on_in_a_list_is_no_code() =>
        MarkdownLinks.Of("1. one\n\n    [a](b)\n").Links.ShouldHaveSingleItem().Target.ShouldBe("b");

    [TestMethod]
    public void No_text_makes_it_throw_and_every_place_exists() =>
        TimeGen.Check(
            Gen.Elements("[", "]", "(", ")", "`", "``", "```", "<!--", "-->", "#", " ", "\n", "\r\n", "\\", "<", ">",
            "a", "=", "-", "    ", "]:", "id=\"", "\"", "!", "ü", "\u0000", "1. ").ArrayOf(40), parts =>
        {
            var text = string.Concat(parts);
            var lines = text.Split('\n');
            foreach (var link in MarkdownLinks.Of(text).Links)
            {
                link.Line.ShouldBeInRange(1, lines.Length);
                link.Column.ShouldBeInRange(1, lines[link.Line - 1].Length + 1);
            }
        }, 2000);
}
