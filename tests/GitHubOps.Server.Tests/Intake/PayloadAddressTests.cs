using System.Net;
using System.Net.Sockets;
using System.Text;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>A payload is a claim: where we ask, and for whom we act, is not for it to say.</summary>
[TestClass]
public class PayloadAddressTests
{
    [TestMethod]
    public async Task No_address_in_a_payload_is_ever_asked()
    {
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Deliveries.Lose(1, happened => happened.FullName == "issues.opened");
        var issue = await road.OpenFormAsync();
        var told = road.GitHub.Events.Last(happened => happened.FullName == "issues.opened");
        var github = road.GitHub.BaseAddress.ToString().TrimEnd('/');
        told.Payload.ShouldContain(github);
        var body = told.Payload.Replace(github, $"http://{trap.LocalEndpoint}", StringComparison.Ordinal);
        await SendAsync(road, told.Guid, body);
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1, "the news was taken and acted on");
        trap.Pending().ShouldBeFalse("nobody was asked but GitHub");
    }

    [TestMethod]
    public async Task A_delivery_that_names_another_installations_repository_does_nothing()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Deliveries.Lose(1, happened => happened.FullName == "issues.opened");
        var issue = await road.OpenFormAsync();
        var told = road.GitHub.Events.Last(happened => happened.FullName == "issues.opened");
        var ours = $"\"installation\":{{\"id\":{told.InstallationId}";
        told.Payload.ShouldContain(ours);
        await SendAsync(road, told.Guid, told.Payload.Replace(ours, ours + "0", StringComparison.Ordinal));
        (await road.OurCommentsAsync(issue)).ShouldBeEmpty();
        var dead = (await road.Store.StatusAsync(road.Now)).DeadLetters.ShouldHaveSingleItem();
        dead.Reason.ShouldContain("another installation");
    }

    /// <summary>Sends a changed delivery in GitHub's name, and lets the service work on it.</summary>
    private static async Task SendAsync(Road road, Guid id, string body)
    {
        using var client = new HttpClient();
        (await SignedDelivery.SendAsync(client, SignedDelivery.Make(
            road.GitHub.App.WebhookUrl!, Encoding.UTF8.GetBytes(body), id.ToString(), Road.Secret))).ShouldBe(202);
        await road.RunAsync(Duration.FromMinutes(1));
    }
}
