using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace GitHubOps.Core.Tests;

/// <summary>The eight promises to those who take turns, each over any course of events.</summary>
[TestClass]
public class FairnessTests
{
    private static readonly Login[] People = [.. "ana ben chidi dee ivo".Split(' ').Select(name => new Login(name))];

    /// <summary>An event of a year: who cannot now, and what happens.</summary>
    private sealed record Turn(ImmutableHashSet<Login> Out, int Act, int Who);

    private static Gen<Turn[]> Years() => Gen.Choose(50, 400).SelectMany(events =>
        (from away in Gen.SubListOf(People)
         from act in Gen.Choose(0, 9)
         from who in Gen.Choose(0, People.Length - 1)
         select new Turn([.. away], act, who)).ArrayOf(events));

    private static Login[] Those(Turn turn, params Login[] always) =>
        [.. People.Where(person => always.Contains(person) || !turn.Out.Contains(person))];

    [TestMethod]
    public void First_in_any_year_those_who_could_throughout_are_within_one_turn_over_all_repositories() =>
        TimeGen.Check(Years(), year =>
        {
            // Two repositories ask in any order; there is one ledger.
            var ledger = TurnLedger.Empty;
            foreach (var turn in year)
            {
                var could = Those(turn, People[0], People[1], People[2]);
                ledger = ledger.Take(ledger.Choose(could)!.Value, could);
                var taken = People[..3].Select(ledger.TakenBy).ToList();
                (taken.Max() - taken.Min()).ShouldBeLessThanOrEqualTo(1);
            }
        }, tests: 60);

    [TestMethod]
    public void Second_who_was_away_or_full_comes_back_level_with_the_least_of_the_others() =>
        TimeGen.Check(Years(), year =>
        {
            var ledger = TurnLedger.Empty;
            foreach (var turn in year)
            {
                var could = Those(turn, People[0]);
                ledger = ledger.Take(ledger.Choose(could)!.Value, could);
            }

            // From now on everybody can: nobody is flooded, and nobody is spared, by more than the turn under way.
            var before = People.ToDictionary(person => person, ledger.TakenBy);
            for (var i = 0; i < 5 * People.Length; i++) ledger = ledger.Take(ledger.Choose(People)!.Value, People);
            foreach (var person in People) (ledger.TakenBy(person) - before[person]).ShouldBeInRange(4, 6);
        }, tests: 60);

    [TestMethod]
    public void Third_skipping_somebody_moves_no_one_else() =>
        TimeGen.Check(Years(), year =>
        {
            var ledger = TurnLedger.Empty;
            foreach (var turn in year)
            {
                var could = Those(turn, People[0], People[1]);
                var chosen = ledger.Choose(could)!.Value;

                // Whoever is out and would not have been chosen changes nothing; the last one who had a turn neither.
                foreach (var other in could.Where(person => person != chosen))
                    ledger.Choose([.. could.Where(person => person != other)]).ShouldBe(chosen);
                ledger = ledger.Take(chosen, could);
            }
        }, tests: 60);

    [TestMethod]
    public void Fourth_the_ledger_follows_from_the_journal_and_asking_again_changes_nothing() =>
        TimeGen.Check(Years(), year =>
        {
            var (ledger, journal) = (TurnLedger.Empty, new List<Effect.TakeTurn>());
            foreach (var turn in year)
            {
                var could = Those(turn, People[0]);
                var chosen = ledger.Choose(could)!.Value;
                ledger.Choose(could).ShouldBe(chosen);
                journal.Add(new Effect.TakeTurn("triage", chosen) { Eligible = [.. could] });
                ledger = ledger.Take(chosen, could);
                if (turn.Act != 0) continue;
                journal.Add(new Effect.TakeTurn("triage", chosen, Back: true));
                ledger = ledger.GiveBack(chosen);
            }

            var stored = EffectJson.Read(EffectJson.Write(journal)).Cast<Effect.TakeTurn>();
            stored.Aggregate(TurnLedger.Empty, (rebuilt, turn) =>
                turn.Back ? rebuilt.GiveBack(turn.Person) : rebuilt.Take(turn.Person, turn.Eligible)).ShouldBe(ledger);
        }, tests: 60);

