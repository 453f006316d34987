using FsCheck;
using FsCheck.Fluent;

namespace GitHubOps.Core.Tests;

[TestClass]
public class Re2Tests
{
    [TestMethod]
    [DataRow("", "anything", true)]
    [DataRow("b", "abc", true)]
    [DataRow("^b", "abc", false)]
    [DataRow("^docs/", "docs/a", true)]
    [DataRow("^docs/", "x/docs/a", false)]
    [DataRow(@"\.go$", "a/b.go", true)]
    [DataRow(@"\.go$", "a/b.gox", false)]
    [DataRow(@"\.go$", "a/b.go\n", false)]
    [DataRow("a.c", "a\nc", false)]
    [DataRow("(?s)a.c", "a\nc", true)]
    [DataRow("(?m)^b$", "a\nb\nc", true)]
    [DataRow("^(a|bc)+$", "abcbca", true)]
    [DataRow("^a{2,3}$", "aaaa", false)]
    [DataRow("^a{2,}$", "aaaa", true)]
    [DataRow("^a{,2}$", "a{,2}", true)]
    [DataRow("^(?:a*)*$", "aaa", true)]
    [DataRow("(a*)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", false)]
    [DataRow("^[[:digit:]]+$", "123", true)]
    [DataRow("^[[:^digit:]]+$", "abc", true)]
    [DataRow("^[]a]+$", "a]", true)]
    [DataRow("^[^a-c]+$", "xyz", true)]
    [DataRow("^[a\\-c]+$", "a-c", true)]
    [DataRow("^[a-]+$", "a-", true)]
    [DataRow(@"^\Qa.b\E$", "a.b", true)]
    [DataRow(@"^\Qa.b\E$", "axb", false)]
    [DataRow(@"^\w+$", "é", false)]
    [DataRow(@"^\pL+$", "é", true)]
    [DataRow(@"^\p{Lu}$", "É", true)]
    [DataRow(@"^\P{Lu}$", "É", false)]
    [DataRow(@"^\s$", "\u00a0", false)]
    [DataRow(@"\bfoo\b", "éfoo", true)]
    [DataRow(@"\bfoo\b", "xfoo", false)]
    [DataRow("(?i)readme", "README.md", true)]
    [DataRow("(?i:a)b", "Ab", true)]
    [DataRow("(?i:a)b", "AB", false)]
    [DataRow("a(?i)b", "aB", true)]
    [DataRow("(?-i)a", "A", false)]
    [DataRow("(?P<n>a)", "a", true)]
    [DataRow(@"^\x41\x{1F642}$", "A🙂", true)]
    [DataRow("^.$", "🙂", true)]
    [DataRow(@"^\101$", "A", true)]
    [DataRow("a|", "zzz", true)]
    public void A_pattern_matches_as_in_RE2(string pattern, string text, bool matches)
    {
        Re2.TryParse(pattern, out var re2, out var error).ShouldBeTrue(error);
        re2!.IsMatch(text).ShouldBe(matches);
    }

    [TestMethod]
    [DataRow("(")]
    [DataRow(")")]
    [DataRow("[")]
    [DataRow("[a")]
    [DataRow("*a")]
    [DataRow("a**")]
    [DataRow("a|*")]
    [DataRow("(?=a)")]
    [DataRow("(?!a)")]
    [DataRow("(?<=a)")]
    [DataRow("(?<!a)")]
    [DataRow("(?>a)")]
    [DataRow("(?#a)")]
    [DataRow(@"(a)\1")]
    [DataRow(@"\Z")]
    [DataRow(@"\y")]
    [DataRow(@"a\")]
    [DataRow("a{1001}")]
    [DataRow("a{2,1}")]
    [DataRow("(a{500}){3}")]
    [DataRow("[b-a]")]
    [DataRow("[[:foo:]]")]
    [DataRow(@"\pX")]
    [DataRow(@"\x4")]
    [DataRow("(?P<n>a)(?P<n>b)")]
    [DataRow("(?z)a")]
    public void What_RE2_refuses_is_refused(string pattern)
    {
        Re2.TryParse(pattern, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNullOrWhiteSpace();
    }

    [TestMethod]
    public void No_pattern_makes_the_parser_throw_and_no_text_the_matcher() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(
            Arb.From(
                Gen.ListOf(
                    Gen.Elements("a", "b", "(", ")", "[", "]", "^", "$", "*", "+", "?", "{2}", "{", "}", "\\", "\\d",
                        "\\b", "|", ".", "-", ":", "(?i)", "[:", "\\p", "\\Q", "\\E", "\\x", "🙂", "\ud800"))
                        .Select(string.Concat)),
            Arb.From(Gen.ListOf(Gen.Elements("a", "b", "1", "\n", "é", "🙂", "\ud800", "/")).Select(string.Concat)),
            (pattern, text) =>
            {
                if (Re2.TryParse(pattern, out var re2, out var error)) re2.IsMatch(text);
                else error.ShouldNotBeNullOrWhiteSpace();
            }));

    [TestMethod]
    public void A_hostile_pattern_costs_no_more_than_its_size_times_the_text()
    {
        Re2.TryParse("(a?){300}(a*)*b", out var re2, out _).ShouldBeTrue();
        var from = System.Diagnostics.Stopwatch.GetTimestamp();

        re2!.IsMatch(new string('a', 1_000)).ShouldBeFalse();

        System.Diagnostics.Stopwatch.GetElapsedTime(from).TotalSeconds.ShouldBeLessThan(5);
    }
}
