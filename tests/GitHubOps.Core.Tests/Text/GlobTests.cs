using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace GitHubOps.Core.Tests;

[TestClass]
public class GlobTests
{
    [TestMethod]
    [DataRow("publish/**", "publish/a.cs")]
    [DataRow("publish/**", "publish/deep/er/a.cs")]
    [DataRow("publish/", "publish/deep/a.cs")]
    [DataRow("/publish/*", "publish/a.cs")]
    [DataRow("./publish/*", "publish/a.cs")]
    [DataRow("**/*.md", "a.md")]
    [DataRow("**/*.md", "x/y/a.md")]
    [DataRow("a/**/b", "a/b")]
    [DataRow("a/**/b", "a/b/c/b")]
    [DataRow("a/**/b/**/c", "a/x/b/b/c/c")]
    [DataRow("**", ".github/ops.yml")]
    [DataRow("*", ".editorconfig")]
    [DataRow("src/{api,web}/*.{cs,ts}", "src/web/a.ts")]
    [DataRow("src/{api,web{,2}}/a", "src/web2/a")]
    [DataRow("app/[slug]/page.tsx", "app/[slug]/page.tsx")]
    [DataRow("a{b}c", "a{b}c")]
    [DataRow(@"\*\?", "*?")]
    [DataRow("?.md", "𝒳.md")]
    [DataRow("ab*c*d", "abxcycd")]
    [DataRow("größe/*", "größe/a b")]
    [DataRow("x**y", "x12y")]
    public void A_pattern_means_these_paths(string pattern, string path) =>
        Glob.Parse(pattern).Matches(path).ShouldBeTrue();

    [TestMethod]
    [DataRow("publish/**", "publish")]
    [DataRow("publish/**", "publisher/a")]
    [DataRow("publish/*", "publish/deep/a")]
    [DataRow("publish", "publish/a")]
    [DataRow("*.md", "docs/a.md")]
    [DataRow("Publish/*", "publish/a")]
    [DataRow("a/**/b", "a/b/c")]
    [DataRow("a?c", "a/c")]
    [DataRow("src/{api,web}/a", "src/app/a")]
    [DataRow("[ab].md", "a.md")]
    [DataRow("x**y", "x/y")]
    [DataRow("a/*/b/**", "a/x/b")]
    public void And_not_these(string pattern, string path) => Glob.Parse(pattern).Matches(path).ShouldBeFalse();

    [TestMethod]
    [DataRow("", "empty")]
    [DataRow("../secrets/**", "root")]
    [DataRow("a/./b", "root")]
    [DataRow("a\nb", "control")]
    [DataRow("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", "64")]
    public void What_is_no_pattern_is_refused_with_the_reason(string text, string word)
    {
        Glob.TryParse(text, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldContain(word);
    }

    [TestMethod]
    public void A_very_long_pattern_is_refused() => Glob.TryParse(new string('a', 513), out _, out _).ShouldBeFalse();

    [TestMethod]
    public void Exceptions_win_in_any_order()
    {
        GlobList.TryParse(["!**/*_test.*", "services/pay/**"], out var list, out _).ShouldBeTrue();
        list.Matches("services/pay/queue.go").ShouldBeTrue();
        list.Matches("services/pay/queue_test.go").ShouldBeFalse();
        GlobList.TryParse(["!a"], out var only, out _).ShouldBeTrue();
        only.Matches("b").ShouldBeFalse();
    }

    [TestMethod]
    public void The_matcher_agrees_with_a_slow_and_obvious_one()
    {
        var piece = Gen.Elements("a", "b", "*", "?", "/", "**/", "/**", "ab");
        var patterns = Gen.ListOf(piece).Select(x => string.Concat(x.Take(9)));
        var paths = Gen.ListOf(Gen.Elements("a", "b", "/", "a/b")).Select(x => string.Concat(x.Take(9)));
        var pairs = Arb.From(Gen.Zip(patterns, paths));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(pairs, pair =>
        {
            var (pattern, path) = pair;
            var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            if (names.Length == 0 || !Glob.TryParse(pattern, out var glob, out _)) return true;
            return glob.Matches(string.Join('/', names)) == ObviousMatch(pattern, names);
        }));
    }

    [TestMethod]
    public void A_hostile_pattern_costs_no_more_than_its_length_times_the_path()
    {
        var glob = Glob.Parse(string.Concat(Enumerable.Repeat("**/*a*/", 70)) + "b");
        var path = string.Join('/', Enumerable.Repeat(new string('a', 30), 130));
        glob.Matches(path).ShouldBeFalse();
        Glob.Parse(string.Concat(Enumerable.Repeat("*a", 200)) + "b").Matches(new string('a', 4000)).ShouldBeFalse();
    }

    private static bool ObviousMatch(string pattern, string[] names)
    {
        var segments = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (pattern.EndsWith('/') && (segments.Count == 0 || segments[^1] != "**")) segments.Add("**");
        return Segments(0, 0);

        bool Segments(int s, int n)
        {
            if (s == segments.Count) return n == names.Length;
            if (segments[s] != "**")
                return n < names.Length && Chars(segments[s], 0, names[n], 0) && Segments(s + 1, n + 1);
            var least = s == segments.Count - 1 ? n + 1 : n;
            for (var next = least; next <= names.Length; next++)
                if (Segments(s + 1, next)) return true;
            return false;
        }

        static bool Chars(string p, int i, string t, int j)
        {
            if (i == p.Length) return j == t.Length;
            if (p[i] == '*') return Chars(p, i + 1, t, j) || (j < t.Length && Chars(p, i, t, j + 1));
            return j < t.Length && (p[i] == '?' || p[i] == t[j]) && Chars(p, i + 1, t, j + 1);
        }
    }
}
