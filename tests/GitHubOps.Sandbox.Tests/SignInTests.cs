using System.Security.Cryptography;
using GitHubOps.Tests;

namespace GitHubOps.Sandbox.Tests;

/// <summary>Who may come in, and how far.</summary>
[TestClass]
public class SignInTests
{
    [TestMethod]
    public async Task A_JWT_must_be_signed_by_the_Apps_key_and_in_its_time()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        using var stranger = RSA.Create(2048);
        async Task<int> Try(string? jwt)
        {
            acme.Client.Token = jwt;
            return (await acme.Client.GetAsync("/app")).Status;
        }

        (await Try(acme.Client.Jwt())).ShouldBe(200);
        (await Try(acme.Client.Jwt(issuer: acme.Sandbox.App.Id.ToString()))).ShouldBe(200);
        (await Try(acme.Client.Jwt(key: stranger))).ShouldBe(401);
        (await Try(acme.Client.Jwt(issuer: "7"))).ShouldBe(401);
        (await Try(acme.Client.Jwt(expires: TimeSpan.FromMinutes(11)))).ShouldBe(401);
        (await Try(acme.Client.Jwt(expires: TimeSpan.FromSeconds(-1)))).ShouldBe(401);
        (await Try(acme.Client.Jwt(issued: TimeSpan.FromMinutes(3)))).ShouldBe(401);
        (await Try("not.a.token")).ShouldBe(401);
        (await Try(null)).ShouldBe(401);
    }

    [TestMethod]
    public async Task A_token_lives_one_hour()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var acme = await Acme.StartAsync(new SandboxOptions { Time = time });
        time.Advance(TimeSpan.FromMinutes(59));
        (await acme.Client.GetAsync("/repos/acme/kit")).Status.ShouldBe(200);
        time.Advance(TimeSpan.FromMinutes(1));
        var late = await acme.Client.GetAsync("/repos/acme/kit");
        late.Status.ShouldBe(401);
        ((string)late["message"]!).ShouldBe("Bad credentials");
    }

    [TestMethod]
    public async Task Tokens_are_opaque_and_some_are_long_with_dots()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        var tokens = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            await acme.Client.SignInAsync(acme.Installation);
            (await acme.Client.GetAsync("/repos/acme/vault")).Status.ShouldBe(200);
            tokens.Add(acme.Client.Token!);
        }

        tokens.Count(t => t.Length == 40).ShouldBe(2);
        tokens.Count(t => t.Count(c => c == '.') == 2 && t.Length > 400).ShouldBe(1);
    }

    [TestMethod]
    public async Task A_narrowed_token_sees_and_does_what_it_was_given()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        await acme.Client.SignInAsync(acme.Installation, new
        {
            repository_ids = new[] { acme.Kit.Id },
            permissions = new { contents = "read" },
        });

        (await acme.Client.GetAsync("/repos/acme/vault")).Status.ShouldBe(404);
        (await acme.Client.GetAsync("/repos/acme/kit")).Status.ShouldBe(200);
        var refused =
            await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/labels", new { labels = new[] { "bug" } });
        refused.Status.ShouldBe(403);
        ((string)refused["message"]!).ShouldBe("Resource not accessible by integration");
        refused.Headers["X-Accepted-GitHub-Permissions"].ShouldBe("issues=write");
        (await acme.Client.GetAsync("/installation/repositories"))["repositories"].AsArray().Count.ShouldBe(1);
    }

    [TestMethod]
    public async Task A_token_cannot_ask_for_more_than_the_installation_has()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        acme.Client.Token = acme.Client.Jwt();
        var path = $"/app/installations/{acme.Installation.Id}/access_tokens";
        (await acme.Client.SendAsync("POST", path,
            new { permissions = new { administration = "write" } })).Status.ShouldBe(422);
        (await acme.Client.SendAsync("POST", path, new { repositories = new[] { "kit", "no-such" } })).Status.ShouldBe(
            422);
        await acme.Ana.SuspendAppAsync(acme.Installation);
        (await acme.Client.SendAsync("POST", path)).Status.ShouldBe(403);
    }

    [TestMethod]
    public async Task A_suspended_or_deleted_installation_is_shut_out()
    {
        await using var acme = await Acme.StartAsync();
        await acme.Ana.SuspendAppAsync(acme.Installation);
        (await acme.Client.GetAsync("/repos/acme/vault")).Status.ShouldBe(403);
        await acme.Ana.UninstallAppAsync(acme.Installation);
        (await acme.Client.GetAsync("/repos/acme/vault")).Status.ShouldBe(401);
    }

    [TestMethod]
    public async Task The_Apps_pages_want_a_JWT_and_the_others_do_not()
    {
        await using var acme = await Acme.StartAsync();
        (await acme.Client.GetAsync("/app")).Status.ShouldBe(401);
        acme.Client.Token = acme.Client.Jwt();
        (await acme.Client.GetAsync("/repos/acme/kit/issues")).Status.ShouldBe(401);
        ((long)(await acme.Client.GetAsync("/repos/acme/vault/installation"))["id"]!).ShouldBe(acme.Installation.Id);
    }

    [TestMethod]
    public async Task Without_a_user_agent_nobody_is_served()
    {
        await using var acme = await Acme.StartAsync();
        acme.Client.WithAgent = false;
        (await acme.Client.GetAsync("/repos/acme/kit")).Status.ShouldBe(403);
    }
}
