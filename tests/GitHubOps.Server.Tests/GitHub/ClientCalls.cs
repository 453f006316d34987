using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>A call of the client, and how a test makes it.</summary>
internal sealed record ClientCall(Type Of, string Name, Func<SandboxRig, Task> Drive);

/// <summary>THE list of what the client asks of GitHub. A call that is not in it fails a test.</summary>
internal static class ClientCalls
{
    private static readonly LabelSpec Spec = new("area/a", "0e8a16", "A");

    public static ImmutableArray<ClientCall> All { get; } =
    [
        Of<GitHubClient>(nameof(GitHubClient.GetAppAsync), rig => Ok(rig.Access.Client.GetAppAsync(default))),
        Of<GitHubClient>(nameof(GitHubClient.GetBotAsync),
            rig => Ok(rig.Access.Client.GetBotAsync(rig.Installation, default))),
        Of<GitHubClient>(nameof(GitHubClient.GetPersonAsync),
            rig => Ok(rig.Access.Client.GetPersonAsync(rig.Installation, new Login("ana"), default))),
        Of<GitHubClient>(nameof(GitHubClient.ListInstallationsAsync),
            rig => Ok(rig.Access.Client.ListInstallationsAsync(default))),
        Of<GitHubClient>(nameof(GitHubClient.ListRepositoriesAsync),
            rig => Ok(rig.Access.Client.ListRepositoriesAsync(rig.Installation, default))),
        Of<InstallationTokens>(nameof(InstallationTokens.GetAsync),
            rig => Ok(rig.Access.Tokens.GetAsync(new TokenScope(rig.Installation, TokenPurpose.Triage, rig.Kit.Id),
                default))),
        Of<DeliveryLog>(nameof(DeliveryLog.ListAsync), rig => Ok(rig.Access.Deliveries.ListAsync(null, default))),
        Of<DeliveryLog>(nameof(DeliveryLog.GetAsync),
            rig => Ok(rig.Access.Deliveries.GetAsync(rig.Sandbox.Deliveries[^1].Id, default))),

        Repo(nameof(RepoCalls.GetRepositoryAsync), (_, calls) => Ok(calls.GetRepositoryAsync(default))),
        Repo(nameof(RepoCalls.GetRawRepositoryAsync), (_, calls) => Ok(calls.GetRawRepositoryAsync(default))),
        Repo(nameof(RepoCalls.GetPersonAsync), (_, calls) => Ok(calls.GetPersonAsync(new Login("ben"), default))),
        Repo(nameof(RepoCalls.GetRoleAsync), (_, calls) => Ok(calls.GetRoleAsync(new Login("ana"), default))),
        Repo(nameof(RepoCalls.CanBeAssignedAsync), async (_, calls) =>
        {
            (await calls.CanBeAssignedAsync(new Login("ana"), default)).Value.ShouldBeTrue();
            (await calls.CanBeAssignedAsync(new Login("nobody-here"), default)).Value.ShouldBeFalse();
        }),
        Files(nameof(RepoCalls.GetTreeAsync), calls => Ok(calls.GetTreeAsync("main", known: null, default))),
        Files(nameof(RepoCalls.GetBlobAsync), async calls =>
        {
            var tree = await calls.GetTreeAsync("main", known: null, default);
            await Ok(calls.GetBlobAsync(tree.Value.Files[0].Sha, default));
        }),

        Files(nameof(RepoCalls.ListCommitsAsync), async calls =>
            (await calls.ListCommitsAsync("main", "OWNERS", 10, default)).Value.Length.ShouldBe(1)),
        Checks(nameof(RepoCalls.GetPullAsync), (rig, calls) => Ok(calls.GetPullAsync(rig.Pull.Number, default))),
        Checks(nameof(RepoCalls.ListOpenPullsAsync), (_, calls) => Ok(calls.ListOpenPullsAsync("main", default))),
        Checks(nameof(RepoCalls.ListPullPathsAsync),
            (rig, calls) => Ok(calls.ListPullPathsAsync(rig.Pull.Number, _ => false, default))),
        Checks(nameof(RepoCalls.ListApproversAsync), async (rig, calls) =>
        {
            await rig.Sandbox.As("ben").ReviewAsync(rig.Pull);
            (await calls.ListApproversAsync(rig.Pull.Number, default)).Value.ShouldBe([new Login("ben")]);
        }),
        Checks(nameof(RepoCalls.CompareAsync),
            (rig, calls) => Ok(calls.CompareAsync("main", rig.Pull.HeadSha, default))),
        Checks(nameof(RepoCalls.ListRequiredChecksAsync), async (_, calls) =>
            (await calls.ListRequiredChecksAsync("main", default)).Value.ShouldBe(["ops/config"])),
        Checks(nameof(RepoCalls.CreateCheckRunAsync),
            (rig, calls) => Ok(calls.CreateCheckRunAsync(rig.Pull.HeadSha, Words(1), default))),
        Checks(nameof(RepoCalls.FindCheckRunAsync), async (rig, calls) =>
        {
            var app = await rig.Access.Client.GetAppAsync(default);
            var found = await calls.FindCheckRunAsync(rig.Pull.HeadSha, CheckVerdict.Config, app.Value.Id, default);
            found.Value.ShouldNotBeNull().Annotations.ShouldBe(1);
        }),
        Checks(nameof(RepoCalls.UpdateCheckRunAsync),
            (rig, calls) => Ok(calls.UpdateCheckRunAsync(rig.CheckRun.Id, Words(2), default))),
        Checks(nameof(RepoCalls.ListAnnotationsAsync), async (rig, calls) =>
            (await calls.ListAnnotationsAsync(rig.CheckRun.Id, default)).Value.ShouldBe(Words(3).Annotations)),

        Repo(nameof(RepoCalls.GetIssueAsync), (rig, calls) => Ok(calls.GetIssueAsync(rig.Issue.Number, default))),
        Repo(nameof(RepoCalls.GetListedIssueAsync),
            (rig, calls) => Ok(calls.GetListedIssueAsync(rig.Issue.Number, default))),
        Repo(nameof(RepoCalls.ListIssuesAsync), (rig, calls) => Ok(calls.ListIssuesAsync(Since(rig), default))),
        Repo(nameof(RepoCalls.ListChangedIssuesAsync),
            (rig, calls) => Ok(calls.ListChangedIssuesAsync(Since(rig), 1, default))),
        Repo(nameof(RepoCalls.ListOpenIssuesAsync), (_, calls) => Ok(calls.ListOpenIssuesAsync(1, default))),
        Repo(nameof(RepoCalls.ListHappeningsAsync),
            (rig, calls) => Ok(calls.ListHappeningsAsync(rig.Issue.Number, default))),
        Repo(nameof(RepoCalls.ListCommentsAsync),
            (rig, calls) => Ok(calls.ListCommentsAsync(rig.Issue.Number, Since(rig), default))),
        Repo(nameof(RepoCalls.ListRawCommentsAsync),
            (rig, calls) => Ok(calls.ListRawCommentsAsync(rig.Issue.Number, Since(rig), default))),
        Repo(nameof(RepoCalls.ListLabelsAsync), (_, calls) => Ok(calls.ListLabelsAsync(default))),

        Repo(nameof(RepoCalls.CreateLabelAsync), (_, calls) => Ok(calls.CreateLabelAsync(Spec, default))),
        Repo(nameof(RepoCalls.AddLabelsAsync),
            (rig, calls) => Ok(calls.AddLabelsAsync(rig.Issue.Number, ["area/a", "sev/s2"], default))),
        Repo(nameof(RepoCalls.RemoveLabelAsync),
            (rig, calls) => Ok(calls.RemoveLabelAsync(rig.Issue.Number, "area/a", default))),
        Repo(nameof(RepoCalls.AddAssigneesAsync),
            (rig, calls) => Ok(calls.AddAssigneesAsync(rig.Issue.Number, [new Login("ben")], default))),
        Repo(nameof(RepoCalls.RemoveAssigneesAsync),
            (rig, calls) => Ok(calls.RemoveAssigneesAsync(rig.Issue.Number, [new Login("ben")], default))),
        Repo(nameof(RepoCalls.CreateCommentAsync),
            (rig, calls) => Ok(calls.CreateCommentAsync(rig.Issue.Number, "One", default))),
        Repo(nameof(RepoCalls.EditCommentAsync), (rig, calls) =>
        {
            var comment = rig.Issue.Comments[^1];
            return Ok(calls.EditCommentAsync(new CommentHandle(comment.Id, comment.NodeId), "Two", default));
        }),
        Repo(nameof(RepoCalls.AddReactionAsync), (rig, calls) =>
        {
            var comment = rig.Issue.Comments[^1];
            return Ok(
                calls.AddReactionAsync(rig.Issue.Number,
                    new CommentReaction(new CommentHandle(comment.Id, comment.NodeId), Agrees: true), default));
        }),
        Repo(nameof(RepoCalls.SetStateAsync), async (rig, calls) =>
        {
            await Ok(calls.SetStateAsync(rig.Issue.Number, CloseReason.NotPlanned, default));
            rig.PassASecond();
            await Ok(calls.SetStateAsync(rig.Issue.Number, close: null, default));
        }),
        Repo(nameof(RepoCalls.LookAtIssueAsync), async (rig, calls) =>
        {
            var first = await calls.LookAtIssueAsync(rig.Issue.Number, etag: null, default);
            first.Value.IsClosed.ShouldBe(false);
            (await calls.LookAtIssueAsync(rig.Issue.Number, first.Value.ETag, default)).Value.IsClosed.ShouldBeNull();
        }),
        Repo(nameof(RepoCalls.IsFirstOfAsync), async (rig, calls) =>
            (await calls.IsFirstOfAsync(rig.Issue.Number, new Login("kat"), default)).Value.ShouldBeTrue()),
        Repo(nameof(RepoCalls.ListPullsForAsync), async (rig, calls) =>
        {
            await rig.Sandbox.As("kat").OpenForkPullAsync("acme/kit", "It",
                new Dictionary<string, string?> { ["a.md"] = "x" }, "mend", $"It fixes #{rig.Issue.Number}.");
            (await calls.ListPullsForAsync(rig.Issue.Number, default)).Value.ShouldBe(
                [new LinkedPull(new Login("kat"), IsOpen: true)]);
        }),
        Repo(nameof(RepoCalls.MutateAsync), (rig, calls) => Ok(calls.MutateAsync(IssueDocument.Build(
            new IssueDocumentParts(rig.Issue.NodeId, [], [], [], [], "Hello", CommentId: null)), 1, default))),
    ];

