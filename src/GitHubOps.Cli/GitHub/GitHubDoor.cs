using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>Opens GitHub's API with what the person has: a token, the App's key, or both.</summary>
internal sealed class GitHubDoor(Uri address, (string Variable, string Value)? token, AppKey? app, TimeProvider time)
{
    public Uri Address => address;

    /// <summary>True where we can write in a person's name.</summary>
    public bool HasToken => token is not null;

    /// <summary>True where the App itself can be asked.</summary>
    public bool HasApp => app is not null;

    /// <summary>By the App's own key: the App, its installations, its webhook.</summary>
    public GitHubApi AsApp() => app is null
        ? throw new InvalidOperationException("there is no App's key")
        : new GitHubApi(address, app.Token(Instant.FromDateTimeOffset(time.GetUtcNow())), $"the key of App {app.Id}",
            time);

    /// <summary>By the person's token; where there is none, by one of the installation that may only read.</summary>
    public async Task<GitHubApi> AsReaderAsync(RepoName repo, CancellationToken ct)
    {
        if (token is { } given) return new GitHubApi(address, given.Value, given.Variable, time);
        using var asApp = AsApp();
        var installation = await asApp.FindAsync(
            $"{GitHubApi.Repo(repo)}/installation", GitHubJson.Default.HubInstallation, ct)
            ?? throw new SurroundingsException(
                $"the App is not installed on {repo}: install it there, or set GH_TOKEN");
        var wanted = new HubTokenRequest([repo.Name], new() { ["contents"] = "read", ["issues"] = "read" });
        var made = await asApp.WriteAsync(HttpMethod.Post, $"app/installations/{installation.Id}/access_tokens", wanted,
            GitHubJson.Default.HubTokenRequest, GitHubJson.Default.HubToken, ct);
        return new GitHubApi(address, made.Token, "the App's token", time);
    }
}
