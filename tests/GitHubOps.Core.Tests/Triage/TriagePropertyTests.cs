using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>
/// Laws over any life of an issue. <see cref="Story"/> holds three of them after every single step: asked again nothing
/// more is wanted, the same facts give the same decisions, our own echo decides nothing.
/// </summary>
[TestClass]
public class TriagePropertyTests
{
    internal static readonly string[] People = ["ana", "ben", "contributor", "passerby", "helper[bot]"];
    private static readonly string[] Labels =
    [
        "area/dashboards", "area/publishing", "area/unknown", "area/elsewhere", "type/bug", "type/feature", "sev/s1",
        "sev/s3",
        "waiting/reporter", "waiting/upstream", "waiting/owner", "waiting/triage", "sla/late", "no-bot", "regression",
    ];

    internal static readonly string[] Bodies =
    [
        Story.TemplateBug(), Story.TemplateBug("publishing", "Published numbers are wrong"), "Help.",
        "See publish/gallery.json:3",
        TriageStoryTests.Bug("preview", "It only looks wrong"),
        TriageStoryTests.Bug("assist", "The editor crashes or loses my work", "1", "Cursor", "x"),
        "lost my file", "", "chart and tile and fixture",
    ];

    private static readonly string[] Comments = ["Looking.", "/ack", "1.4.2 on Cursor", ""];

