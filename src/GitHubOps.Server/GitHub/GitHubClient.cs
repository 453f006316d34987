using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

public sealed record AppInfo(long Id, string Slug);

/// <summary>An installation as the App sees it. <paramref name="Permissions"/>: name → read, write, admin.</summary>
public sealed record InstallationInfo(
    InstallationId Id, string Account, bool IsSuspended, ImmutableDictionary<string, string> Permissions,
    Instant? CreatedAt = null);

/// <summary>Somebody's ids. <paramref name="NodeId"/> is what GraphQL takes.</summary>
public sealed record Person(long Id, Login Login, string NodeId, bool IsBot);

/// <summary>
/// The calls we make, and no others. What concerns one repository is asked through <see cref="In"/>. Every answer is a
/// value or a <see cref="GitHubFailure"/>; nothing throws but cancellation and our own mistakes.
/// </summary>
public sealed class GitHubClient
{
    private const int PagesMax = 100;

    private readonly AppDoor app;
    private readonly InstallationDoor installations;
    private AppInfo? self;
    private BotIdentity? bot;

    internal GitHubClient(AppDoor app, InstallationDoor installations) =>
        (this.app, this.installations) = (app, installations);

    /// <summary>
    /// Calls on one repository, with a token narrowed to it. The object counts what was sent through it.
    /// </summary>
    public RepoCalls In(InstallationId installation, RepoInfo repo, TokenPurpose purpose = TokenPurpose.Triage) =>
        new(installations, new TokenScope(installation, purpose, repo.Id), repo.Name);

    /// <summary>
    /// Calls that look around in a repository: they leave a part of GitHub's budget to those who act.
    /// </summary>
    internal RepoCalls LookAround(InstallationId installation, RepoInfo repo) =>
        new(installations, new TokenScope(installation, TokenPurpose.Triage, repo.Id), repo.Name) { IsPatient = true };

    /// <summary>Calls on a repository that our token is not for: public things can be read with any.</summary>
    internal RepoCalls InWithTokenOf(
        InstallationId installation, RepoInfo owner, RepoName repo, TokenPurpose purpose) =>
        new(installations, new TokenScope(installation, purpose, owner.Id), repo);

    /// <summary>Calls with the rights to see the whole installation and public data, and nothing more.</summary>
    internal RepoCalls Beyond(InstallationId installation, RepoName repo) =>
        new(installations, new TokenScope(installation, TokenPurpose.Listing, Repo: null), repo);

    /// <summary>https://docs.github.com/en/rest/apps/apps#get-the-authenticated-app</summary>
    public async Task<Answer<AppInfo>> GetAppAsync(CancellationToken ct)
    {
        if (self is not null) return self;
        var wire = await ReadAsAppAsync("app", GitHubJson.Default.WireApp, ct);
        if (!wire.IsOk) return wire.Failure;
        return self = new AppInfo(wire.Value.Id, wire.Value.Slug ?? "");
    }

    /// <summary>
    /// Who we are in events and comments: the id of the user <c>slug[bot]</c>, which is not the App's id. Asked once.
    /// </summary>
    /// <param name="installation">Any installation: the App itself may not read users.</param>
    public async Task<Answer<BotIdentity>> GetBotAsync(InstallationId installation, CancellationToken ct)
    {
        if (bot is not null) return bot;
        var info = await GetAppAsync(ct);
        if (!info.IsOk) return info.Failure;
        var login = new Login($"{info.Value.Slug}[bot]");
        var person = await GetPersonAsync(installation, login, ct);
        if (!person.IsOk) return person.Failure;
        return bot = new BotIdentity(person.Value.Id, info.Value.Id, login);
    }

    /// <summary>https://docs.github.com/en/rest/users/users#get-a-user</summary>
    public async Task<Answer<Person>> GetPersonAsync(InstallationId installation, Login login, CancellationToken ct)
    {
        var calls = Beyond(installation, default);
        return await calls.GetPersonAsync(login, ct);
    }

    /// <summary>https://docs.github.com/en/rest/apps/apps#list-installations-for-the-authenticated-app</summary>
    public async Task<Answer<ImmutableArray<InstallationInfo>>> ListInstallationsAsync(CancellationToken ct)
    {
        var found = ImmutableArray.CreateBuilder<InstallationInfo>();
        Uri? next = new(app.BaseUrl, "app/installations?per_page=100");
        for (var page = 0; next is not null && page < PagesMax; page++)
        {
            var answer = await app.SendAsync(new GitHubRequest(HttpMethod.Get, next), ct);
            if (!answer.IsOk) return answer.Failure;
            var wire = WireReader.Read(answer.Value, GitHubJson.Default.WireInstallationArray);
            if (!wire.IsOk) return wire.Failure;
            found.AddRange(wire.Value.Select(Translate));
            next = answer.Value.Next;
        }

        return found.ToImmutable();
    }

    /// <summary>
    /// https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-app-installation
    /// </summary>
    public async Task<Answer<ImmutableArray<RepoInfo>>> ListRepositoriesAsync(
        InstallationId installation, CancellationToken ct)
    {
        var calls = Beyond(installation, default);
        return await calls.ReadPagesAsync(
            "installation/repositories?per_page=100", GitHubJson.Default.WireRepositories,
            w => w.Repositories.Select(WireTranslator.Repo), ct, PagesMax);
    }

    private async Task<Answer<T>> ReadAsAppAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var answer = await app.SendAsync(new GitHubRequest(HttpMethod.Get, new Uri(app.BaseUrl, path)), ct);
        return answer.IsOk ? WireReader.Read(answer.Value, type) : answer.Failure;
    }

    private static InstallationInfo Translate(WireInstallation wire) => new(
        new InstallationId(wire.Id), wire.Account?.Login ?? "", wire.SuspendedAt is not null,
        wire.Permissions?.ToImmutableDictionary() ?? ImmutableDictionary<string, string>.Empty,
        wire.CreatedAt is { } created ? Instant.FromDateTimeOffset(created) : null);
}
