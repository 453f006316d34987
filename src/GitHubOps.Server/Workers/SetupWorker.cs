using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Sets a repository up: reads its policy, makes the labels it needs and asks who can be assigned, before the first
/// issue needs them.
/// </summary>
internal sealed partial class SetupWorker(
    Store store, GitHubAccess github, PolicyCache policies, AssigneeCheck assignees, Setbacks setbacks,
        TimeProvider time, ILogger<SetupWorker> logger) : IWorker
{
    public Work Does => Work.Setup;

    public Work LeadsTo => Work.None;

    public Task<Instant?> NextDueAsync() => store.NextSetupDueAsync();

    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        if (await store.NextSetupAsync(time.Now()) is not { } row) return false;
        var failure = await SetUpAsync(row, ct);
        if (failure is null) return true;
        var setback = await setbacks.JudgeAsync(new InstallationId(row.InstallationId), failure, row.SetupTries + 1);
        if (setback.At is { } at) await store.RetrySetupAsync(row, at, setback.Why, setback.BurnsAttempt);
        else await store.FailSetupAsync(new RepoId(row.RepoId), setback.Why);
        if (setback.BurnsAttempt) Log.Failed(logger, row.FullName.ToString(), setback.Why);
        return true;
    }

    private async Task<GitHubFailure?> SetUpAsync(RepositoryRow row, CancellationToken ct)
    {
        var (id, installation) = (new RepoId(row.RepoId), new InstallationId(row.InstallationId));
        var repo = await github.Client.In(installation, row.Info).GetRepositoryAsync(ct);
        if (!repo.IsOk) return repo.Failure;
        var policy = await policies.GetAsync(installation, repo.Value, ct);
        if (!policy.IsOk) return policy.Failure;
        if (policy.Value.Policy is not { } inForce || inForce.Mode == Mode.Paused)
        {
            await store.FinishSetupAsync(id, policy.Value.WhyNone ?? "the repository's mode is Paused");
            return null;
        }

        var (failure, note) = inForce.Mode == Mode.Live
            ? await MakeLabelsAsync(installation, repo.Value, inForce, ct)
            : (null, $"the repository's mode is {inForce.Mode}");
        failure ??= await assignees.RunAsync(installation, repo.Value, inForce, ct);
        if (failure is null) await store.FinishSetupAsync(id, note);
        return failure;
    }

    private async Task<(GitHubFailure? Failure, string? Note)> MakeLabelsAsync(
        InstallationId installation, RepoInfo repo, RepoPolicy policy, CancellationToken ct)
    {
        var labels = await github.Writer.EnsureLabelsAsync(installation, repo, RequiredLabels.Of(policy), ct);
        var refused = labels.Refused.Select(label => $"{label.Name}: {label.Why}");
        return (labels.Failure, labels.Refused.IsEmpty ? null : string.Join("; ", refused));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Repo} could not be set up: {Why}")]
        public static partial void Failed(ILogger logger, string repo, string why);
    }
}
