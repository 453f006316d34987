using System.Text;

namespace GitHubOps.Core.Tests;

/// <summary>Which lines are commands, and that no text is too much.</summary>
[TestClass]
public class CommandReaderTests
{
    [TestMethod]
    [DataRow("/sev s2 because it is blocked", "sev|s2 because it is blocked")]
    [DataRow("Hello\n/ACK\nbye", "ack|")]
    [DataRow("/area publishing\r\n/type bug  \r\n", "area|publishing type|bug")]
    [DataRow("/same-as #12", "same-as|#12")]
    [DataRow("`/ack`", "ack| (code)")]
    [DataRow("/ack\tnow", "ack|now")]
    public void A_slash_at_the_beginning_of_a_line_of_its_own_is_a_command(string text, string expected) =>
    Shown(text).ShouldBe(expected);

    [TestMethod]
    [DataRow("please /ack", DisplayName = "in a sentence")]
    [DataRow(" /ack", DisplayName = "indented")]
    [DataRow("    /ack", DisplayName = "indented code")]
    [DataRow("- /ack", DisplayName = "in a list")]
    [DataRow("/usr/bin/true", DisplayName = "a path")]
    [DataRow("/", DisplayName = "a slash alone")]
    [DataRow("/-ack", DisplayName = "no letter first")]
    [DataRow("//ack", DisplayName = "two slashes")]
    [DataRow("/ack!", DisplayName = "glued to something")]
    [DataRow("/abcdefghijklmnopqrstuvwxyz", DisplayName = "a word too long")]
    [DataRow("```\n/ack\n```", DisplayName = "in a fence")]
    [DataRow("~~~~ text\n/ack\n~~~\n/ack\n~~~~", DisplayName = "a shorter fence does not close a longer one")]
    [DataRow("````\n```\n/ack\n````", DisplayName = "a fence inside a fence")]
    [DataRow("```\n/ack", DisplayName = "in a fence that nobody closes")]
    [DataRow("   ```\n/ack", DisplayName = "in an indented fence")]
    [DataRow("> quoted\n/ack", DisplayName = "lazily part of a quotation")]
    [DataRow("> quoted\nmore\n/ack", DisplayName = "still lazily part of it")]
    [DataRow("> /ack", DisplayName = "quoted")]
    [DataRow("<!-- /ack\n/ack\n-->", DisplayName = "in an HTML comment")]
    [DataRow("<!--\n\n/ack\n\n-->", DisplayName = "in an HTML comment with blank lines")]
    [DataRow("<!--\n/ack", DisplayName = "in an HTML comment that nobody closes")]
    [DataRow("text <!-- begins\n/ack\n-->", DisplayName = "in a comment inside a paragraph")]
    [DataRow("<pre>\n/ack\n</pre>", DisplayName = "in preformatted HTML")]
    [DataRow("<PRE class=x>\n\n/ack", DisplayName = "in preformatted HTML that nobody closes")]
    [DataRow("> quoted\u2028\u2028/ack", DisplayName = "quoted, behind a line separator")]
    [DataRow("> quoted\u0085\u0085/ack", DisplayName = "quoted, behind a next line")]
    [DataRow("> quoted\f\f/ack", DisplayName = "quoted, behind a form feed")]
    [DataRow("> quoted\v\v/ack", DisplayName = "quoted, behind a vertical tab")]
    [DataRow("> quoted\u2029\u2029/ack", DisplayName = "quoted, behind a paragraph separator")]
    [DataRow("~~~ text\u2028~~~\n/ack\n~~~", DisplayName = "in a fence whose first line holds a separator")]
    [DataRow("", DisplayName = "nothing")]
    [DataRow(null, DisplayName = "no text")]
    public void What_is_shown_otherwise_is_none(string? text) => Shown(text).ShouldBeEmpty();

