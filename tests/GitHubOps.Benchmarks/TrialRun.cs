using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Benchmarks;

/// <summary>Trying a policy on what was stored: what the check of a change of the configuration costs.</summary>
internal static class TrialRun
{
    private const int SecondsMax = 5;
    private const int EventsOfAnIssue = 5;

    private static readonly Instant Start = Instant.FromUtc(2026, 8, 3, 15, 0);
    private static readonly RepoInfo Repo = new(
        new RepoId(1), new RepoName("acme", "dashboard-factory"), "R_1", IsPrivate: false, IsArchived: false, "main");

    /// <param name="sizes">Events, and how often they are replayed.</param>
    public static Task<Report> RunAsync(int[] sizes)
    {
        var machine = Report.MachineNow();
        var input = DecideBenchmark.InputOf(Repo.Name.Name);
        var policy = ReplayPolicy.Read(input).Policy ?? throw new InvalidOperationException("the example is broken");
        var history = new ReplayHistory
        {
            Events = [.. Events(sizes[0], DecideBenchmark.Body(policy.Policy.Forms[0].Form))],
            Writers = ReplayHistory.WritersOf([policy.Policy]),
        };
        var seconds = new List<double>();
        ReplayRun? run = null;
        for (var round = 0; round < sizes[1]; round++)
        {
            var watch = Stopwatch.StartNew();
            run = Replay.Run(history, [policy]);
            seconds.Add(watch.Elapsed.TotalSeconds);
        }

        if (run is null || run.Events != history.Events.Length || run.LeftOut > 0)
            throw new InvalidOperationException("not every event was replayed");
        var slowest = seconds.Max();
        return Task.FromResult(new Report("replay", machine,
        [
            new Figure($"{run.Events} events of {run.Issues.Length} issues, the slowest of {sizes[1]}",
                $"< {SecondsMax} s for 10,000", Text(slowest), slowest * 10_000 / run.Events < SecondsMax),
            new Figure("the same, the middle one", "", Text(seconds.Median())),
            new Figure("alarms that rang between the events", "", $"{run.Alarms}"),
        ]));
    }

    private static string Text(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");

    /// <summary>Opened by a form, labelled, answered, edited and closed; an issue every forty minutes.</summary>
    private static IEnumerable<IssueEvent> Events(int count, string body)
    {
        for (var number = 1; number <= count / EventsOfAnIssue; number++)
        {
            var at = Start + (Duration.FromMinutes(40) * number);
            var (author, ana) = (Person("contributor"), Person("ana"));
            var issue = new IssueSnapshot
            {
                Id = new IssueId(number), NodeId = $"I_{number}", Number = number,
                Title = $"The weekly template does not load ({number})", Body = body, Author = author, CreatedAt = at,
                UpdatedAt = at,
            };
            yield return new IssueOpened
            {
                Delivery = Id("opened"), Sender = author, OccurredAt = at, Repo = Repo, Issue = issue,
            };
            at += Duration.FromHours(1);
            issue = issue with { Labels = [number % 2 == 0 ? "sev/s2" : "area/publishing"], UpdatedAt = at };
            yield return new IssueLabeled(issue.Labels[0])
            {
                Delivery = Id("labeled"), Sender = ana, OccurredAt = at, Repo = Repo, Issue = issue,
            };
            at += Duration.FromHours(number % 30);
            issue = issue with { UpdatedAt = at };
            var said = new CommentSnapshot(number, "IC", ana, "We are looking at it.", at, at, AppId: null);
            yield return new CommentCreated(said)
            {
                Delivery = Id("created"), Sender = ana, OccurredAt = at, Repo = Repo, Issue = issue,
            };
            at += Duration.FromHours(2);
            issue = issue with { Body = $"{body}\nMore words.", UpdatedAt = at };
            yield return new IssueEdited(null, body)
            {
                Delivery = Id("edited"), Sender = author, OccurredAt = at, Repo = Repo, Issue = issue,
            };
            at += Duration.FromDays(number % 9);
            issue = issue with { IsClosed = true, CloseReason = CloseReason.Completed, ClosedAt = at, UpdatedAt = at };
            yield return new IssueClosed(CloseReason.Completed)
            {
                Delivery = Id("closed"), Sender = ana, OccurredAt = at, Repo = Repo, Issue = issue,
            };
            DeliveryId Id(string action) => new($"{action}:{number}");
        }
    }

    private static Actor Person(string login) => new(login.Sum(c => (long)c), new Login(login), IsBot: false);
}