    [TestMethod]
    public void Fifth_a_turn_by_hand_counts_and_one_that_is_given_back_does_not() =>
        TimeGen.Check(Years(), year =>
        {
            var ledger = TurnLedger.Empty;
            foreach (var turn in year)
            {
                var person = People[turn.Who];
                var (given, back) = (ledger.Take(person), ledger.Take(person).GiveBack(person));
                given.TakenBy(person).ShouldBe(ledger.TakenBy(person) + 1);
                back.TakenBy(person).ShouldBe(ledger.TakenBy(person));
                if (turn.Act < 3) ledger = given;
                var taken = ledger.Take(ledger.Choose(People)!.Value, People);
                ledger = turn.Act < 8 ? taken : ledger;
            }

            // Whoever was given more by hand waits until the others have as many.
            var most = People.Max(ledger.TakenBy);
            for (var i = 0; i < 6 * most; i++) ledger = ledger.Take(ledger.Choose(People)!.Value, People);
            var counts = People.Select(ledger.TakenBy).ToList();
            (counts.Max() - counts.Min()).ShouldBeLessThanOrEqualTo(1);
        }, tests: 40);

    [TestMethod]
    public void Sixth_each_who_was_passed_over_is_named_with_the_first_reason_in_the_documented_order() =>
        TimeGen.Check(Crews(), crew =>
        {
            var story = Opened(crew);
            var holder = Holder(story);
            if (WhyNot(crew, holder, crew.Full) is not { } reason) story.Assignees.ShouldBe(holder.ToString());
            else story.State!.Assignee?.Because.ShouldContain($"{holder} {reason}");
        }, tests: 60);

    [TestMethod]
    public void Seventh_nobody_left_falls_to_the_lead_then_to_the_owners_of_unknown_and_never_silently_to_nobody() =>
        TimeGen.Check(Crews(), crew =>
        {
            var story = Opened(crew);
            var team = story.Policy.Rotations["triage"].Members;
            var lead = story.Policy.Areas.Single(area => area.Name == "dashboards").Lead!.Value;
            var holder = Holder(story);
            Login[] may = WhyNot(crew, holder, crew.Full) is null ? [holder]
                : team.Any(person => WhyNot(crew, person, crew.Full) is null)
                    ? [.. team.Where(person => WhyNot(crew, person, crew.Full) is null)]
                : WhyNot(crew, lead, []) is null ? [lead]
                : [.. story.Policy.UnknownOwners.Where(person => WhyNot(crew, person, []) is null)];
            if (may.Length > 0) may.ShouldContain(new Login(story.Assignees));
            else story.Decided.ShouldContain(
                one => one.Effect is Effect.LeaveAlone && one.Because.StartsWith("nobody can be assigned"));

            // Whoever is asked for by name has it, away or not.
            story.Assigns("mei", "ben").Assignees.ShouldContain("ben");
            story.State!.Assignee!.Value.ShouldBe(new Login("ben"));
        }, tests: 60);

    [TestMethod]
    public void Eighth_whom_GitHub_drops_is_replaced_by_the_next_until_nobody_is_left_and_one_issue_costs_one_turn() =>
        TimeGen.Check(Crews(), crew =>
        {
            var story = Opened(crew);
            var refused = new HashSet<string>();
            while (story.Assignees is { Length: > 0 } person)
            {
                refused.Add(person).ShouldBeTrue("nobody is tried twice");
                story.GitHubRefuses(person);
                story.Ledgers.Values.Sum(ledger => ledger.Members.Sum(member => member.Taken))
                    .ShouldBeLessThanOrEqualTo(1);
            }

            story.Decided.ShouldContain(
                one => one.Effect is Effect.LeaveAlone && one.Because.StartsWith("nobody can be assigned"));
        }, tests: 40);

    private sealed record Crew(Login Author, ImmutableHashSet<Login> Away, ImmutableHashSet<Login> Full,
        ImmutableHashSet<Login> Barred);

    private static Gen<Crew> Crews() =>
        from author in Gen.Elements([.. People, new Login("contributor")])
        from away in Gen.SubListOf(People)
        from full in Gen.SubListOf(People)
        from barred in Gen.SubListOf(People)
        select new Crew(author, [.. away], [.. full], [.. barred]);

    private static Story Opened(Crew crew)
    {
        var story = Story.In("dashboard-factory");
        story.Away.UnionWith(crew.Away);
        story.Unassignable.UnionWith(crew.Barred);
        foreach (var person in crew.Full) story.Load[person] = 99;
        return story.Opens(crew.Author.Value, "Revenue tile shows nothing", Story.TemplateBug());
    }

    private static Login Holder(Story story) =>
        RotationSchedule.At(story.Policy.Rotations["triage"], story.Issue.CreatedAt)!.Person;

    private static string? WhyNot(Crew crew, Login person, ImmutableHashSet<Login> full) =>
        person == crew.Author ? "opened it"
        : crew.Away.Contains(person) ? "is away"
        : full.Contains(person) ? "has 99 open issues, at most 6"
        : crew.Barred.Contains(person) ? "cannot be assigned here"
        : null;
}