    [TestMethod]
    [DataRow("```\ncode\n```\n/ack", DisplayName = "after a fence")]
    [DataRow("> quoted\n\n/ack", DisplayName = "after a quotation and a blank line")]
    [DataRow("<!-- seen by nobody -->\n/ack", DisplayName = "after an HTML comment")]
    [DataRow("text <!-- seen by nobody --> more\n/ack", DisplayName = "after a comment inside a line")]
    [DataRow("text <!-- never closed\n\n/ack", DisplayName = "after the paragraph of an open one")]
    [DataRow("``not a fence\n/ack", DisplayName = "after two backticks")]
    [DataRow("``` a`b\n/ack", DisplayName = "after what a backtick makes no fence")]
    [DataRow("<prefix>\n/ack", DisplayName = "after another tag")]
    public void What_stands_before_does_not_hide_it(string text) => Shown(text).ShouldBe("ack|");

    [TestMethod]
    public void Of_more_than_ten_the_first_ten_are_read_and_the_others_counted()
    {
        var text = CommandReader.Read(string.Concat(Enumerable.Range(1, 13).Select(n => $"/ask thing {n}\n")));
        text.Lines.Length.ShouldBe(10);
        text.Lines[^1].Rest.ShouldBe("thing 10");
        text.More.ShouldBe(3);
    }

    [TestMethod]
    public void A_line_is_the_same_after_it_was_stored_wherever_it_is_cut()
    {
        foreach (var text in (string[])["/ask " + new string('x', 299) + "\U0001F600y", "/ask \uD83D x",
            "/ask x\uDE00"])
        {
            var rest = CommandReader.Read(text).Lines.ShouldHaveSingleItem().Rest;
            System.Text.Json.JsonSerializer.Deserialize<string>(System.Text.Json.JsonSerializer.Serialize(rest))
                .ShouldBe(rest);
        }
    }

    [TestMethod]
    public void An_edit_brings_only_what_it_adds()
    {
        Shown(CommandReader.ReadAdded("/ack\n/sev s2", "/sev s2\n/ack\n/area x\n")).ShouldBe("area|x");
        Shown(CommandReader.ReadAdded("/ack", "/ack\n/ack")).ShouldBe("ack|");
        Shown(CommandReader.ReadAdded("`/ack`", "/ack")).ShouldBe("ack|");
        Shown(CommandReader.ReadAdded(null, "/ack")).ShouldBe("ack|");
    }

    /// <summary>As many as a test run has time for; <c>GITHUBOPS_COMMENTS=1000000</c> plays more.</summary>
    [TestMethod]
    public void No_text_makes_it_throw_or_read_more_than_it_may()
    {
        string[] pieces =
        [
            "/", "/sev", " ", "\n", "\r", "\t", "`", "```", "~~~", ">", "<!--", "-->", "<pre>", "</pre>", "@x", "#1",
            "\0", "\uD83D", "\u202E",
            "because", "é", "/ack", "- ", "    ", "&lt;", "\u2028", "/unassign @ben",
        ];
        var random = new Random(20_261_124);
        var text = new StringBuilder();
        var count = int.TryParse(Environment.GetEnvironmentVariable("GITHUBOPS_COMMENTS"), out var asked)
            ? asked : 20_000;
        for (var i = 0; i < count; i++)
        {
            text.Clear();
            for (var n = random.Next(30); n >= 0; n--) text.Append(pieces[random.Next(pieces.Length)]);
            var read = CommandReader.Read(text.ToString());
            read.Lines.Length.ShouldBeLessThanOrEqualTo(CommandReader.LinesMax);
            foreach (var line in read.Lines)
            {
                line.Verb.ShouldAllBe(c => char.IsAsciiLetterLower(c) || c == '-');
                line.Rest.Length.ShouldBeLessThanOrEqualTo(300);
                line.Rest.IndexOfAny(['\n', '\r']).ShouldBe(-1);
            }
        }
    }

    private static string Shown(string? text) => Shown(CommandReader.Read(text));

    private static string Shown(CommandText text) =>
        string.Join(' ', text.Lines.Select(line => $"{line.Verb}|{line.Rest}{(line.IsInCode ? " (code)" : "")}"));
}
