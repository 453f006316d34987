using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GitHubOps.Core;

namespace GitHubOps.Server.Tests;

/// <summary>Signing in: the App's token, the installations' tokens, and how both are kept from view.</summary>
[TestClass]
public class IdentityTests
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task The_apps_token_is_signed_by_its_key_and_lives_ten_minutes(bool isPkcs1)
    {
        using var key = RSA.Create(2048);
        using var folder = new TemporaryFolder();
        var file = WriteKey(folder, isPkcs1 ? key.ExportRSAPrivateKeyPem() : key.ExportPkcs8PrivateKeyPem());
        using var rig = new Rig(sign: bytes => PrivateKey.Sign(file, bytes));
        rig.GitHub.On("GET /app", 200, """{"id":1,"slug":"s"}""");
        (await rig.Access.Client.GetAppAsync(default)).IsOk.ShouldBeTrue();

        var parts = rig.GitHub.Sent.Single().Bearer.Split('.');
        Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])).ShouldBe("""{"alg":"RS256","typ":"JWT"}""");
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        var now = rig.Time.GetUtcNow().ToUnixTimeSeconds();
        claims.RootElement.GetProperty("iat").GetInt64().ShouldBe(now - 60);
        claims.RootElement.GetProperty("exp").GetInt64().ShouldBeInRange(now + 300, now + 599);
        claims.RootElement.GetProperty("iss").GetString().ShouldBe("424242");
        key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
    }

    [TestMethod]
    public async Task The_apps_token_is_kept_until_shortly_before_its_end()
    {
        var signed = 0;
        using var rig = new Rig(sign: _ => [(byte)++signed]);
        rig.GitHub.On("GET /app/installations?per_page=100", 200, "[]");
        foreach (var minutes in new[] { 0, 4, 3.9, 0.2 })
        {
            rig.Time.Pass(TimeSpan.FromMinutes(minutes));
            await rig.Access.Client.ListInstallationsAsync(default);
        }

        signed.ShouldBe(2);
    }

    [TestMethod]
    public async Task A_clock_that_is_15_minutes_wrong_is_put_right_by_GitHubs()
    {
        using var rig = new Rig();
        var theirs = rig.Time.GetUtcNow().AddMinutes(-15);
        rig.GitHub.On("GET /app", r => IsOutOfTime(r, theirs)
            ? StubGitHub.Make(401, """{"message":"'Expiration time' claim ('exp') is too far in the future"}""",
                ("Date", theirs.ToString("R")))
            : StubGitHub.Make(200, """{"id":1,"slug":"s"}""", ("Date", theirs.ToString("R"))));
        (await rig.Access.Client.GetAppAsync(default)).IsOk.ShouldBeTrue();
        rig.GitHub.Sent.Count.ShouldBe(2);
        rig.Access.Clock.IsOff.ShouldBeTrue();
        rig.Access.Clock.Skew.ShouldBe(NodaTime.Duration.FromMinutes(-15));
        rig.Access.Jwt.Trouble.ShouldBeNull();
    }

    [TestMethod]
    public async Task A_wrong_key_is_told_and_a_new_one_serves_without_a_restart()
    {
        using var folder = new TemporaryFolder();
        var file = WriteKey(folder, "no key");
        using var rig = new Rig(sign: bytes => PrivateKey.Sign(file, bytes));
        rig.GitHub.On("GET /app", 200, """{"id":1,"slug":"s"}""");
        (await rig.Access.Client.GetAppAsync(default)).Failure.ShouldBeOfType<GitHubFailure.Unauthorized>();
        rig.Access.Jwt.Trouble.ShouldNotBeNull();
        rig.GitHub.Sent.ShouldBeEmpty();

        using var key = RSA.Create(2048);
        File.WriteAllText(file, key.ExportRSAPrivateKeyPem());
        (await rig.Access.Client.GetAppAsync(default)).IsOk.ShouldBeTrue();
        rig.Access.Jwt.Trouble.ShouldBeNull();
    }

    [TestMethod]
    public void A_key_that_others_can_read_is_refused_with_the_remedy()
    {
        if (OperatingSystem.IsWindows()) return;
        using var key = RSA.Create(2048);
        using var folder = new TemporaryFolder();
        var file = WriteKey(folder, key.ExportRSAPrivateKeyPem());
        PrivateKey.Check(file).ShouldBeNull();
        File.SetUnixFileMode(file,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        var problem = PrivateKey.Check(file).ShouldNotBeNull();
        problem.ToString()
            .ShouldBe($"the App's private key {file} is open to other accounts (mode 644). Run: chmod 600 {file}");
    }

    [TestMethod]
    [DataRow("", "is not set")]
    [DataRow("/nowhere/key.pem", "does not exist")]
    public void A_key_that_is_not_there_is_told_in_one_line(string file, string words) =>
        PrivateKey.Check(file).ShouldNotBeNull().ToString().ShouldContain(words);

    [TestMethod]
    public void Settings_say_what_to_set()
    {
        var settings = new GitHubSettings
        {
            ApiUrl = new Uri("http://hub.acme.example"),
            RequestTimeout = TimeSpan.FromSeconds(16)
        };
        settings.Check().Select(p => p.Code).ShouldBe(["github-api-url", "github-app-id", "github-limits",
            "github-private-key"]);
        settings.Check().ShouldAllBe(p => p.Remedy != null);
    }

    [TestMethod]
    public async Task A_token_has_no_more_rights_than_its_purpose_and_no_other_repository()
    {
        using var rig = new Rig();
        await rig.Calls.GetIssueAsync(7, default);
        await rig.Access.Client.In(Rig.Installation, Rig.Kit, TokenPurpose.Config).GetTreeAsync("main", null, default);
        await rig.Access.Client.ListRepositoriesAsync(Rig.Installation, default);
        rig.GitHub.Sent.Where(r => r.Path.EndsWith("/access_tokens",
            StringComparison.Ordinal)).Select(r => r.Body).ShouldBe(
        [
            """{"permissions":{"issues":"write","metadata":"read"},"repository_ids":[11]}""",
            """{"permissions":{"contents":"read","metadata":"read"},"repository_ids":[11]}""",
            """{"permissions":{"metadata":"read"}}""",
        ]);
    }

    [TestMethod]
    public async Task A_token_is_fetched_once_for_many_and_renewed_before_its_end()
    {
        using var rig = new Rig();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => rig.Calls.GetIssueAsync(n, default)));
        TokensFetched(rig).ShouldBe(1);
        rig.Time.Pass(TimeSpan.FromMinutes(54));
        await rig.Calls.GetIssueAsync(1, default);
        TokensFetched(rig).ShouldBe(1);
        rig.Time.Pass(TimeSpan.FromMinutes(2));
        await rig.Calls.GetIssueAsync(1, default);
        TokensFetched(rig).ShouldBe(2);
    }

    [TestMethod]
    public async Task A_fresh_token_that_is_not_known_yet_is_tried_again_for_some_seconds()
    {
        using var rig = new Rig();
        var begun = rig.Time.GetUtcNow();
        rig.GitHub.On("GET /repos/acme/kit/issues/7", r => r.At - begun < TimeSpan.FromSeconds(3)
            ? StubGitHub.Make(401, """{"message":"Bad credentials"}""")
            : StubGitHub.Make(200, Rig.IssueJson()));
        (await rig.Calls.GetIssueAsync(7, default)).IsOk.ShouldBeTrue();
        TokensFetched(rig).ShouldBe(1);
        rig.GitHub.Lines.Count().ShouldBe(4);
    }

    [TestMethod]
    public async Task Without_waiting_in_the_process_a_fresh_token_is_handed_back_as_not_before()
    {
        using var rig = new Rig(waits: false);
        rig.GitHub.On("GET /repos/acme/kit/issues/7", 401, """{"message":"Bad credentials"}""");
        var failure = (await rig.Calls.GetIssueAsync(7, default)).Failure.ShouldBeOfType<GitHubFailure.Transient>();
        failure.NotBefore.ShouldBe(rig.Now + NodaTime.Duration.FromSeconds(1));
    }

    [TestMethod]
    public async Task A_revoked_token_is_replaced_once_and_then_the_installation_is_broken()
    {
        using var rig = new Rig();
        rig.GitHub.On("GET /repos/acme/kit/issues/7",
            _ => StubGitHub.Make(200, Rig.IssueJson()),
                r => StubGitHub.Make(r.Bearer == "ghs_stub1" ? 401 : 200, Rig.IssueJson()));
        (await rig.Calls.GetIssueAsync(7, default)).IsOk.ShouldBeTrue();
        rig.Time.Pass(TimeSpan.FromMinutes(10));
        (await rig.Calls.GetIssueAsync(7, default)).IsOk.ShouldBeTrue();
        TokensFetched(rig).ShouldBe(2);

        rig.Time.Pass(TimeSpan.FromMinutes(10));
        rig.GitHub.On("GET /repos/acme/kit/issues/7", 401, """{"message":"Bad credentials"}""");
        var failure = (await rig.Calls.GetIssueAsync(7, default)).Failure.ShouldBeOfType<GitHubFailure.Unauthorized>();
        failure.Why.ShouldStartWith("installation 31 is broken");
        TokensFetched(rig).ShouldBe(3);
    }

    [TestMethod]
    [DataRow(404, "Not Found", RefusalReason.Gone)]
    [DataRow(422, "The permissions requested are not granted to this installation.", RefusalReason.NotGranted)]
    [DataRow(422, "There is at least one repository that does not exist or is not accessible.", RefusalReason.Gone)]
    [DataRow(403, "This installation has been suspended", RefusalReason.Suspended)]
    public async Task An_installation_that_gives_no_token_says_why(int status, string message, RefusalReason reason)
    {
        using var rig = new Rig();
        rig.GitHub.On("POST /app/installations/31/access_tokens", status, $$"""{"message":"{{message}}"}""");
        (await rig.Calls.GetIssueAsync(7,
            default)).Failure.ShouldBeOfType<GitHubFailure.Refused>().Reason.ShouldBe(reason);
    }

    [TestMethod]
    public async Task No_credential_is_printed_or_logged()
    {
        using var rig = new Rig();
        rig.GitHub.On("GET /repos/acme/kit/issues/7", 500, """{"message":"no"}""");
        var answer = await rig.Calls.GetIssueAsync(7, default);
        await rig.Access.Client.GetAppAsync(default);
        var token = (await rig.Access.Tokens.GetAsync(new TokenScope(Rig.Installation, TokenPurpose.Triage, Rig.Kit.Id),
            default)).Value;
        var secrets = rig.GitHub.Sent.Select(r => r.Bearer).Append(token.Secret).Distinct().ToList();
        secrets.Count.ShouldBe(2);
        rig.Logs.Lines.ShouldNotBeEmpty();
        foreach (var text in rig.Logs.Lines.Append(token.ToString()).Append(answer.ToString()))
            foreach (var secret in secrets) text.ShouldNotContain(secret);
    }

    private static int TokensFetched(Rig rig) =>
        rig.GitHub.Sent.Count(r => r.Path.EndsWith("/access_tokens", StringComparison.Ordinal));

    private static bool IsOutOfTime(SentRequest request, DateTimeOffset theirs)
    {
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(request.Bearer.Split('.')[1]));
        return claims.RootElement.GetProperty("exp").GetInt64() > theirs.ToUnixTimeSeconds() + 600;
    }

    private static string WriteKey(TemporaryFolder folder, string pem)
    {
        var file = Path.Combine(folder.Path, "key.pem");
        File.WriteAllText(file, pem);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }
}
