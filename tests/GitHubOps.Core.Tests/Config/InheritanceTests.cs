namespace GitHubOps.Core.Tests;

[TestClass]
public class InheritanceTests
{
    [TestMethod]
    public void Every_value_of_the_effective_file_knows_where_it_comes_from()
    {
        var (root, problems) = PolicyReader.ReadEffective(Examples.Read("dashboard-factory"));

        problems.ShouldBeEmpty();
        var respond = (OpsMap)((OpsMap)root!.Find("sla")!.Value).Find("respond")!.Value;
        respond.Entries.Select(entry => $"{entry.Key} {((OpsText)entry.Value).Text} {entry.Value.At}").ShouldBe(
        [
            "s1 1h acme/.github/ops/org.yml:16:18",
            "s2 4bh acme/.github/ops/org.yml:16:26",
            "s3 1bd .github/ops.yml:35:18",
            "s4 3bd acme/.github/ops/org.yml:16:44",
        ]);
    }

    [TestMethod]
    public void Maps_merge_and_lists_and_single_values_replace()
    {
        var merged = Merge("a: { x: 1, y: 2 }\nb: [1, 2]\nc: 1\n", "a: { y: 3, z: 4 }\nb: [3]\nc: { d: 1 }\n");

        merged.ShouldBe("a{x=1 y=3 z=4} b[3] c{d=1}");
    }

    [TestMethod]
    public void A_null_takes_a_key_away_at_any_depth()
    {
        Merge("a: { x: 1, y: { z: 2 } }\nb: 1\n", "a: { x: null, y: { z: ~ } }\nb:\n").ShouldBe("a{y{}}");
        Merge("a: 1\n", "b: { c: null }\n").ShouldBe("a=1 b{}");
    }

    [TestMethod]
    public void The_repositorys_own_alias_wins_and_the_others_are_inherited()
    {
        var aliases = Examples.Policy(Examples.With(
            "version: 1\nextends: org\nmode: live\nareas: { unknown: { owners: repo-leads } }\n",
            new RepoFile("OWNERS_ALIASES", "aliases:\n  repo-leads: [lea, jun]\n"))).Aliases;

        aliases["repo-leads"].Select(person => person.Value).ShouldBe(["lea", "jun"]);
        aliases["ide-leads"].Select(person => person.Value).ShouldBe(["ivo", "kat"]);
    }

    [TestMethod]
    public void Emeritus_people_are_owners_elsewhere_and_never_ours()
    {
        var policy = Examples.Policy(Examples.With(
            "version: 1\nextends: org\nmode: live\nareas:\n  app: { paths: [src/**] }\n  unknown: { owners: " +
                "repo-leads }\n",
            new RepoFile("src/OWNERS", "approvers: [Zoe, ana, mei]\nemeritus_approvers: [zoe]\n")));

        var app = policy.Areas.ShouldHaveSingleItem();
        app.Owners.Select(person => person.Value).ShouldBe(["ana", "mei"]);
        app.Lead.ShouldBe(new Login("ana"));
        policy.Emeritus.ShouldBe([new Login("zoe")]);
    }

    private static string Merge(string org, string repo)
    {
        var problems = new ProblemList();
        return Print(
            Inheritance.Merge(OpsFile.Read(org, "org.yml", problems), OpsFile.Read(repo, "ops.yml", problems)!))[1..^1];
    }

    private static string Print(OpsNode node) => node switch
    {
        OpsText text => $"={text.Text}",
        OpsList list => $"[{string.Join(' ', list.Items.Select(item => Print(item)[1..]))}]",
        OpsMap map => $"{{{string.Join(' ', map.Entries.Select(entry => entry.Key + Print(entry.Value)))}}}",
        _ => "?",
    };
}
