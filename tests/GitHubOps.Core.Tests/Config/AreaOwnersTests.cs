namespace GitHubOps.Core.Tests;

/// <summary>An area's people are those of the OWNERS nearest to its first path.</summary>
[TestClass]
public class AreaOwnersTests
{
    [TestMethod]
    public void The_nearest_file_that_names_somebody_speaks_alone()
    {
        var owners = Of("docs/guides/**",
            ("OWNERS", "approvers: [root]\n"), ("docs/OWNERS", "approvers: [ana]\nreviewers: [ben]\n"),
            ("docs/guides/OWNERS", "labels: [guides]\n"), ("docs/guides/old/OWNERS", "approvers: [zoe]\n"));
        owners.People.Select(person => person.Value).ShouldBe(["ben", "ana"]);
        owners.File.ShouldBe("docs/OWNERS");
    }

    [TestMethod]
    public void The_first_approver_in_the_order_of_that_file_leads()
    {
        Of("app/**", ("OWNERS", "approvers: [aaa]\n"), ("app/OWNERS", "approvers: [mei, ana]\nreviewers: [ben]\n"))
            .Lead.ShouldBe(new Login("mei"));
        Of("app/**", ("OWNERS_ALIASES", "aliases:\n  leads: [noor, dee]\n"),
                ("app/OWNERS", "approvers: [leads, ana]\n"))
            .Lead.ShouldBe(new Login("noor"));
    }

    [TestMethod]
    public void Where_the_nearest_file_has_reviewers_only_the_approver_above_leads() =>
        Of("app/**", ("OWNERS", "approvers: [root]\n"), ("app/OWNERS", "reviewers: [ben]\n"))
            .Lead.ShouldBe(new Login("root"));

    [TestMethod]
    public void Whoever_is_emeritus_anywhere_is_neither_owner_nor_lead()
    {
        var owners = Of("app/**", ("OWNERS", "emeritus_reviewers: [Zoe]\n"),
            ("app/OWNERS", "approvers: [zoe, ana]\nreviewers: [zoe]\n"));
        owners.People.Select(person => person.Value).ShouldBe(["ana"]);
        owners.Lead.ShouldBe(new Login("ana"));
        Of("app/**", ("app/OWNERS", "approvers: [zoe]\nemeritus_approvers: [zoe]\n")).Lead.ShouldBeNull();
    }

    [TestMethod]
    public void Emeritus_changes_nothing_in_who_owns_a_path() =>
        RepoOwners.Read([new RepoFile("OWNERS", "approvers: [zoe]\nemeritus_approvers: [zoe]\n")])
            .Of("x").Approvers.ShouldBe(["zoe"]);

    [TestMethod]
    public void Filters_hold_for_the_fixed_part_of_the_pattern() =>
        Of("app/web/*.ts", ("OWNERS", "filters:\n  ^app/web: { approvers: [ana] }\n  ^app/ios: { approvers: [ben] }\n"))
            .People.ShouldBe([new Login("ana")]);

    [TestMethod]
    public void Whom_rules_may_assign_are_members_backups_owners_and_leads_once_each()
    {
        var policy = Examples.Policy(Examples.Read("ide-extension"));
        var people = AssignablePeople.Of(policy);
        people.ShouldBeUnique();
        foreach (var area in policy.Areas) people.ShouldContain(area.Lead!.Value);
        foreach (var rotation in policy.Rotations.Values) rotation.Members.ShouldBeSubsetOf(people);
        policy.UnknownOwners.ShouldBeSubsetOf(people);
        AssignablePeople.Of(policy with { Emeritus = [people[0]] }).ShouldNotContain(people[0]);
    }

    [TestMethod]
    [DataRow("ana-b", true)]
    [DataRow("ana_corp", true)]
    [DataRow("", false)]
    [DataRow("..", false)]
    [DataRow("my team", false)]
    [DataRow("acme/web", false)]
    public void A_name_that_no_account_can_have_is_known_without_asking(string name, bool could) =>
        AssignablePeople.CouldBe(new Login(name)).ShouldBe(could);

    private static AreaOwners Of(string pattern, params (string Path, string Text)[] files)
    {
        var read = files.Select(file => new RepoFile(file.Path, file.Text)).ToList();
        var problems = new ProblemList();
        var aliases = OwnersAliases.Read(read.Find(file => file.Path == "OWNERS_ALIASES"), problems);
        return AreaOwners.Of(OwnersIndex.Build(read, aliases, OwnersOptions.Default, problems), pattern);
    }
}
