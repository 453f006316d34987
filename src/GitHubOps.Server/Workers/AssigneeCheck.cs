using System.Collections.Concurrent;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Asks GitHub, when a policy is read, which of the people that its rules may assign cannot be assigned. Rules pass
/// them over from the first issue on, and each is told once, not at every reading.
/// </summary>
internal sealed partial class AssigneeCheck(
    Store store, GitHubAccess github, TimeProvider time, ILogger<AssigneeCheck> logger)
{
    private const int PeopleMax = 300;
    private const int AskedMax = 100_000;

    // A change of somebody's access tells at once; this finds what a lost delivery would leave unseen.
    private static readonly Duration KeptFor = Duration.FromHours(6);

    private readonly ReadBudget budget = new(perHourMax: 600);
    private readonly ConcurrentDictionary<(RepoId Repo, Login Person), Instant> asked = new();

    /// <summary>Null: everybody was asked for. What was answered before a failure is kept.</summary>
    public async Task<GitHubFailure?> RunAsync(
        InstallationId installation, RepoInfo repo, RepoPolicy policy, CancellationToken ct)
    {
        foreach (var person in AssignablePeople.Of(policy).Take(PeopleMax))
        {
            if (asked.TryGetValue((repo.Id, person), out var at) && time.Now() < at + KeptFor) continue;
            if (budget.UsedUpUntil(installation, time.Now()) is { } later)
                return new GitHubFailure.RateLimited(later, LimitKind.OwnPace);
            var can = await AskAsync(installation, repo, person, ct);
            if (!can.IsOk) return can.Failure;
            if (await store.PutAssignableAsync(repo.Id, person, can.Value, time.Now()))
                Log.CannotBeAssigned(logger, repo.Name.ToString(), person.ToString());
            if (asked.Count >= AskedMax) asked.Clear();
            asked[(repo.Id, person)] = time.Now();
        }

        return null;
    }

    /// <summary>Somebody's access changed, in one repository or (null) anywhere.</summary>
    public void Forget(Login person, RepoId? repo)
    {
        foreach (var key in asked.Keys.Where(key => key.Person == person && (repo is null || key.Repo == repo)))
            asked.TryRemove(key, out _);
    }

    private async Task<Answer<bool>> AskAsync(
        InstallationId installation, RepoInfo repo, Login person, CancellationToken ct)
    {
        if (!AssignablePeople.CouldBe(person)) return false;
        budget.Spend(installation, 1, time.Now());
        return await github.Client.In(installation, repo).CanBeAssignedAsync(person, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning,
            Message = "{Repo}: {Person} is named by the policy and cannot be assigned there; rules pass them over")]
        public static partial void CannotBeAssigned(ILogger logger, string repo, string person);
    }
}
