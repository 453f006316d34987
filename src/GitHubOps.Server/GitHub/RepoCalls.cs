using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Calls on one repository for one piece of work. Addresses are built from names alone: no address out of a payload is
/// ever asked.
/// </summary>
public sealed partial class RepoCalls
{
    private readonly InstallationDoor door;
    private readonly TokenScope scope;
    private readonly RepoName repo;

    internal RepoCalls(InstallationDoor door, TokenScope scope, RepoName repo) =>
        (this.door, this.scope, this.repo) = (door, scope, repo);

    /// <summary>Requests that could change something, sent through this object.</summary>
    public int WritesSent { get; private set; }

    public int ReadsSent { get; private set; }

    /// <summary>True for looking around: those who act go first.</summary>
    internal bool IsPatient { get; init; }

    /// <summary>No write leaves us after this instant; null: no end.</summary>
    internal Instant? WritesNotAfter { get; set; }

    /// <summary>What is written answers whoever stopped all other writing.</summary>
    internal bool PassesStop { get; set; }

    internal InstallationId Installation => scope.Installation;

    /// <summary>https://docs.github.com/en/rest/repos/repos#get-a-repository</summary>
    public async Task<Answer<RepoInfo>> GetRepositoryAsync(CancellationToken ct)
    {
        var wire = await ReadAsync(InRepo(), GitHubJson.Default.WireRepository, ct);
        return wire.Select(WireTranslator.Repo);
    }

    /// <summary>https://docs.github.com/en/rest/users/users#get-a-user</summary>
    public async Task<Answer<Person>> GetPersonAsync(Login login, CancellationToken ct)
    {
        var wire = await ReadAsync($"users/{Segment(login.Value)}", GitHubJson.Default.WireUser, ct);
        return wire.Select(WireTranslator.Person);
    }

    /// <summary>
    /// https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
    /// </summary>
    public async Task<Answer<RepoRole>> GetRoleAsync(Login login, CancellationToken ct)
    {
        var wire = await ReadAsync(InRepo($"collaborators/{Segment(login.Value)}/permission"),
            GitHubJson.Default.WirePermission, ct);

        // "Not found" about a person means: no such account, hence no role.
        if (wire.Failure is GitHubFailure.Refused { Status: 404 }) return RepoRole.None;
        return wire.Select(WireTranslator.Role);
    }

    /// <summary>https://docs.github.com/en/rest/issues/assignees#check-if-a-user-can-be-assigned</summary>
    public async Task<Answer<bool>> CanBeAssignedAsync(Login login, CancellationToken ct)
    {
        var answer = await SendAsync(
            new GitHubRequest(HttpMethod.Get, Address(InRepo($"assignees/{Segment(login.Value)}"))), ct);

        // "Not found" is the answer, not a failure.
        if (answer.Failure is GitHubFailure.Refused { Status: 404 }) return false;
        return answer.Select(_ => true);
    }

    /// <summary>Pages of a list, at most <paramref name="pagesMax"/> of them; the rest is left out.</summary>
    internal async Task<Answer<ImmutableArray<TItem>>> ReadPagesAsync<TPage, TItem>(
        string path, JsonTypeInfo<TPage> type, Func<TPage, IEnumerable<TItem>> items, CancellationToken ct,
            int pagesMax = 10)
        where TPage : class
    {
        var found = ImmutableArray.CreateBuilder<TItem>();
        Uri? next = Address(path);
        for (var page = 0; next is not null && page < pagesMax; page++)
        {
            var answer = await SendAsync(new GitHubRequest(HttpMethod.Get, next), ct);
            if (!answer.IsOk) return answer.Failure;
            var wire = WireReader.Read(answer.Value, type);
            if (!wire.IsOk) return wire.Failure;
            found.AddRange(items(wire.Value));
            next = answer.Value.Next;
        }

        return found.ToImmutable();
    }

    private async Task<Answer<T>> ReadAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var answer = await SendAsync(new GitHubRequest(HttpMethod.Get, Address(path)), ct);
        return answer.IsOk ? WireReader.Read(answer.Value, type) : answer.Failure;
    }

    private async Task<Answer<TOut>> WriteAsync<TIn, TOut>(
        HttpMethod method, string path, TIn body, JsonTypeInfo<TIn> type, JsonTypeInfo<TOut> outType, int contents,
            CancellationToken ct)
        where TOut : class
    {
        var request = new GitHubRequest(method, Address(path))
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(body, type),
            IsWrite = true,
            Contents = contents,
        };
        var answer = await SendAsync(request, ct);
        if (!answer.IsOk) return answer.Failure;
        var wire = WireReader.Read(answer.Value, outType);

        // Done, though we cannot read what: the next look will tell.
        return wire.IsOk ? wire : new GitHubFailure.Uncertain(wire.Failure.Why);
    }

    private Task<Answer<GitHubResponse>> SendAsync(GitHubRequest request, CancellationToken ct) =>
        door.SendAsync(scope, request with
        {
            IsPatient = IsPatient,
            OnSending = request.IsWrite ? () => WritesSent++ : () => ReadsSent++,
            NotAfter = request.IsWrite ? WritesNotAfter : null,
            PassesStop = PassesStop,
        }, ct);

    private Uri Address(string path) => new(door.BaseUrl, path);

    private string InRepo(string rest = "") =>
        $"repos/{Segment(repo.Owner)}/{Segment(repo.Name)}{(rest.Length == 0 ? "" : "/")}{rest}";

    /// <summary>One segment of an address: nothing in a name can leave it.</summary>
    private static string Segment(string name) =>
        name.Trim('.').Length > 0 || name.Length > 2
            ? Uri.EscapeDataString(name)
            : throw new ArgumentException($"'{name}' is no name", nameof(name));
}
