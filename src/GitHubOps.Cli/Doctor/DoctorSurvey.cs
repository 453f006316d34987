using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>Gathers what <c>doctor</c> judges. Decides nothing.</summary>
internal static class DoctorSurvey
{
    public static async Task<DoctorFacts> AskAsync(
        ConfigPlace place, GitHubDoor door, Surroundings surroundings, CancellationToken ct)
    {
        using var api = await door.AsReaderAsync(place.Repo, ct);
        var questions = new RepositoryQuestions(api, place.Repo);
        var hosted = await questions.HostedAsync(ct);
        return new DoctorFacts
        {
            Repo = place.Repo,
            Now = Instant.FromDateTimeOffset(surroundings.Time.GetUtcNow()),
            Input = ConfigFolder.Read(place),
            Config = await ConfigSurvey.CheckAsync(
                place, new CheckQuestion(surroundings.Today) { GitHub = questions }, ct),
            Hosted = hosted,
            App = await AppAsync(place.Repo, door, api, ct),
        };
    }

    private static async Task<HostedApp?> AppAsync(
        RepoName repo, GitHubDoor door, GitHubApi reader, CancellationToken ct)
    {
        if (!door.HasApp) return null;
        using var asApp = door.AsApp();
        return await new AppQuestions(asApp, reader, repo).HostedAsync(ct);
    }
}
