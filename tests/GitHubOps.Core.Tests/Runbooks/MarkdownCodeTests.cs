using FsCheck.Fluent;

namespace GitHubOps.Core.Tests;

[TestClass]
public class MarkdownCodeTests
{
    [TestMethod]
    public void Spans_and_blocks_are_found_with_their_lines()
    {
        var code = MarkdownCode.Of("Run `a b` and ``c`d``.\n\n  ```sh title=x\n  one\n    two\n  ```\n~~~\n`no span`\n",
            10);
        code.Spans.ShouldBe([new CodeSpan("a b", 10), new CodeSpan("c`d", 10)]);
        code.Fences.Select(x => (x.Language, x.Line, string.Join('|', x.Lines)))
            .ShouldBe([("sh", 13, "one|  two"), ("", 17, "`no span`|")]);
    }

    [TestMethod]
    public void Words_of_commands_lose_their_quotes_and_comments()
    {
        var fence = new CodeFence("sh", 1,
            ["A=1 run 'one two' \"it's\" # not this", "a && b | c; d $(e f)", "x \\", "  y", "cat <<EOF > z", "inside",
                "EOF", "g <one | two> h"]);
        ShellText.Of(fence)!.Words.Select(x => (x.IsFirst ? "!" : "") + x.Text).ShouldBe(
            ["A=1", "!run", "one two", "it's", "!a", "!b", "!c", "!d", "$", "!e", "f", "!x", "y", "!cat", "z", "!g", "",
                "h"]);
    }

    [TestMethod]
    public void No_text_makes_either_throw_and_every_line_exists() =>
        TimeGen.Check(
            Gen.Elements("`", "``", "```", "~~~", "sh", "$ ", "'", "\"", "\\", "<<EOF", "EOF", "#", "\n", "\r\n", " ",
            "a", "=", "(", ")", ";", "<!-- expires: ", "2026-01-01", " -->", "\ud83d", "    ").ArrayOf(40), parts =>
        {
            var text = string.Concat(parts);
            var lines = text.Split('\n').Length;
            var code = MarkdownCode.Of(text, 1);
            code.Spans.Concat(code.Expiries).ShouldAllBe(x => x.Line >= 1 && x.Line <= lines);
            foreach (var shell in code.Fences.Select(ShellText.Of).OfType<ShellText>())
                shell.Words.Select(x => x.Line).Append(shell.OpenQuoteLine).ShouldAllBe(x => x >= 0 && x <= lines);
        }, 2000);

    [TestMethod]
    [DataRow("--dry-run-now", "add('--dry-run-now')", true)]
    [DataRow("--dry-run-now", "define('dry-run-now')", true)]
    [DataRow("--dry-run-now", "dry-run-now: true", true)]
    [DataRow("--dry-run-now", " dryRunNow: true", true)]
    [DataRow("--dry-run-now", "dry-run-nowhere", false)]
    [DataRow("--dry-run-now", "--dry-run-now-or-later", false)]
    [DataRow("QUEUE_URL", "env.QUEUE_URL)", true)]
    [DataRow("QUEUE_URL", "OLD_QUEUE_URL", false)]
    public void A_word_is_found_as_programs_write_it(string word, string code, bool isThere)
    {
        var mention = Mentions.Of(new Runbook("a.md"), MarkdownCode.Of($"`{word}`", 1)).ShouldHaveSingleItem();
        Mentions.IsIn("x " + code + " x", mention).ShouldBe(isThere);
    }

    [TestMethod]
    public void Words_of_everybodys_tools_and_of_prose_are_not_looked_for() =>
        Mentions.Of(new Runbook("a.md"), MarkdownCode.Of(
            "`--help` `kubectl get pods` `GITHUB_TOKEN` `text` `a/` `--x`\n\n```\nclone the tree\n```\n\n```sh\ncurl " +
            "-fsS x\ngit checkout main\n```\n", 1)).ShouldBeEmpty();
}
