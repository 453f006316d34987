namespace GitHubOps.Server;

public sealed partial class RepoCalls
{
    /// <summary>
    /// One document of mutations. A failure means that the request as a whole came to nothing, or (uncertain) may have;
    /// otherwise each alias is to be judged by itself.
    /// https://docs.github.com/en/graphql/guides/forming-calls-with-graphql
    /// </summary>
    internal async Task<Answer<GraphQlAnswer>> MutateAsync(GraphQlDocument document, int contents, CancellationToken ct)
    {
        var request = new GitHubRequest(HttpMethod.Post, door.GraphQlUrl)
        {
            Body = document.ToJson(),
            IsWrite = true,
            Contents = contents,
        };
        var answer = await SendAsync(request, ct);
        if (answer.Failure is GitHubFailure.Unauthorized) return await ExplainAsync(answer.Failure, ct);
        if (!answer.IsOk) return answer.Failure;
        var read = GraphQlReader.Read(answer.Value, door.Now);
        if (read.Failure is GitHubFailure.RateLimited whole) return door.Block(scope.Installation, whole);
        if (read is { IsOk: true, Value.Limit: { } partial })
            return read.Value with { Limit = door.Block(scope.Installation, partial) };
        return read;
    }

    /// <summary>
    /// A 401 by GraphQL may mean a missing permission: an ordinary read tells whether the credential is at fault.
    /// </summary>
    private async Task<GitHubFailure> ExplainAsync(GitHubFailure unauthorized, CancellationToken ct)
    {
        var probe = await GetRepositoryAsync(ct);
        return probe.IsOk
            ? new GitHubFailure.Refused(401, RefusalReason.PermissionMissing, unauthorized.Why)
            : probe.Failure is GitHubFailure.Unauthorized ? unauthorized : probe.Failure;
    }
}
