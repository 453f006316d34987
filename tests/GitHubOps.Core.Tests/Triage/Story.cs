using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core.Tests;

/// <summary>
/// One issue's life: people act on it, time passes, and what is decided is done to it as GitHub would. After every
/// decision it is asked again, on the issue as it is then: nothing more may be wanted.
/// </summary>
internal sealed partial class Story
{
    public const string West = "America/Los_Angeles";
    public static readonly BotIdentity Bot = new(4900, 4242, new Login("githubops[bot]"));

    private static readonly ImmutableDictionary<string, RepoPolicy> Policies =
        Examples.Names.ToImmutableDictionary(name => name, name => Examples.Policy(Examples.Read(name)));

    private int _delivery;
    private int _comments;

    public Story(RepoPolicy policy)
    {
        Policy = policy;
        Repo = new RepoInfo(new RepoId(55001), policy.Repo, "R_55001", false, false, "main");
    }

    public static Story In(string example) => new(Policies[example]);

    public RepoPolicy Policy { get; set; }
    public Instant? PolicySince { get; private set; }
    public bool CountsBack { get; private set; }
    public Dictionary<string, BusinessCalendar> FormerHours { get; } = [];
    public RepoInfo Repo { get; private set; }
    public Instant Now { get; set; } = Time("2026-10-30T16:00", West);
    public IssueSnapshot Issue { get; set; } = null!;
    public IssueState? State { get; set; }
    public List<IssueEvent> Happened { get; } = [];
    public List<Decision> Decided { get; } = [];
    public string? Comment { get; private set; }
    public CommentFacts? CommentFacts { get; private set; }
    public ImmutableArray<Decision> Last { get; private set; } = [];
    public Dictionary<string, TurnLedger> Ledgers { get; } = [];
    public Dictionary<AlarmKey, Instant> Alarms { get; } = [];
    public HashSet<Login> Away { get; } = [];
    public List<Saying> Said { get; } = [];
    public Dictionary<string, ImmutableArray<RotationSwap>> Swaps { get; } = [];
    public HashSet<Login> Unassignable { get; } = [];
    public Dictionary<Login, int> Load { get; } = [];
    public RepoRole? SenderRole { get; set; }
    public Instant? InstalledAt { get; set; }
    public long? OurComment { get; set; }
    public IssueState? CameFrom { get; set; }
    public WritingStop? Stop { get; set; }
    public int AwaitingApproval { get; set; }
    public RunbookKnowledge? Runbooks { get; set; }

    /// <summary>What opens is a pull request.</summary>
    public bool IsPull { get; init; }
    public bool IsNewcomer { get; set; }
    public int Taken { get; set; }
    public bool HasOpenPull { get; set; }
    public UpstreamNews? Upstream { get; set; }

    public string Labels => string.Join(' ', Issue.Labels.Order(StringComparer.Ordinal));
    public string Assignees => string.Join(' ', Issue.Assignees);
    public IEnumerable<Effect> Writes => Last.Select(one => one.Effect).Where(effect => effect.IsWrite);

    public static Instant Time(string local, string zone) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value
            .InZoneStrictly(DateTimeZoneProviders.Tzdb[zone]).ToInstant();

    public static Actor Person(string login) =>
        new(login.Sum(c => (long)c) + 10_000, new Login(login), login.EndsWith("[bot]", StringComparison.Ordinal));

    public static string Form(params string[] labelsAndAnswers) =>
        string.Concat(labelsAndAnswers.Chunk(2).Select(pair => $"### {pair[0]}\n\n{pair[1]}\n\n"));

    public static string TemplateBug(
        string area = "dashboards", string impact = "Template does not load", string what = "It stays empty.") =>
        Form("Area", area, "Template", "revenue-weekly", "Impact", impact, "Version", "_No response_",
            "What happened?", what, "Messages", "_No response_");

    public Clock Clock(Metric metric) => State!.Clocks.Single(clock => clock.Metric == metric);

    public Story At(string local, string zone = West)
    {
        Now = Time(local, zone);
        Last = [];
        return this;
    }

    /// <summary>Rings every alarm that is due until then, in order, each at its time.</summary>
    public Story Waits(string local, string zone = West) => Waits(Time(local, zone));

    public Story Waits(Instant until)
    {
        var all = ImmutableArray<Decision>.Empty;
        Last = [];
        for (var i = 0; i < 50; i++)
        {
            var due = Alarms.Where(one => one.Value <= until).OrderBy(one => one.Value)
                .ThenBy(one => one.Key.ToString()).FirstOrDefault();
            if (due.Key is null) break;
            Now = Instant.Max(Now, due.Value);
            Rings(due.Key);
            all = all.AddRange(Last);
        }

        Last = all;
        Now = Instant.Max(Now, until);
        return this;
    }

    public Story Rings(AlarmKey key)
    {
        var at = Alarms.GetValueOrDefault(key, Now);
        Alarms.Remove(key);
        return Decide(
            new AlarmRang(key,
                at)
            { Delivery = Next(), Sender = Us, OccurredAt = at, Repo = Repo, Issue = State!.Seen });
    }

    public Story Decide(IssueEvent happened)
    {
        var outcome = Triage.Decide(FactsFor(happened), Policy);
        Triage.Decide(FactsFor(happened), Policy).Decisions.ShouldBe(outcome.Decisions,
            "the same facts give the same decisions");
        Happened.Add(happened);
        Decided.AddRange(outcome.Decisions);
        Apply(outcome);
        NothingMoreIsWanted(happened);
        return this;
    }

