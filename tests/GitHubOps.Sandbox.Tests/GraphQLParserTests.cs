using FsCheck;
using FsCheck.Fluent;

namespace GitHubOps.Sandbox.Tests;

/// <summary>Documents are read as written, or refused in one way.</summary>
[TestClass]
public class GraphQLParserTests
{
    [TestMethod]
    public void Strings_escapes_and_blocks_are_read_as_written()
    {
        string Body(string literal) =>
            (string)Parser.Parse($"{{ node(id: {literal}) {{ id }} }}").Selections[0].Arguments["id"]!;
        Body("\"a\\n\\\"b\\\" \\u00e9 # not a comment, {\"").ShouldBe("a\n\"b\" é # not a comment, {");
        Body("\"\"\"\n    first\n      second \"quoted\"\n    \"\"\"").ShouldBe("first\n  second \"quoted\"");
    }

    [TestMethod]
    public void No_text_breaks_the_parser()
    {
        var pieces = Gen.Elements("{", "}", "(", ")", "[", "]", "$a", ":", "!", "\"x\"", "\"", "\"\"\"", "...", "on",
            "query", "mutation",
            "a", "1", "-", "1.5e3", "#c\n", "\\", "@", "=", "é", "null", "{a", "{a}");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(pieces.ListOf().ToArbitrary(), list =>
        {
            try
            {
                Parser.Parse(string.Concat(list));
            }
            catch (GraphQLSyntaxException)
            {
                // The one way to say no.
            }
        }));
        Should.Throw<GraphQLSyntaxException>(() => Parser.Parse(new string('{', 10_000)));
        Should.Throw<GraphQLSyntaxException>(() => Parser.Parse("{a(b:" + new string('[', 10_000)));
    }
}
