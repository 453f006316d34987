using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>Vectors from outside are run, or the run fails: nothing that is listed is passed over.</summary>
[TestClass]
public class ExtraVectorTests
{
    [TestMethod]
    public void Everything_that_is_listed_can_be_run() => ExtraVectors.ShouldAllBeKnown();

    [TestMethod]
    public void A_file_is_told_by_its_content()
    {
        var own = Checkout.PathTo("tests/GitHubOps.Core.Tests");
        var list = string.Join(Path.PathSeparator, $"{own}/Config/owners.json",
            $"{own}/Clocks/clocks-and-rotations.json");
        ExtraVectors.Read(list).Select(extra => extra.Kind)
            .ShouldBe([ExtraVectors.Kind.Owners, ExtraVectors.Kind.Clocks]);
    }

    [TestMethod]
    public void What_does_not_exist_or_is_of_no_kind_is_wrong()
    {
        var own = Checkout.PathTo("tests/GitHubOps.Core.Tests");
        string[] paths = [$"{own}/no-such.json", own, $"{own}/ExtraVectors.cs", Checkout.PathTo("global.json")];
        foreach (var path in paths)
            ExtraVectors.Read(path).ShouldHaveSingleItem().Wrong.ShouldNotBeNull(path);
        ExtraVectors.Read(null).ShouldBeEmpty();
    }
}
