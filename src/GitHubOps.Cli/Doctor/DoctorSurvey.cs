using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>What <c>doctor</c> is asked for.</summary>
/// <param name="Place">The checkout, and how the repository is called.</param>
/// <param name="AtGitHub">The files are those of the default branch, not those of the checkout.</param>
/// <param name="Fixes">Something may be proposed.</param>
internal sealed record DoctorQuestion(ConfigPlace Place, bool AtGitHub, bool Fixes)
{
    /// <summary>The organisation's files were given as a folder.</summary>
    public bool HasOrgFolder { get; init; }
}

/// <summary>Gathers what <c>doctor</c> judges. Decides nothing.</summary>
internal static class DoctorSurvey
{
    public static async Task<DoctorFacts> AskAsync(
        DoctorQuestion question, GitHubDoor door, GitHubApi api, Surroundings surroundings, CancellationToken ct)
    {
        var place = question.Place;
        var questions = new RepositoryQuestions(api, place.Repo);
        var hosted = await questions.HostedAsync(ct);
        var files = question.AtGitHub
            ? await new HostedFiles(api).SurveyAsync(place.Repo, hosted.DefaultBranch,
                question.HasOrgFolder && place.Org is { } org ? PolicyFolder.OrgFilesOf(org) : null, ct)
            : SurveyedFiles.Of(place);
        var check = new CheckQuestion(surroundings.Today) { GitHub = questions };
        return new DoctorFacts
        {
            Repo = place.Repo,
            Now = Instant.FromDateTimeOffset(surroundings.Time.GetUtcNow()),
            Input = files.Input,
            Config = await ConfigSurvey.CheckAsync(files, before: null, check, ct),
            Hosted = hosted,
            App = await AppAsync(place.Repo, door, api, ct),
            Paths = files.Paths,
            IsShared = files.IsShared,
            CodeOwners = files.CodeOwners,
            OperatingModel = files.Text(OperatingModel.File),
            Writers = question.Fixes && !files.Input.Files.Any(file => PolicyFiles.IsOwners(file.Path))
                ? await questions.WritersAsync(ct) : [],
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
