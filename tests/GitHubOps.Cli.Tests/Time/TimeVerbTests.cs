using System.Text.Json;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

[TestClass]
public class TimeVerbTests
{
    private static readonly string Ide = Checkout.PathTo("docs/examples/acme/ide-extension");

    [TestMethod]
    public async Task Who_is_on_call_is_shown_with_backup_and_shadow()
    {
        var run = await Tool.RunAsync(Ide, "oncall --rotation oncall --why");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("- oncall    ivo      Tue 24 Nov, 10:00 (Vienna)  jun     lea");
        run.Output.ShouldContain("the roster is ivo, jun, kat");
    }

    [TestMethod]
    public async Task Who_is_away_is_passed_over_on_their_own_days()
    {
        var run =
            await Tool.RunAsync(Ide,
                "oncall --rotation oncall --at 2026-11-20T00:30+01:00 --away ivo:2026-11-20..2026-11-21 --format json");
        var answer = JsonDocument.Parse(run.Output).RootElement.GetProperty("rotations")[0];
        answer.GetProperty("person").GetString().ShouldBe("jun");
        answer.GetProperty("from").GetString().ShouldBe("2026-11-19T23:00:00Z");
        answer.GetProperty("skipped")[0].GetProperty("person").GetString().ShouldBe("ivo");
    }

    [TestMethod]
    public async Task The_schedule_tells_gaps_and_fails_when_it_is_asked_to()
    {
        const string words =
            "schedule --rotation release --away ivo:2026-12-01..2026-12-03 kat:2026-12-02..2026-12-02 --fail-on ";
        var run = await Tool.RunAsync(Ide, words + "gap");
        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.ShouldContain("2 Dec 2026: nobody can receive release\n");
        run.Output.ShouldContain("1 Dec 2026: only kat can receive release\n");
        (await Tool.RunAsync(Ide, words + "never")).ExitCode.ShouldBe(0);
    }

    [TestMethod]
    public async Task A_persons_shifts_are_a_calendar()
    {
        var run = await Tool.RunAsync(Ide, "schedule --person lea --format ics");
        run.Output.ShouldStartWith("BEGIN:VCALENDAR\r\n");
        run.Output.ShouldContain("SUMMARY:triage: lea\r\n");
        run.Output.ShouldNotContain("ivo\r\n");
    }

    [TestMethod]
    [DataRow("4bh", "2026-10-30T16:00", "2026-11-02T20:00:00Z")]
    [DataRow("4bh", "2026-10-30T16:00-07:00", "2026-11-02T20:00:00Z")]
    [DataRow("4h", "2026-10-30T16:00", "2026-10-31T03:00:00Z")]
    public async Task A_target_is_reckoned(string target, string from, string due)
    {
        var run = await Tool.RunAsync(Ide, $"when --target {target} --from {from} --calendar west --format json");
        JsonDocument.Parse(run.Output).RootElement.GetProperty("due").GetString().ShouldBe(due, run.ToString());
    }

    [TestMethod]
    public async Task The_hours_that_count_are_listed_and_add_up()
    {
        var run = await Tool.RunAsync(Ide, "when --target 1bd --from 2026-11-20T12:00 --calendar vienna");
        run.Output.ShouldContain("1bd from Fri 20 Nov 2026, 12:00:00 (Vienna), open time of vienna\n");
        run.Output.ShouldContain("due   Mon 23 Nov 2026, 12:00:00 (Vienna)\n");
        run.Output.ShouldContain("- Fri 20 Nov 2026, 12:00:00 (Vienna) – 17:00:00  5:00:00\n");
        run.Output.ShouldContain("- Mon 23 Nov 2026, 09:00:00 (Vienna) – 12:00:00  3:00:00\n= 8:00:00\n");
    }

    [TestMethod]
    public async Task What_does_not_count_is_told_and_moves_the_end()
    {
        const string words =
            "when --target 4bh --from 2026-10-30T16:00 --calendar west --pause 2026-11-02T10:00..2026-11-03T09:30";
        var run = await Tool.RunAsync(Ide, words);
        run.Output.ShouldContain("due   Tue 3 Nov 2026, 11:30:00 (Los Angeles)\n");
        run.Output.ShouldContain(
            "- Mon 2 Nov 2026, 10:00:00 – Tue 3 Nov 2026, 09:30:00  stood still: something else comes first: " +
                "`--pause`\n");
        run.Output.ShouldContain("= 4:00:00: due Tue 3 Nov 2026, 11:30:00 (Los Angeles)\n");
        var json = JsonDocument.Parse((await Tool.RunAsync(Ide, words + " --format json")).Output).RootElement;
        json.GetProperty("open").EnumerateArray().Select(one => one.GetProperty("to").GetString()).ShouldBe(
            ["2026-10-31T00:00:00Z", "2026-11-02T18:00:00Z", "2026-11-03T19:30:00Z"]);
    }

    [TestMethod]
    [DataRow("when --target 4bh --pause 2026-11-02T10:00", "--pause is no time")]
    [DataRow("when --target 4bh --pause 2026-11-02..2026-11-01", "--pause ends before it begins")]
    [DataRow("when --target 4x", "--target is no length")]
    [DataRow("when --target 4bh --calendar nowhere", "there is no calendar `nowhere`")]
    [DataRow("when --target 4bh --from soon", "--from is no moment")]
    [DataRow("when --target 4bh --from 9999-01-01", "--from is no moment")]
    [DataRow("oncall --rotation nobody", "there is no rotation `nobody`; there are oncall, release, triage")]
    [DataRow("oncall --away ben", "--away is not understood")]
    [DataRow("schedule --to 2020-01-01", "--to is not after --from")]
    [DataRow("schedule --to 2099-01-01", "more than 1100 days at once")]
    public async Task A_wrong_word_is_told_with_what_to_write(string words, string said)
    {
        var run = await Tool.RunAsync(Ide, words);
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Error.ShouldContain(said);
    }
}