    /// <summary>Every call that there is, by the code: what answers something of GitHub's and is not private.</summary>
    public static IEnumerable<(Type Of, string Name)> InTheCode() =>
        new[] { typeof(GitHubClient), typeof(InstallationTokens), typeof(DeliveryLog), typeof(RepoCalls) }
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
                | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsPrivate && !method.IsGenericMethodDefinition && IsAnswer(method.ReturnType)
                && !method.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(method => (method.DeclaringType!, method.Name)).Distinct();

    private static bool IsAnswer(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) &&
        type.GetGenericArguments()[0] is { IsGenericType: true } inner &&
        inner.GetGenericTypeDefinition() == typeof(Answer<>);

    private static ClientCall Of<T>(string name, Func<SandboxRig, Task> drive) => new(typeof(T), name, drive);

    private static ClientCall Repo(string name, Func<SandboxRig, RepoCalls, Task> drive) =>
        new(typeof(RepoCalls), name, rig => drive(rig, rig.Access.Client.In(rig.Installation, rig.Kit)));

    private static ClientCall Files(string name, Func<RepoCalls, Task> drive) => new(typeof(RepoCalls), name,
        rig => drive(rig.Access.Client.In(rig.Installation, rig.Kit, TokenPurpose.Config)));

    private static ClientCall Checks(string name, Func<SandboxRig, RepoCalls, Task> drive) =>
        new(typeof(RepoCalls), name,
        rig => drive(rig, rig.Access.Client.In(rig.Installation, rig.Kit, TokenPurpose.Checks)));

    /// <summary>Each time one more of the annotations, as GitHub adds them up.</summary>
    private static CheckRunWords Words(int upTo)
    {
        ImmutableArray<CheckAnnotation> all =
        [
            .. Enumerable.Range(1, 3).Select(n => new CheckAnnotation(
                "OWNERS", n, (ProblemLevel)(n - 1), $"config/{n}", $"the {n}th is wrong. Write it otherwise.")),
        ];
        var verdict = new CheckVerdict
        {
            Name = CheckVerdict.Config, Conclusion = (CheckConclusion)upTo, Title = "3 problems", Summary = "# Why\n",
            Annotations = all, AsksForApproval = upTo == 3,
        };
        return new CheckRunWords(verdict, verdict.Digest(), "https://github.com/acme/kit/pull/2/files",
            upTo == 3 ? all : upTo == 2 ? all[1..] : all[..1]);
    }

    private static Instant Since(SandboxRig rig) => rig.Access.Clock.Now - Duration.FromDays(1);

    private static async Task Ok<T>(Task<Answer<T>> call)
    {
        var answer = await call;
        answer.IsOk.ShouldBeTrue(answer.ToString());
    }
}
