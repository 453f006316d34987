using System.Collections.Immutable;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>Where a verb finds a repository's files and those of its organisation.</summary>
/// <param name="Root">The checkout.</param>
/// <param name="Org">The checkout of <c>OWNER/.github</c>; null: none was found.</param>
/// <param name="Repo">How the repository is called.</param>
/// <param name="ConfigFile">Stands in for <c>.github/ops.yml</c>; null: that file itself.</param>
internal sealed record ConfigPlace(string Root, string? Org, RepoName Repo, string? ConfigFile);

/// <summary>Reads what the service would fetch of a repository, from a checkout.</summary>
internal static class ConfigFolder
{
    public static PolicyInput Read(ConfigPlace place)
    {
        var files = new RepoFiles(place.Root);
        var own = Wanted(files, PolicyFiles.IsWanted);
        if (place.ConfigFile is { } config)
            own = [.. own.Where(file => file.Path != PolicyFiles.Ops), new RepoFile(PolicyFiles.Ops, Text(config))];
        var org = place.Org is { } folder ? Wanted(new RepoFiles(folder), PolicyFiles.IsWantedOfOrg) : [];
        return new PolicyInput(place.Repo, "checkout", own, org)
        {
            // A checkout is at whatever version it is; the pin says which one that should be.
            OrgTag = own.FirstOrDefault(file => file.Path == PolicyFiles.Ops) is { } ops
                ? PolicyFiles.PinnedOrgTag(ops.Text) : null,
        };
    }

    private static ImmutableArray<RepoFile> Wanted(RepoFiles files, Func<string, bool> isWanted) =>
    [
        .. from path in files.Below("").Where(isWanted).Order(StringComparer.Ordinal)
           let bytes = files.Read(path).Bytes
           where bytes is not null
           select new RepoFile(path, Encoding.UTF8.GetString(bytes)),
    ];

    private static string Text(string file)
    {
        try
        {
            if (new FileInfo(file).Length > RepoFiles.BytesMax)
                throw new UsageException($"--config is larger than {RepoFiles.BytesMax} bytes");
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--config cannot be read: {e.Message}");
        }
    }
}
