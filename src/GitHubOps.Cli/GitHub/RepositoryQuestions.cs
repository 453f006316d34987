using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>What GitHub knows of a repository beside its files.</summary>
internal sealed class RepositoryQuestions(GitHubApi api, RepoName repo)
{
    /// <summary>GitHub allows 100 requests at a time.</summary>
    private const int AtATime = 8;

    private const int WritersMax = 10;

    public async Task<HostedRepository> HostedAsync(CancellationToken ct)
    {
        var found = await api.GetAsync(GitHubApi.Repo(repo), GitHubJson.Default.HubRepository, ct);
        return new HostedRepository(found.Private, found.Archived, found.HasIssues, found.DefaultBranch)
        {
            Labels = await LabelsAsync(ct),
            OpenIssues = await OpenIssuesAsync("", ct),
        };
    }

    public async Task<ImmutableHashSet<string>> LabelsAsync(CancellationToken ct)
    {
        var labels = await api.ListAsync($"{GitHubApi.Repo(repo)}/labels", GitHubJson.Default.HubNameArray, ct);
        return labels.Select(label => label.Name).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Some of the people who may write to it.</summary>
    public async Task<ImmutableArray<Login>> WritersAsync(CancellationToken ct)
    {
        var path = $"{GitHubApi.Repo(repo)}/collaborators?permission=push&per_page={WritersMax}";
        var found = await api.GetAsync(path, GitHubJson.Default.HubUserArray, ct);
        return [.. found.Where(user => user.Type == "User").Select(user => new Login(user.Login))];
    }

    /// <summary>Those of the people whom GitHub would drop without a word.</summary>
    public async Task<ImmutableHashSet<Login>> UnassignableAsync(ImmutableArray<Login> people, CancellationToken ct)
    {
        var refused = new ConcurrentBag<Login>([.. people.Where(person => !AssignablePeople.CouldBe(person))]);
        var settings = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct };
        await Parallel.ForEachAsync(people.Where(AssignablePeople.CouldBe), settings, async (person, stop) =>
        {
            if (!await api.ExistsAsync($"{GitHubApi.Repo(repo)}/assignees/{GitHubApi.Part(person.Value)}", stop))
                refused.Add(person);
        });
        return [.. refused];
    }

    /// <param name="more">A condition of GitHub's search, with a blank before it.</param>
    /// <param name="ct">Stops the question.</param>
    public async Task<int> OpenIssuesAsync(string more, CancellationToken ct)
    {
        var query = Uri.EscapeDataString($"repo:{repo} is:issue is:open{more}");
        return (await api.GetAsync($"search/issues?per_page=1&q={query}", GitHubJson.Default.HubCount, ct)).TotalCount;
    }
}