    public Facts FactsFor(IssueEvent happened) => new()
    {
        Now = Now,
        Event = happened,
        Issue = happened is AlarmRang or AssigneeRefused ? happened.Issue : Issue,
        State = State,
        Bot = Bot,
        Ledgers = Ledgers.ToImmutableDictionary(),
        OpenLoad = Load.ToImmutableDictionary(),
        Absences = [.. Away.Select(person => new Absence(person, Instant.MinValue, Instant.MaxValue, "is away")),
            .. Sayings.Absences(Said)],
        Muted = Sayings.MutedAt(Said, happened.OccurredAt),
        Unassignable = [.. Unassignable],
        SenderRole = SenderRole,
        InstalledAt = InstalledAt,
        OurComment = OurComment,
        CameFrom = CameFrom,
        Stop = Stop,
        AwaitingApproval = AwaitingApproval,
        IsNewcomer = IsNewcomer,
        Taken = Taken,
        HasOpenPull = HasOpenPull,
        Upstream = Upstream,
        PolicySince = PolicySince,
        CountsBack = CountsBack,
        Runbooks = Runbooks,
        FormerHours = FormerHours.ToImmutableDictionary(),
    };

    public void Change(Func<IssueSnapshot, IssueSnapshot> change)
    {
        Now += Duration.FromSeconds(1);
        Issue = change(Issue) with { UpdatedAt = Now };
    }

    private static Actor Us => new(Bot.UserId, Bot.Login, IsBot: true);

    private DeliveryId Next() => new($"d{++_delivery}");

    private void Apply(Outcome outcome)
    {
        Last = outcome.Decisions;
        State = outcome.State is null ? null : IssueStateJson.Read(IssueStateJson.Write(outcome.State));
        EffectJson.Read(EffectJson.Write(Last.Select(one => one.Effect))).ShouldBe(Last.Select(one => one.Effect));
        foreach (var decision in outcome.Decisions)
        {
            decision.Because.ShouldNotBeNullOrWhiteSpace(decision.ToString());
            decision.RuleId.ShouldNotBeNullOrWhiteSpace(decision.ToString());
            Do(decision.Effect);
        }

        // Whom an escalation put beside a person's choice stays when that ends.
        var isOne = State is null or { Assignee.ByPerson: false } or { Assignee: null, StepsDone.IsEmpty: true };
        Issue.Assignees.Length.ShouldBeLessThanOrEqualTo(isOne ? 1 : 9, "exactly one assignee");
    }

    private void Do(Effect effect)
    {
        switch (effect)
        {
            case Effect.AddLabel add:
                Issue = Issue with
                {
                    Labels = Issue.Labels.Add(Policy.LabelFor(add.Label))
                }; break;
            case Effect.RemoveLabel remove:
                Issue = Issue with
                {
                    Labels = Issue.Labels.Remove(Policy.LabelFor(remove.Label))
                }; break;
            case Effect.Assign assign: Issue = Issue with { Assignees = Issue.Assignees.Add(assign.Person) }; break;
            case Effect.Unassign unassign:
                Issue = Issue with
                {
                    Assignees = Issue.Assignees.Remove(unassign.Person)
                }; break;
            case Effect.React: break;
            case Effect.Say say: Said.Add(say.What); break;
            case Effect.AgreeOnSwap agreed:
                Swaps[agreed.Rotation] = Swaps.GetValueOrDefault(agreed.Rotation, []).Add(agreed.Swap);
                Policy = new RotationMemory(RotationMemory.None.Rosters, Swaps.ToImmutableDictionary()).In(Policy);
                break;
            case Effect.Close close:
                Issue = Issue with { IsClosed = true, CloseReason = close.Reason, ClosedAt = Now };
                break;
            case Effect.Reopen: Issue = Issue with { IsClosed = false, CloseReason = null, ClosedAt = null }; break;
            case Effect.PutComment put: (Comment, CommentFacts) = (put.Body, put.Facts); break;
            case Effect.SetAlarm set: Alarms[set.Key] = set.At; break;
            case Effect.ClearAlarm clear: Alarms.Remove(clear.Key).ShouldBeTrue("only a set alarm is cleared"); break;
            case Effect.TakeTurn turn:
                var ledger = Ledgers.GetValueOrDefault(turn.Ledger, TurnLedger.Empty);
                Ledgers[turn.Ledger] = turn.Back ? ledger.GiveBack(turn.Person)
                    : ledger.Take(turn.Person, turn.Eligible);
                break;
        }
    }

    private void NothingMoreIsWanted(IssueEvent happened)
    {
        var again = Triage.Decide(FactsFor(happened), Policy);
        again.Decisions.Where(one => one.Effect.IsWrite || one.Effect is Effect.TakeTurn)
            .ShouldBeEmpty("asked again, nothing more is wanted");
        var echo = new IssueTouched("labeled")
        {
            Delivery = Next(),
            Sender = Us,
            OccurredAt = Now,
            Repo = Repo,
            Issue = Issue
        };
        var echoed = Triage.Decide(FactsFor(echo), Policy);
        echoed.Decisions.ShouldBeEmpty("our own echo decides nothing");
        State = echoed.State;
    }
}
