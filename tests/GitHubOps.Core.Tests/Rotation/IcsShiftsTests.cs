using System.Text;
using NodaTime;
using static GitHubOps.Core.Tests.Rotations;

namespace GitHubOps.Core.Tests;

[TestClass]
public class IcsShiftsTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 2, 18, 0);

    [TestMethod]
    public void A_shift_is_an_event_in_UTC()
    {
        var text = IcsShifts.Write("triage", [("triage", Stretch(Ben, "ben has it; until Monday, 10:00"))], Start);
        text.ShouldStartWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
        text.ShouldContain("\r\nUID:triage-7-20261102T180000Z@githubops\r\n");
        text.ShouldContain("\r\nDTSTART:20261102T180000Z\r\nDTEND:20261109T180000Z\r\nSUMMARY:triage: ben\r\n");
        text.ShouldContain("\r\nDESCRIPTION:ben has it\\; until Monday\\, 10:00\r\n");
        text.ShouldEndWith("END:VEVENT\r\nEND:VCALENDAR\r\n");
    }

    [TestMethod]
    public void A_gap_is_shown() =>
        IcsShifts.Write("x", [("triage", Stretch(null, "everybody is away"))], Start)
            .ShouldContain("SUMMARY:triage: nobody");

    [TestMethod]
    public void No_line_is_longer_than_75_bytes_and_no_text_makes_a_line_of_its_own()
    {
        var hostile = string.Concat(Enumerable.Repeat("ü𝄞\r\nBEGIN:VALARM\n", 20));
        var text = IcsShifts.Write(hostile, [(hostile, Stretch(Ana, hostile))], Start);
        foreach (var line in text.Split("\r\n")) Encoding.UTF8.GetByteCount(line).ShouldBeLessThanOrEqualTo(75);
        var unfolded = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
        unfolded.Count(line => line.StartsWith("BEGIN:", StringComparison.Ordinal)).ShouldBe(2);
        unfolded.Single(line => line.StartsWith("X-WR-CALNAME:", StringComparison.Ordinal))
            .ShouldContain("ü𝄞\\nBEGIN:VALARM\\n");
    }

    private static OnCallStretch Stretch(Login? person, string because) =>
        new(person, Start, Start + Duration.FromDays(7), 7, [], because);
}
