using System.Reflection;
using System.Text;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

[TestClass]
public class ConfigChecksDocTests
{
    /// <summary>What an operating model can have wrong with it, and by which code it is told.</summary>
    private static readonly (string Mistake, string Code, string More)[] Mistakes =
    [
        ("a key that the format does not have, with the nearest that it has", "config/unknown-key", ""),
        ("an alias, rotation, calendar, runbook, ritual or area that is not defined", "config/undefined", ""),
        ("a person who cannot be assigned in this repository", "config/unassignable", "asked of GitHub: `--github`"),
        ("an area without owners, or with one", "config/owners", "whether they can be assigned: `--github`"),
        ("a rotation with one member", "config/owners", ""),
        ("a rotation whose members are all away next week", "config/rotation-away", "who is away: `--away`"),
        ("a severity list without `otherwise`", "config/missing", ""),
        ("a severity rule that is never reached", "config/unreachable", ""),
        ("a form's option that no rule mentions, and a rule's value that no form offers", "config/form", ""),
        ("an option that a change rewords under a rule", "config/form-drift", "the files before: `--before`"),
        ("a cover that matches no file, and an area that no runbook covers", "config/covers",
            "a dead cover is `RB030`"),
        ("a required runbook that is missing, a runbook without owner or review", "config/runbook",
            "by `RB011`, `RB010` and itself"),
        ("a calendar whose days end within 30 days", "config/calendar-ends", ""),
        ("a calendar that cannot be meant, or never opens", "config/calendar", ""),
        ("a holiday file that was changed and is not the one that is pinned", "config/calendar-pin",
            "the new `sha256` is told"),
        ("a locked key that was changed", "config/locked", ""),
        ("label names that differ only by case", "config/labels", ""),
        ("a label that a rule waits for and nobody has made", "config/missing-label", "asked of GitHub: `--github`"),
        ("a target in clock time for people with office hours", "config/closed-hours", "a notice"),
        ("a ritual whose host is away", "config/ritual-host", "who is away: `--away`"),
        ("a release that needs more people than there are", "config/go", ""),
        ("an alias that is called like a person", "config/alias-shadow", ""),
        ("a signal from a workflow that does not exist", "config/signal-workflow", ""),
        ("a word of YAML that is read as something else (`no`, `on`, `09:00`)", "config/yaml-trap", ""),
        ("a word that stands in two areas", "config/wrong-value", "a warning"),
        ("targets or hours that are to hold for the past, together with other changes", "config/retroactive",
            "the files before: `--before`"),
        ("a change that touches more than `bulk_stop` open issues", "config/bulk-stop", "what happened: `--history`"),
    ];

    [TestMethod]
    public void The_list_of_checks_for_readers_is_fresh()
    {
        var text = new StringBuilder("""
            # What `githubops check` finds

            Each problem has a code that stays the same, a file, a line, and what to write instead. What it would have to ask
            elsewhere it says once, as a notice (`config/unasked`).

            | Mistake | Code | |
            |---|---|---|

            """);
        foreach (var (mistake, code, more) in Mistakes) text.Append($"| {mistake} | `{code}` | {more} |\n");
        text.Append("""

            YAML that cannot be read is `config/yaml`, a value of another kind `config/wrong-type`, one that cannot be
            `config/wrong-value`, a file that is not there `config/missing-file`. `githubops owners` tells of `OWNERS` files by
            themselves.

            The checks below find what lines mean together. Generated from them; a test keeps it fresh.

            """);
        foreach (var check in ConfigChecks.All.OrderBy(check => check.Code, StringComparer.Ordinal))
            text.Append($"\n## `{check.Code}`\n\n{check.Help}\n");
        Golden.CheckFile(text.ToString(), Checkout.PathTo("docs", "config-checks.md"));
    }

    [TestMethod]
    public void Every_mistake_of_the_list_has_a_code_that_something_tells_and_no_check_is_left_out()
    {
        var reading = typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!);
        var checks = ConfigChecks.All.Select(check => check.Code).ToHashSet();
        var named = Mistakes.Select(one => one.Code).ToHashSet();
        named.ShouldBeSubsetOf(checks.Union(reading));
        checks.ShouldBeSubsetOf(named);
    }
}
