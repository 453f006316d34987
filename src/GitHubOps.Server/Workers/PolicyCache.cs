using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// The policy of each repository. The last one that could be obeyed stays in force while newer files have errors or
/// GitHub
/// cannot be reached, also over a restart: never "no rules" by accident. Only a repository that takes its
/// <c>.github/ops.yml</c> away has none.
/// </summary>
internal sealed partial class PolicyCache(
    Store store, GitHubAccess github, TimeProvider time, ILogger<PolicyCache> logger)
{
    private const int PoliciesMax = 10_000;
    private const int CommitsMax = 10;

    // A push tells at once; this finds what a lost push would leave unseen.
    private static readonly Duration FreshFor = Duration.FromHours(1);
    private static readonly Duration NextTry = Duration.FromSeconds(30);

    // While GitHub may still show the files of before.
    private static readonly Duration FreshForNow = Duration.FromSeconds(1);

    private readonly ConcurrentDictionary<RepoId, Entry> entries = new();

    // When the files were last said to have changed; what was said before the start, nobody knows any more.
    private readonly ConcurrentDictionary<RepoId, Instant> changes = new();
    private readonly Instant startedAt = time.Now();

    /// <summary>Makes a policy of files: a simulation remembers what came of the same ones.</summary>
    internal Func<PolicyInput, PolicyResult> Understand { get; init; } = PolicyReader.Read;

    /// <summary>The policy in force, or (a value without policy) the reason why there is none.</summary>
    public async Task<Answer<PolicyInForce>> GetAsync(InstallationId installation, RepoInfo repo, CancellationToken ct)
    {
        if (entries.TryGetValue(repo.Id, out var entry) && time.Now() < entry.FreshUntil) return entry.Policy;
        var lastGood = entry?.Policy.Policy is not null ? entry.Policy : await StoredAsync(repo.Id);
        var input = await ReadAsync(installation, repo, ct);
        if (input.Failure is { } failure) return FallBack(repo, lastGood, failure);
        var policy = await UnderstandAsync(installation, repo, input.Value, lastGood, ct);
        Keep(repo.Id, policy, IsSettled(repo.Id) ? FreshFor : FreshForNow);
        return policy;
    }

    /// <summary>What is in force is answered without asking GitHub.</summary>
    public bool IsFresh(RepoId repo) => entries.TryGetValue(repo, out var entry) && time.Now() < entry.FreshUntil;

    /// <summary>The files have changed: the next decision reads them.</summary>
    public void Invalidate(RepoId repo)
    {
        if (changes.Count >= PoliciesMax) changes.Clear();
        changes[repo] = time.Now();
        while (entries.TryGetValue(repo, out var entry))
            if (entries.TryUpdate(repo, entry with { FreshUntil = Instant.MinValue }, entry)) return;
    }

    private bool IsSettled(RepoId repo)
    {
        var since = time.Now() - changes.GetValueOrDefault(repo, startedAt);
        return since >= ReplicaLag.Longest || since < Duration.Zero;
    }

    private async Task<Answer<Files>> ReadAsync(InstallationId installation, RepoInfo repo, CancellationToken ct)
    {
        var own = await github.Files.ReadAsync(installation, repo, PolicyFiles.IsWanted, ct);
        return own.IsOk ? await WithOrgAsync(installation, repo, own.Value, ct) : own.Failure;
    }

    private async Task<Answer<Files>> WithOrgAsync(
        InstallationId installation, RepoInfo repo, RepoFiles own, CancellationToken ct)
    {
        var ops = own.Files.FirstOrDefault(file => file.Path == PolicyFiles.Ops);
        var tag = ops is null ? null : PolicyFiles.PinnedOrgTag(ops.Text);
        var org = await github.Files.ReadOrgAsync(installation, repo, tag, PolicyFiles.IsWantedOfOrg, ct);
        if (!org.IsOk) return org.Failure;
        var revision = org.Value.Revision.Length == 0 ? own.Revision : $"{own.Revision}-{org.Value.Revision}";
        return new Files(
            new PolicyInput(repo.Name, revision, own.Files, org.Value.Files)
            {
                // Without files the tag was not there: the reader says so where it is pinned.
                OrgTag = org.Value.Files.IsEmpty ? null : tag,
            },
            [.. own.Problems, .. org.Value.Problems]);
    }

    private async Task<PolicyInForce> UnderstandAsync(
        InstallationId installation, RepoInfo repo, Files files, PolicyInForce? lastGood, CancellationToken ct)
    {
        if (!files.Input.Files.Any(file => file.Path == PolicyFiles.Ops))
            return new PolicyInForce(null, $"the repository has no {PolicyFiles.Ops}");
        var (policy, errors) = Obey(files);
        if (policy is not null)
        {
            return await TakeAsync(repo.Id, files.Input, policy, lastGood);
        }

        // What stood between the last good files that we have read and the broken ones may have been good too.
        var isOwnMistake = errors.Exists(error =>
            error.File?.StartsWith(PolicyFiles.OrgName(repo.Name, ""), StringComparison.Ordinal) is not true);
        if (isOwnMistake) lastGood = await FindGoodAsync(installation, repo, lastGood, ct) ?? lastGood;
        var first = errors.Count > 0 ? errors[0].ToString() : "the files cannot be obeyed";
        await store.PutPolicyProblemsAsync(repo.Id, string.Join("\n", errors));
        Log.NotObeyed(logger, repo.Name.ToString(), first, lastGood is null ? "none" : lastGood.Policy!.Revision);
        return lastGood ?? new PolicyInForce(null, first);
    }

    private (RepoPolicy? Policy, List<Problem> Errors) Obey(Files files)
    {
        var result = Understand(files.Input);
        var errors = files.Problems.Concat(result.Problems)
            .Where(problem => problem.Level == ProblemLevel.Error).ToList();
        return (errors.Count == 0 ? result.Policy : null, errors);
    }

    /// <summary>
    /// The newest files below the broken ones that could be obeyed, as far as a few commits tell: somebody may have
    /// switched us off in one that was never read. Null: none is found, or they are those in force.
    /// </summary>
    private async Task<PolicyInForce?> FindGoodAsync(
        InstallationId installation, RepoInfo repo, PolicyInForce? lastGood, CancellationToken ct)
    {
        var calls = github.Client.In(installation, repo, TokenPurpose.Config);
        var commits = await calls.ListCommitsAsync(repo.DefaultBranch, PolicyFiles.Ops, CommitsMax, ct);
        foreach (var sha in commits.IsOk ? commits.Value : [])
        {
            var tree = await calls.GetTreeAsync(sha, known: null, ct);
            if (!tree.IsOk) return null;
            var own = await github.Files.ReadAsync(calls, repo.Name, tree.Value.Files, PolicyFiles.IsWanted, ct);
            if (!own.IsOk) return null;
            var files = await WithOrgAsync(installation, repo, own.Value, ct);
            if (!files.IsOk) return null;
            if (Obey(files.Value).Policy is not { } policy) continue;
            if (policy.Revision == lastGood?.Policy?.Revision) return null;
            return await TakeAsync(repo.Id, files.Value.Input, policy, lastGood);
        }

        return null;
    }

    private Answer<PolicyInForce> FallBack(RepoInfo repo, PolicyInForce? lastGood, GitHubFailure failure)
    {
        if (lastGood is null) return failure;
        Log.NotRead(logger, repo.Name.ToString(), failure.Why);
        Keep(repo.Id, lastGood, NextTry);
        return lastGood;
    }

    private void Keep(RepoId repo, PolicyInForce policy, Duration freshFor)
    {
        if (entries.Count >= PoliciesMax) entries.Clear();
        entries[repo] = new Entry(policy, time.Now() + freshFor);
    }

    /// <summary>In force since it was first read; the same files stay in force since they were.</summary>
    private async Task<PolicyInForce> TakeAsync(RepoId repo, PolicyInput input, RepoPolicy policy,
        PolicyInForce? before)
    {
        if (before?.Policy?.Revision == policy.Revision)
            return new PolicyInForce(policy, null, before.Since, before.CountsBack);
        var now = time.Now();
        var calendars = policy.Calendars.Values.Concat(before?.Policy?.Calendars.Values ?? [])
            .DistinctBy(calendar => calendar.Print).ToImmutableArray();
        input = input with { CountsBack = await CountsBackAsync(repo, input, policy, before?.Policy) };
        await store.PutPolicyAsync(new PolicyCommit(
            repo, input.Revision, JsonSerializer.SerializeToUtf8Bytes(input, PolicyInputJson.Default.PolicyInput),
            calendars,
            before?.Policy is { } old && (input.CountsBack || Promises.Differ(old, policy)), now)
        {
            Rosters = RosterChange.Of(before?.Policy, policy),
        });
        return new PolicyInForce(policy, null, now, input.CountsBack);
    }

    private async Task<bool> CountsBackAsync(RepoId repo, PolicyInput input, RepoPolicy policy, RepoPolicy? before)
    {
        if (before is null || !Retroactive.IsAsked(before, policy)) return false;
        if (await LastGoodAsync(repo) is { } last && Retroactive.IsAlone(last, input)) return true;
        Log.NotAlone(logger, policy.Repo.ToString(), policy.Revision);
        return false;
    }

    /// <summary>The last files that could be obeyed; null: there never were any.</summary>
    public async Task<PolicyInput?> LastGoodAsync(RepoId repo) =>
        await store.PolicyAsync(repo) is { } row ? InputOf(row) : null;

    private async Task<PolicyInForce?> StoredAsync(RepoId repo) =>
        await store.PolicyAsync(repo) is { } row && InputOf(row) is { } input && Understand(input).Policy is { } policy
            ? new PolicyInForce(policy, null, Instant.FromUnixTimeMilliseconds(row.ReadAtMs), input.CountsBack)
            : null;

    private static PolicyInput? InputOf(PolicyRow row) => JsonSerializer.Deserialize(
        BodyCodec.Expand(row.Input, row.InputBytes), PolicyInputJson.Default.PolicyInput);

    private sealed record Entry(PolicyInForce Policy, Instant FreshUntil);

    private sealed record Files(PolicyInput Input, ImmutableArray<Problem> Problems);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning,
            Message =
                "{Repo}: the files of the operating model cannot be obeyed ({Problem}); in force stays {Revision}")]
        public static partial void NotObeyed(ILogger logger, string repo, string problem, string revision);

        [LoggerMessage(Level = LogLevel.Warning,
            Message = "{Repo}: {Revision} brings `sla.retroactive` together with other changes; time that has passed " +
                "stays counted as it was")]
        public static partial void NotAlone(ILogger logger, string repo, string revision);

        [LoggerMessage(Level = LogLevel.Warning,
            Message = "{Repo}: the files could not be read ({Why}); the last good ones stay in force")]
        public static partial void NotRead(ILogger logger, string repo, string why);
    }
}

/// <param name="Policy">Null: there is none, <paramref name="WhyNone"/> says why.</param>
/// <param name="Since">When it was first read; null where there is none.</param>
/// <param name="CountsBack">It counts what had started before that from its start.</param>
internal sealed record PolicyInForce(RepoPolicy? Policy, string? WhyNone, Instant? Since = null,
    bool CountsBack = false);
