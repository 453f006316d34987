namespace GitHubOps.Core.Tests;

/// <summary>The trees of a change that nobody has merged yet.</summary>
[TestClass]
public class RunbookTreesTests
{
    private static readonly RepoEntry[] Files =
    [
        new("a.d/y", "100644", "2bdf67abb163a4ffb2d7f3f0880c9fe5068ce782"),
        new("a/b/c.txt", "100644", "5626abf0f72e58d7a153368ba57db4c673c0e171"),
        new("a/link", "120000", "7e2844aca56489e5ed1111b5e32d999e7d4ad8b4"),
        new("a/x", "100755", "f719efd430d52bcfc8566a43b2eb655688d38871"),
        new("a0", "100644", "8510665149157c2bc901848c3e0b746954e9cbd9"),
    ];

    [TestMethod]
    public void Folders_have_the_ids_that_git_gives_them() =>
        GitTreeIds.FoldersOf(Files).OrderBy(x => x.Path, StringComparer.Ordinal)
            .Select(x => $"{x.Path} {x.ObjectId}").ShouldBe(
            [
                "a fac17094507003220caf0c40a57dc34ae74b3943",
                "a.d 637faa1dd37af9cee3c4b49266683c6c39c3eb49",
                "a/b 0f36c7a04b49c702954124507be38593a7796de0",
            ]);

    [TestMethod]
    public void A_change_is_laid_over_the_branch_as_it_stands_now_and_its_folders_are_those_of_the_merge()
    {
        RepoEntry[] begun = [File("a/x", 1), File("a/y", 2), File("b", 3)];
        RepoEntry[] tip = [File("a/x", 1), File("a/y", 9), File("b", 3), File("c", 4)];
        RepoEntry[] head = [File("a/x", 5), File("a/y", 2)];
        var trees = RunbookTrees.Of(begun, tip, head);
        trees.Changes.Keys.ShouldBe(["a/x", "b"]);
        trees.Merged.Files.Select(x => $"{x.Path} {x.ObjectId[39]}").ShouldBe(["a/x 5", "a/y 9", "c 4"]);
        trees.Merged.Find("a")!.ObjectId.ShouldBe(
            GitTreeIds.FoldersOf([File("a/x", 5), File("a/y", 9)]).Single().ObjectId);
        trees.Author!.Find("c").ShouldBeNull("its author did not see it");
    }

    [TestMethod]
    public void Where_the_branch_has_not_moved_the_change_is_the_merge()
    {
        var trees = RunbookTrees.Of([File("a/x", 1)], null, [File("a/x", 2), new("a", "040000", new string('7', 40))]);
        trees.Author.ShouldBeNull();
        trees.Merged.Find("a")!.ObjectId.ShouldBe(new string('7', 40), "what git says needs no reckoning");
    }

    [TestMethod]
    public void What_was_moved_without_a_word_changed_is_known_by_its_contents() =>
        RunbookTrees.Of([File("a", 1), File("b", 2)], null, [File("c", 1), File("b", 3)]).Moved
            .ShouldHaveSingleItem().ShouldBe(new("a", "c"));

    private static RepoEntry File(string path, int id) => new(path, "100644", new string('0', 39) + id);
}
