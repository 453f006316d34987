using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>A repository's operating model as it is and as it would be.</summary>
/// <param name="Before">What is in force; null: nothing is.</param>
internal sealed record Proposal(RepoId Id, RepoName Name, PolicyInput? Before, PolicyInput After);

/// <summary>
/// What a change means: for its own repository, and where it is the organisation's for all that extend it.
/// </summary>
/// <param name="Files">Of the change, as far as they are of the operating model.</param>
/// <param name="Own">Null: the repository itself has none.</param>
/// <param name="Shared">The change is of the repository that others extend.</param>
/// <param name="Extending">Those others.</param>
/// <param name="Unread">How many more there are than are looked at.</param>
internal sealed record Proposals(
    RepoFiles Files, Proposal? Own, bool Shared, ImmutableArray<Proposal> Extending, int Unread)
{
    public static Func<string, bool> IsWanted(RepoName repo) => IsShared(repo)
        ? path => PolicyFiles.IsWanted(path) || PolicyFiles.IsWantedOfOrg(path)
        : PolicyFiles.IsWanted;

    public static bool IsShared(RepoName repo) =>
        string.Equals(repo.Name, ".github", StringComparison.OrdinalIgnoreCase);

    public bool IsEmpty => Own is null && !Shared;

    public IEnumerable<Proposal> All => Own is null ? Extending : Extending.Prepend(Own);
}

/// <summary>Puts the files of a change in the place of those in force.</summary>
internal sealed class ProposalReader(Store store, GitHubAccess github, PolicyCache policies)
{
    private const int ExtendingMax = 200;

    public async Task<Answer<Proposals>> ReadAsync(Change change, CancellationToken ct)
    {
        var (repo, isShared) = (change.Repo.Name, Proposals.IsShared(change.Repo.Name));
        var files = await github.Files.ReadAsync(
            change.Calls, repo, change.Tree.After, Proposals.IsWanted(repo), ct);
        if (!files.IsOk) return files.Failure;
        ImmutableArray<RepoFile> org = isShared
            ? [.. files.Value.Files.Where(file => PolicyFiles.IsWantedOfOrg(file.Path))] : [];
        var own = await OwnAsync(change, files.Value, isShared ? org : null, ct);
        if (!own.IsOk) return own.Failure;
        var hasShared = isShared && (org.Any(file => file.Path == PolicyFiles.Org) ||
            change.Tree.Changed.Contains(PolicyFiles.Org));
        var extending = hasShared ? await ExtendingAsync(change, org, files.Value.Revision) : [];
        return new Proposals(files.Value, own.Value, hasShared, [.. extending.Take(ExtendingMax)],
            Math.Max(0, extending.Count - ExtendingMax));
    }

    /// <param name="change">The change.</param>
    /// <param name="files">Its files.</param>
    /// <param name="org">The organisation's files where the change is of these; null: they are read.</param>
    /// <param name="ct">Stops the reading.</param>
    private async Task<Answer<Proposal?>> OwnAsync(
        Change change, RepoFiles files, ImmutableArray<RepoFile>? org, CancellationToken ct)
    {
        var inForce = await policies.GetAsync(change.Installation, change.Repo, ct);
        if (!inForce.IsOk) return inForce.Failure;
        var before = inForce.Value.Policy is null ? null : await policies.LastGoodAsync(change.Repo.Id);
        var ops = files.Files.FirstOrDefault(file => file.Path == PolicyFiles.Ops);
        if (ops is null && before is null) return (Proposal?)null;
        var tag = ops is null ? null : PolicyFiles.PinnedOrgTag(ops.Text);
        var shared = org;
        if (shared is null || tag is not null)
        {
            var read = await github.Files.ReadOrgAsync(
                change.Installation, change.Repo, tag, PolicyFiles.IsWantedOfOrg, ct);
            if (!read.IsOk) return read.Failure;
            shared = read.Value.Files;
        }

        var after = new PolicyInput(change.Repo.Name, files.Revision, files.Files, shared.Value)
        {
            OrgTag = shared.Value.IsEmpty ? null : tag,
        };
        return new Proposal(change.Repo.Id, change.Repo.Name, before, after);
    }

    /// <summary>Repositories of the same installation that the organisation's files are part of.</summary>
    private async Task<List<Proposal>> ExtendingAsync(Change change, ImmutableArray<RepoFile> org, string revision)
    {
        var found = new List<Proposal>();
        foreach (var row in await store.RepositoriesOfOwnerAsync(change.Repo.Name.Owner))
        {
            var id = new RepoId(row.RepoId);
            if (row.InstallationId != change.Installation.Value || id == change.Repo.Id) continue;
            if (await policies.LastGoodAsync(id) is not { } before || !PolicyFiles.UsesOrg(before)) continue;
            found.Add(new Proposal(id, row.FullName, before, before with { OrgFiles = org, Revision = revision }));
        }

        return [.. found.OrderBy(one => one.Name.ToString(), StringComparer.OrdinalIgnoreCase)];
    }
}
