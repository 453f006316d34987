using GitHubOps.Core;
using GitHubOps.Sandbox;
using GitHubOps.Tests;

namespace GitHubOps.Server.Tests;

/// <summary>
/// The power may go between any two steps: nothing that was accepted is lost, and nothing is done twice.
/// </summary>
[TestClass]
public class CrashTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Every point, and some of the commits that are no step of a delivery.</summary>
    public static IEnumerable<object[]> Points() =>
        Enum.GetNames<CrashPoint>().Where(name => name is not (
            nameof(CrashPoint.BeforeCommit) or nameof(CrashPoint.AfterCommit) or nameof(CrashPoint.AfterAlarms)))
            .Concat(["BeforeCommit:4", "BeforeCommit:12", "AfterCommit:8", "AfterCommit:16"])
            .Select(point => new object[] { point });

    [TestMethod]
    [DynamicData(nameof(Points))]
    public async Task A_crash_at_any_point_is_made_good_by_the_next_start(string point)
    {
        await using var github = await GitHubSandbox.StartAsync(new SandboxOptions { WebhookSecret = Road.Secret });
        Seed().Plant(github.World);
        await github.As("ana").InstallAppAsync("acme");
        using var folder = new TemporaryFolder();
        ServeProcess.Prepare(folder, Road.Secret, github.App.PrivateKeyPem);

        SandboxIssue? issue = null;
        using (var dying = await ServeProcess.StartAsync(folder, github.BaseAddress, github.App.ClientId, point))
        {
            if (dying.WebhookUrl is not null) issue = await OpenAsync(github, dying.WebhookUrl);
            await dying.Exited.WaitAsync(Patience);
        }

        await github.WhenDeliveredAsync();
        using var next = await ServeProcess.StartAsync(folder, github.BaseAddress, github.App.ClientId);
        github.App.WebhookUrl = next.WebhookUrl;
        issue ??= await OpenAsync(github, next.WebhookUrl!);

        // GitHub's own log shows which deliveries failed; whoever looks asks for them again.
        foreach (var lost in github.Deliveries.Where(
            delivery => !delivery.IsOk).DistinctBy(delivery => delivery.Event.Guid)) github.Redeliver(lost);
        await github.WhenDeliveredAsync();
        await IsDoneAsync(github, next, issue);
        await next.StopAsync();
        await HoldsAsync(github, folder, issue);
    }

    [TestMethod]
    public async Task Who_is_asked_to_stop_does_so_within_ten_seconds_and_hands_work_back()
    {
        await using var github = await GitHubSandbox.StartAsync(new SandboxOptions { WebhookSecret = Road.Secret });
        Seed().Plant(github.World);
        await github.As("ana").InstallAppAsync("acme");
        using var folder = new TemporaryFolder();
        ServeProcess.Prepare(folder, Road.Secret, github.App.PrivateKeyPem);
        using var first = await ServeProcess.StartAsync(folder, github.BaseAddress, github.App.ClientId);
        var issues = new List<SandboxIssue>();
        for (var n = 0; n < 4; n++) issues.Add(await OpenAsync(github, first.WebhookUrl!));
        await github.WhenDeliveredAsync();
        await first.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        first.ExitCode.ShouldBe(0);
        using var second = await ServeProcess.StartAsync(folder, github.BaseAddress, github.App.ClientId);
        github.App.WebhookUrl = second.WebhookUrl;
        foreach (var issue in issues) await IsDoneAsync(github, second, issue);
        await second.StopAsync();
        foreach (var issue in issues) await HoldsAsync(github, folder, issue);
    }

    private static async Task<SandboxIssue> OpenAsync(GitHubSandbox github, Uri webhook)
    {
        github.App.WebhookUrl = webhook;
        return await github.As("contributor").OpenFormAsync(
            Road.Repo, "template-bug.yml", "The weekly template is broken", Road.Answers());
    }

    private static async Task IsDoneAsync(GitHubSandbox github, ServeProcess serve, SandboxIssue issue)
    {
        using var client = new HttpClient();
        using var limit = new CancellationTokenSource(Patience);
        for (var heard = -1; issue.Comments.IsEmpty || issue.Assignees.IsEmpty || heard != github.Events.Count ||
            !await serve.IsQuietAsync(client);)
        {
            // Another process: there is nothing to wait for but its figures.
            await Task.Delay(50, limit.Token);
            heard = github.Events.Count;
            await github.WhenDeliveredAsync();
        }
    }

    private static async Task HoldsAsync(GitHubSandbox github, TemporaryFolder folder, SandboxIssue issue)
    {
        issue.Comments.Count(comment => comment.Author == github.App.Bot).ShouldBe(1, "no second comment");
        issue.AssigneeLogins.Count().ShouldBe(1);
        issue.LabelNames.ShouldContain("sev/s2");
        using var store = Store.Open("sqlite:" + folder.File("ops.db"));
        foreach (var accepted in github.Deliveries.Where(delivery => delivery.StatusCode == 202))
            (await store.ReceiveAsync(accepted.Event.Guid.ToString())).ShouldBe(
                Receipt.Duplicate, $"{accepted.Event} was accepted, so it is known");
        var status = await store.StatusAsync(NodaTime.Instant.MaxValue);
        status.Inbox.Keys.ShouldBeSubsetOf(["done", "ignored"]);
        status.Outbox.Keys.ShouldBe(["done"]);
    }

    /// <summary>The labels are there, so that the tests need not wait for GitHub's pace.</summary>
    private static SandboxSeed Seed()
    {
        var seed = Road.Seed();
        var org = Files(seed, ".github", PolicyFiles.IsWantedOfOrg);
        return seed with
        {
            Repositories = [.. seed.Repositories.Select(repo =>
            {
                var policy = PolicyReader.Read(new PolicyInput(
                    new RepoName("acme", repo.Name), "r", Files(seed, repo.Name, PolicyFiles.IsWanted), org)).Policy;
                return policy is null
                    ? repo : repo with { Labels = [.. RequiredLabels.Of(policy).Select(label => label.Name)] };
            })],
        };
    }

    private static System.Collections.Immutable.ImmutableArray<RepoFile> Files(
        SandboxSeed seed, string repo, Func<string, bool> isWanted) =>
        [.. seed.Repositories.Single(known => known.Name == repo).Files.Where(
            file => isWanted(file.Key)).Select(file => new RepoFile(file.Key, file.Value))];
}
