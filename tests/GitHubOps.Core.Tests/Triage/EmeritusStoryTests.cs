namespace GitHubOps.Core.Tests;

/// <summary>Whoever has stepped back stays an owner on paper, and gets no work by a rule.</summary>
[TestClass]
public class EmeritusStoryTests
{
    private const string Ops = """
        version: 1
        extends: org
        mode: live
        areas:
          app: { paths: [src/**], words: [crash] }
          unknown: { owners: repo-leads }
        calendars:
          west: { tz: America/Los_Angeles, hours: Mon-Fri 09:00-17:00 }
        rotations:
          triage: { of: crew, every: 1w, calendar: west, anchor: { on: 2026-10-26, person: zoe } }
        assign: { new: triage }
        """;

    private static readonly RepoFile Aliases = new("OWNERS_ALIASES", "aliases:\n  crew: [zoe, ana]\n");

    [TestMethod]
    public void Their_shift_goes_to_the_next_member_and_the_reason_is_said()
    {
        var story = Opens("approvers: [ana]\nemeritus_approvers: [zoe]\n");
        story.Assignees.ShouldBe("ana");
        story.State!.Assignee!.Because.ShouldContain("zoe is emeritus");
    }

    [TestMethod]
    public void Without_the_line_they_have_the_shift() => Opens("approvers: [ana]\n").Assignees.ShouldBe("zoe");

    private static Story Opens(string owners) =>
        new Story(Examples.Policy(Examples.With(Ops, Aliases, new RepoFile("src/OWNERS", owners))))
            .Opens("contributor", "A crash", "It crashes.");
}
