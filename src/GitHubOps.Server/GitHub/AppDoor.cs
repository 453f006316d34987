namespace GitHubOps.Server;

/// <summary>Requests that we make as the App itself, at the App's pace.</summary>
internal sealed class AppDoor(GitHubTransport transport, AppJwt jwt, AppBudget budget)
{
    public Uri BaseUrl => transport.BaseUrl;

    public async Task<Answer<GitHubResponse>> SendAsync(GitHubRequest request, CancellationToken ct)
    {
        var answer = await SendOnceAsync(request, ct);

        // A refused token was not acted upon. With the clock put right a second one may be taken.
        if (answer.Failure is GitHubFailure.Unauthorized && jwt.Refuse()) answer = await SendOnceAsync(request, ct);
        if (answer.IsOk) jwt.Accept();
        return answer;
    }

    private async Task<Answer<GitHubResponse>> SendOnceAsync(GitHubRequest request, CancellationToken ct)
    {
        var bearer = jwt.Get();
        if (!bearer.IsOk) return bearer.Failure;
        if (budget.Begin(request) is { } notYet) return notYet;
        var answer = await transport.SendAsync(request, bearer.Value, ct);
        budget.Observe(answer);
        return answer;
    }
}