    [TestMethod]
    [DataRow("dashboard-factory")]
    [DataRow("ide-extension")]
    [DataRow("mcp-analyst-agent")]
    public void In_any_life_of_an_issue_what_people_chose_stands(string example) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Lives(), life =>
        {
            var story = Story.In(example).Opens("contributor", "It does not work",
                Bodies[life[0].What % Bodies.Length]);
            var chosen = new Choices();
            foreach (var (act, who, what) in life)
            {
                chosen.Watch(act, People[who], what, story);
                Act(story, act, People[who], what);
                chosen.StillStand(story);
            }

            return true;
        }));

    [TestMethod]
    public void No_text_makes_it_throw_or_leaves_the_comment() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100),
            Prop.ForAll<string, string, string>((title, body, label) =>
        {
            var story = Story.In("dashboard-factory").Opens("contributor", title ?? "",
                $"{body}\n### Area\n\n{title}\n@x `{body}");
            story.PutsOn("ben", $"area/{label}").PutsOn("ben", $"type/{label}");
            return !story.Comment!.Contains('@', StringComparison.Ordinal)
                && !story.Comment.Contains("<!--", StringComparison.Ordinal);
        }));

    [TestMethod]
    public void Whatever_order_the_events_come_in_the_end_is_the_same()
    {
        var (events, snapshots) = ALife();
        var ends = Orders(events.Count).Select(order => EndOf(order.Select(i => (events[i], snapshots[i])))).Distinct()
            .ToList();
        ends.ShouldHaveSingleItem();
        ends[0]
            .ShouldBe(
                "closed area=publishing/True type=bug/False sev=S2/False waiting=None Route:Met Respond:Met " +
                    "Triage:Cancelled Fix:Met");
    }

    [TestMethod]
    public void A_deletion_stands_whatever_comes_after_it()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        var opened = story.Opened("contributor");
        var deleted =
            new IssueDeleted
            {
                Delivery = new DeliveryId("x"),
                Sender = Story.Person("ana"),
                OccurredAt = story.Now,
                Repo = story.Repo,
                Issue = story.Issue
            };
        foreach (var order in (IssueEvent[][])[[opened, deleted], [deleted, opened]])
        {
            story.State = null;
            foreach (var happened in order) story.State = Triage.Decide(story.FactsFor(happened), story.Policy).State;
            story.State!.HandsOff.ShouldBe("it was deleted");
            Triage.Decide(story.FactsFor(opened), story.Policy).Decisions.ShouldBeEmpty();
        }
    }

    private static (List<IssueEvent> Events, List<IssueSnapshot> Snapshots) ALife()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug("quickstarts"));
        var events = new List<IssueEvent> { story.Opened("contributor") };
        var snapshots = new List<IssueSnapshot> { story.Issue };
        void Next(Func<Story, IssueEvent> make, Func<IssueSnapshot, IssueSnapshot> change)
        {
            story.Change(change);
            events.Add(make(story));
            snapshots.Add(story.Issue);
        }

        story.Issue = story.Issue with { Labels = [], Assignees = [] };
        snapshots[0] = story.Issue;
        Next(
            s =>
                new IssueEdited(null,
                    null)
                {
                    Delivery = new("e"),
                    Sender = Story.Person("contributor"),
                    OccurredAt = s.Now,
                    Repo = s.Repo,
                    Issue = s.Issue
                },
            issue => issue with { Body = Story.TemplateBug() });
        Next(
            s =>
                new IssueLabeled("area/publishing")
                {
                    Delivery = new("l"),
                    Sender = Story.Person("ben"),
                    OccurredAt = s.Now,
                    Repo = s.Repo,
                    Issue = s.Issue
                },
            issue => issue with { Labels = ["area/publishing"] });
        Next(s => s.Commented("ben", "Looking.", s.Now), issue => issue);
        Next(
            s =>
                new IssueClosed(CloseReason.Completed)
                {
                    Delivery = new("c"),
                    Sender = Story.Person("ben"),
                    OccurredAt = s.Now,
                    Repo = s.Repo,
                    Issue = s.Issue
                },
            issue => issue with { IsClosed = true, CloseReason = CloseReason.Completed, ClosedAt = story.Now });
        return (events, snapshots);
    }

    private static string EndOf(IEnumerable<(IssueEvent Event, IssueSnapshot Issue)> life)
    {
        var story = Story.In("dashboard-factory");
        foreach (var (happened, issue) in life)
        {
            story.Issue = issue;
            story.Now = Instant.Max(story.Now, issue.UpdatedAt);
            story.State = Triage.Decide(story.FactsFor(happened), story.Policy).State;
        }

        var state = story.State!;
        var clocks = state.Clocks.Select(clock => $"{clock.Metric}:{clock.State}");
        return $"{(state.Seen.IsClosed ? "closed" : "open")} area={state.Area?.Value}/{state.Area?.ByPerson} type={state.Type?.Value}/{state.Type?.ByPerson} " +
            $"sev={state.Severity?.Value}/{state.Severity?.ByPerson} waiting={state.Waiting} {string.Join(' ', clocks)}";
    }

    private static IEnumerable<int[]> Orders(int n) => n == 0
        ? [[]]
        : Orders(n - 1)
            .SelectMany(order => Enumerable.Range(0, n).Select(at => (int[])[.. order[..at], n - 1, .. order[at..]]));

    internal static Arbitrary<(int Act, int Who, int What)[]> Lives() =>
        (from act in Gen.Choose(0, 11)
         from who in Gen.Choose(0, People.Length - 1)
         from what in Gen.Choose(0, 1000)
         select (act, who, what)).NonEmptyListOf().Select(list => list.Take(14).ToArray()).ToArbitrary();

    internal static void Act(Story story, int act, string who, int what)
    {
        _ = act switch
        {
            0 or 1 => story.PutsOn(who, Labels[what % Labels.Length]),
            2 when story.Issue.Labels.Length > 0 =>
                story.TakesOff(who, story.Issue.Labels[what % story.Issue.Labels.Length]),
            3 => story.Assigns(who, ((string[])["ana", "dee", "kat", "noor"])[what % 4]),
            4 when story.Issue.Assignees.Length > 0 =>
                story.Unassigns(who, story.Issue.Assignees[what % story.Issue.Assignees.Length].Value),
            5 => story.Edits(who, Bodies[what % Bodies.Length]),
            6 => story.Comments(who, Comments[what % Comments.Length]),
            7 => story.Closes(who, (CloseReason)(what % 3)),
            8 => story.Reopens(who),
            9 => Pass(story, Duration.FromHours(what % 40)),
            10 when story.State?.Assignee is { ByPerson: false } has => story.GitHubRefuses(has.Value.Value),
            11 => story.DeletesOurComment(who),
            _ => Pass(story, Duration.FromMinutes(what)),
        };
    }

    private static Story Pass(Story story, Duration time) => story.Waits(story.Now + time);

    /// <summary>What people chose so far, as a bystander remembers it.</summary>
    private sealed class Choices
    {
        private readonly HashSet<string> _on = [];
        private readonly HashSet<string> _off = [];
        private readonly HashSet<Login> _people = [];

        public void Watch(int act, string who, int what, Story story)
        {
            if (act is 0 or 1) PutOn(Labels[what % Labels.Length]);
            if (act == 2 && story.Issue.Labels.Length > 0)
                TakeOff(story.Issue.Labels[what % story.Issue.Labels.Length]);
            if (act == 3) _people.Add(new Login(((string[])["ana", "dee", "kat", "noor"])[what % 4]));
            if (act == 4 && story.Issue.Assignees.Length > 0)
                _people.Remove(story.Issue.Assignees[what % story.Issue.Assignees.Length]);
        }

        public void StillStand(Story story)
        {
            foreach (var label in _on) story.Issue.Labels.ShouldContain(label);
            foreach (var label in _off) story.Issue.Labels.ShouldNotContain(label);
            foreach (var person in _people) story.Issue.Assignees.ShouldContain(person);
            var areas = story.Issue.Labels.Count(label => label.StartsWith("area/", StringComparison.Ordinal));
            areas.ShouldBeLessThanOrEqualTo(1 + (story.Issue.Has("no-bot") ? 9 : 0));
        }

        private void PutOn(string label)
        {
            _off.Remove(label);
            if (label.StartsWith("waiting/", StringComparison.Ordinal)) return;
            if (label.Split('/') is [("area" or "type") and var family, _])
                _on.RemoveWhere(one => one.StartsWith(family + "/", StringComparison.Ordinal));
            _on.Add(label);
        }

        private void TakeOff(string label)
        {
            _on.Remove(label);
            _off.Add(label);
        }
    }
}
