using System.Collections.Concurrent;
using System.Collections.Immutable;
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
    private readonly ConcurrentDictionary<(RepoId Repo, Login Person), (Instant At, bool Can)> asked = new();

    /// <summary>Null: everybody was asked for. What was answered before a failure is kept.</summary>
    public async Task<GitHubFailure?> RunAsync(
        InstallationId installation, RepoInfo repo, RepoPolicy policy, CancellationToken ct)
    {
        foreach (var person in AssignablePeople.Of(policy).Take(PeopleMax))
        {
            if (Known(repo.Id, person) is true) continue;
            var can = await CanAsync(installation, repo, person, ct);
            if (!can.IsOk) return can.Failure;
            if (await store.PutAssignableAsync(repo.Id, person, can.Value, time.Now()))
                Log.CannotBeAssigned(logger, repo.Name.ToString(), person.ToString());
        }

        return null;
    }

    /// <summary>
    /// Who of some people cannot be assigned, for a policy that is not in force: nothing is stored. Null: there are too
    /// many of whom it is not known.
    /// </summary>
    public async Task<Answer<ImmutableHashSet<Login>?>> FindUnassignableAsync(
        InstallationId installation, RepoInfo repo, ImmutableArray<Login> people, int askedMax, CancellationToken ct)
    {
        if (people.Count(person => Known(repo.Id, person) is null) > askedMax ||
            budget.UsedUpUntil(installation, time.Now()) is not null) return (ImmutableHashSet<Login>?)null;
        var found = ImmutableHashSet.CreateBuilder<Login>();
        foreach (var person in people)
        {
            var can = await CanAsync(installation, repo, person, ct);
            if (!can.IsOk) return can.Failure;
            if (!can.Value) found.Add(person);
        }

        return found.ToImmutable();
    }

    /// <summary>Somebody's access changed, in one repository or (null) anywhere.</summary>
    public void Forget(Login person, RepoId? repo)
    {
        foreach (var key in asked.Keys.Where(key => key.Person == person && (repo is null || key.Repo == repo)))
            asked.TryRemove(key, out _);
    }

    private bool? Known(RepoId repo, Login person) =>
        asked.TryGetValue((repo, person), out var answer) && time.Now() < answer.At + KeptFor ? answer.Can : null;

    private async Task<Answer<bool>> CanAsync(
        InstallationId installation, RepoInfo repo, Login person, CancellationToken ct)
    {
        if (Known(repo.Id, person) is { } known) return known;
        if (budget.UsedUpUntil(installation, time.Now()) is { } later)
            return new GitHubFailure.RateLimited(later, LimitKind.OwnPace);
        var can = await AskAsync(installation, repo, person, ct);
        if (!can.IsOk) return can;
        if (asked.Count >= AskedMax) asked.Clear();
        asked[(repo.Id, person)] = (time.Now(), can.Value);
        return can;
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
