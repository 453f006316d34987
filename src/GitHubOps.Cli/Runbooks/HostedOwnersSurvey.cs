using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// Asks GitHub whether the runbooks' owners exist, may see the repository and did something of late: with a token that
/// reads contents, as far as that reaches. What may not be asked stays unverified and fails nobody.
/// </summary>
internal sealed class HostedOwnersSurvey(GitHubApi api, RepoName repo)
{
    private const int OwnersMax = 50;

    private static readonly string[] Places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

    public async Task<ImmutableDictionary<string, HostedOwner>> AskAsync(
        RunbookFacts facts, RepoFiles files, CancellationToken ct)
    {
        var owners = HostedOwner.Asked(facts).Take(OwnersMax).ToArray();
        var found = ImmutableDictionary.CreateBuilder<string, HostedOwner>(StringComparer.OrdinalIgnoreCase);
        if (owners.Length == 0) return found.ToImmutable();
        var words = (Places.Select(x => files.ReadText(x, RepoFiles.BytesMax)).FirstOrDefault(x => x is not null) ?? "")
            .Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var refused = await RefusedAsync(ct);
        foreach (var owner in owners)
        {
            var state = refused?.Any(x => IsOf(x, owner)) == true ? HostedOwnerState.Unknown
                : refused is not null && words.Contains(owner) ? HostedOwnerState.Known
                : await StateAsync(owner, ct);
            var isIdle = state == HostedOwnerState.Known && !IsTeam(owner) && !HostedOwner.IsAtWork(owner, facts);
            found[owner] = new(state, isIdle ? await HasCommittedAsync(owner, facts, ct) : null);
        }

        return found.ToImmutable();
    }

    /// <summary>
    /// What GitHub finds wrong with CODEOWNERS; null where there is none, or where it may not be asked.
    /// </summary>
    private async Task<HubCodeOwnersError[]?> RefusedAsync(CancellationToken ct)
    {
        var found = await AskAsync(() => api.FindAsync(
            $"{GitHubApi.Repo(repo)}/codeowners/errors", GitHubJson.Default.HubCodeOwnersErrors, ct));
        return found?.Errors;
    }

    // The column is that of the owner; the line may name several.
    private static bool IsOf(HubCodeOwnersError error, string owner) =>
        error.Kind == "Unknown owner" && error.Column > 0 &&
        error.Column <= error.Source.Length && error.Source[(error.Column - 1)..].Split(' ', 2)[0].TrimEnd()
            .Equals(owner, StringComparison.OrdinalIgnoreCase);

    private async Task<HostedOwnerState> StateAsync(string owner, CancellationToken ct)
    {
        var parts = owner[1..].Split('/', 2);
        var path = parts.Length == 2
            ? $"orgs/{GitHubApi.Part(parts[0])}/teams/{GitHubApi.Part(parts[1])}/{GitHubApi.Repo(repo)}"
            : $"{GitHubApi.Repo(repo)}/assignees/{GitHubApi.Part(parts[0])}";
        var answer = await AskAsync(async () => await api.ExistsAsync(path, ct) ? "yes" : "no");
        // A team that a token may not see is "not found" too.
        return answer switch
        {
            "yes" => HostedOwnerState.Known,
            "no" when !IsTeam(owner) => HostedOwnerState.Unknown,
            _ => HostedOwnerState.Unreadable,
        };
    }

    private async Task<bool?> HasCommittedAsync(string owner, RunbookFacts facts, CancellationToken ct)
    {
        var since = IsoDate.Of(facts.Today.PlusDays(-HostedOwner.DaysMax));
        var path =
            $"{GitHubApi.Repo(repo)}/commits?author={GitHubApi.Part(owner[1..])}&since={since}T00:00:00Z&per_page=1";
        var found = await AskAsync(async () => await api.GetAsync(path, GitHubJson.Default.HubShaArray, ct));
        return found is null ? null : found.Length > 0;
    }

    private static async Task<T?> AskAsync<T>(Func<Task<T?>> ask) where T : class
    {
        try
        {
            return await ask();
        }
        catch (SurroundingsException)
        {
            return null;
        }
    }

    private static bool IsTeam(string owner) => owner.Contains('/', StringComparison.Ordinal);
}
