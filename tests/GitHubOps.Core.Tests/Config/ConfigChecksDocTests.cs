using System.Text;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

[TestClass]
public class ConfigChecksDocTests
{
    [TestMethod]
    public void The_list_of_checks_for_readers_is_fresh()
    {
        var text = new StringBuilder("""
            # What `githubops check` finds

            Reading alone finds unknown keys, wrong values, names that are not defined, locked keys, YAML traps, owners and
            rotations that are too few, and words that stand in two areas: each with its line and what to write instead. The
            checks below find what lines mean together. Generated from them; a test keeps it fresh.

            """);
        foreach (var check in ConfigChecks.All.OrderBy(check => check.Code, StringComparer.Ordinal))
            text.Append($"\n## `{check.Code}`\n\n{check.Help}\n");
        Golden.CheckFile(text.ToString(), Checkout.PathTo("docs", "config-checks.md"));
    }
}
