using System.Collections.Immutable;
using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

[TestClass]
public class BaselineTests
{
    private static readonly LocalDate Today = new(2026, 11, 20);

    [TestMethod]
    public void Three_hundred_documents_of_ten_owners_end_three_a_week_for_each_owner_within_ten_weeks()
    {
        var plan = BaselinePlan.Of(Standing(Enumerable.Range(0, 300).Select(n => (Owner: $"@acme/team-{n % 10}", n))),
            3,
            _ => "nobody");
        plan.Shares.Length.ShouldBe(10);
        plan.Shares.ShouldAllBe(x => x.Documents == 30 && x.Last == Today.PlusWeeks(10));
        plan.Entries.Length.ShouldBe(300);
    }

    [TestMethod]
    public void However_many_there_are_no_owner_gets_more_a_week_than_is_said_and_all_end() =>
        TimeGen.Check(
            Gen.Choose(0, 4).ArrayOf(400).SelectMany(owners => Gen.Choose(1, 6), (owners, weekly) => (owners, weekly)),
            given =>
            {
                var documents = given.owners.Select((owner, n) => (Owner: $"@o{owner}", n)).ToArray();
                var plan = BaselinePlan.Of(Standing(documents), given.weekly, _ => "nobody");
                var owner = documents.ToDictionary(x => PathOf(x.n), x => x.Owner);
                foreach (var week in plan.Entries.GroupBy(x => (owner[x.Path], x.Expires)))
                    week.Count().ShouldBeLessThanOrEqualTo(plan.Shares.Single(x => x.Owner == week.Key.Item1).PerWeek);
                plan.Entries.ShouldAllBe(
                    x => x.Expires > Today && x.Expires <= Today.PlusDays(RunbookBaseline.DaysMax));
                plan.Entries.Select(x => x.Path).Distinct().Count().ShouldBe(documents.Length);
            }, 30);

    [TestMethod]
    public void The_gravest_end_first()
    {
        var plan = BaselinePlan.Of(Standing([("@ana", 0), ("@ana", 1)], n => n == 1 ? "s1" : "s3"), 1, _ => "nobody");
        plan.Entries.Single(x => x.Path == PathOf(1) && x.Rule == "RB021").Expires.ShouldBe(Today.PlusWeeks(1));
        plan.Entries.Single(x => x.Path == PathOf(0)).Expires.ShouldBe(Today.PlusWeeks(2));
    }

    [TestMethod]
    public void What_is_written_is_read_again_with_one_line_for_each()
    {
        ImmutableArray<BaselineEntry> entries =
            [new("RB021", "docs/größe \"x\".md", "0123", Today), new("RB001", "docs/\n.md", "4567", Today.PlusDays(1))];
        var text = RunbookBaseline.Write(entries);
        text.Split('\n').Count(x => x.Contains("rule", StringComparison.Ordinal)).ShouldBe(2);
        var read = RunbookBaseline.Read("b.json", text);
        read.Problems.ShouldBeEmpty();
        read.Entries.Select(x => x with { Line = 0 }).ShouldBe(entries);
        read.Entries.Select(x => x.Line).ShouldBe([4, 5]);
        RunbookBaseline.Read("b.json", RunbookBaseline.Write([])).Problems.ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow("", 1, "is not JSON")]
    [DataRow("null", 1, "must be a map")]
    [DataRow("[]", 1, "must be a map")]
    [DataRow("-1", 1, "must be a map")]
    [DataRow("{}", 1, "lacks")]
    [DataRow("{\"schema\": \"x\"}", 1, "`schema` must be")]
    [DataRow("{\"schema\": \"githubops.runbooks-baseline/1\",\n\"entries\": null}", 2, "must be a list")]
    [DataRow("{\"schema\": \"githubops.runbooks-baseline/1\",\n\"entries\": [3]}", 2, "no map")]
    [DataRow("{\"schema\": \"githubops.runbooks-baseline/1\",\n\"entries\": [\n{}]}", 3, "without `rule`")]
    [DataRow("{\"schema\": \"githubops.runbooks-baseline/1\",\n\"more\": 1}", 2, "`more` is not known")]
    [DataRow("{\"schema\": \"githubops.runbooks-baseline/1\", \"entries\": [], \"entries\": []}", 1,
        "stands there twice")]
    [DataRow("{\"schema\": \"githubops.runbooks-baseline/1\",\n\"entries\": [\n\n{\"rule\": \"a\", \"path\": \"b\", " +
        "\"content-hash\": \"c\", \"expires\": \"2026-02-30\"}]}", 4, "not a calendar date")]
    [DataRow("{\"schema\": \"githubops.runbooks-baseline/1\",\n\"entries\": [{\"rule\": -1}]}", 2, "`rule` is no text")]
    [DataRow("{\"schema\": \"githubops.runbooks-baseline/1\",\n\"entries\": [{\"rules\": \"a\"}]}", 2, "other keys")]
    public void A_file_that_is_not_wholly_understood_exempts_nothing(string text, int line, string words)
    {
        var read = RunbookBaseline.Read("b.json", text);
        read.Entries.ShouldBeEmpty();
        var problem = read.Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Line).ShouldBe(("RB050", line));
        problem.Text.ShouldContain(words);
    }

    [TestMethod]
    public void No_text_makes_it_throw() =>
        TimeGen.Check(Gen.Elements("{", "}", "[", "]", "\"", ":", ",", "null", "1", "\n", "\"schema\"", "\"entries\"",
            "\"githubops.runbooks-baseline/1\"", "\"rule\"", "\"expires\"", "\"2026-01-01\"", "é", "\ud83d")
            .ArrayOf(30),
            parts => RunbookBaseline.Read("b.json", string.Concat(parts)).Problems.Length.ShouldBeLessThan(2), 2000);

    private static string PathOf(int n) => $"docs/runbooks/{n:000}.md";

    private static RunbookReport Standing(
        IEnumerable<(string Owner, int Number)> documents, Func<int, string>? severity = null) =>
        RunbookChecker.Check(new RunbookFacts(Today, RunbookPolicy.Default)
        {
            Runbooks = [.. documents.Select(x => new RunbookCase(RunbookReader.Read(PathOf(x.Number),
                $"---\nrunbook:\n  owner: \"{x.Owner}\"\n  severity: {severity?.Invoke(x.Number) ?? "s3"}\n---\n# X\n"),
                null))],
        });
}
