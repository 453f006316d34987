namespace GitHubOps.Server.Tests;

[TestClass]
public class HouseTests
{
    [TestMethod]
    public void The_checkout_is_found() => File.Exists(GitHubOps.Tests.Checkout.PathTo("GitHubOps.sln")).ShouldBeTrue();
}
