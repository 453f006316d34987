namespace GitHubOps.Cli.Tests;

[TestClass]
public class WhyTests
{
    [TestMethod]
    [DataRow("why", "Required argument")]
    [DataRow("why acme/app#12", "no store is given")]
    [DataRow("why acme/app --store sqlite:x.db", "acme/app#12")]
    [DataRow("why acme/app#0 --store sqlite:x.db", "acme/app#12")]
    [DataRow("why acme/app#12 --store x.db", "sqlite:PATH")]
    [DataRow("why acme/app#12 --store sqlite:nowhere.db", "there is no nowhere.db")]
    public async Task A_wrong_call_is_exit_code_2_and_says_what_is_wrong(string words, string says)
    {
        var run = await Tool.RunAsync(Path.GetTempPath(), words);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(says);
    }

    [TestMethod]
    public async Task Of_an_issue_that_the_store_does_not_know_it_says_so()
    {
        using var folder = new DeliveriesTests.Folder();
        await using var service = await DeliveriesTests.StartAsync(folder);
        var store = Directory.GetFiles(Path.GetDirectoryName(folder.File("x"))!, "*.db").ShouldHaveSingleItem();
        var run = await Tool.RunAsync(Path.GetTempPath(), ["why", "acme/app#12", "--store", "sqlite:" + store]);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("the store knows nothing of acme/app#12");
    }
}
