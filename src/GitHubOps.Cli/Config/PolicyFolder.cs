using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>What a policy is read from, out of a checkout: the files beside an <c>ops.yml</c>.</summary>
/// <param name="Files">The checkout's, without its own <c>ops.yml</c>.</param>
/// <param name="OrgFiles">Those of the checkout of <c>OWNER/.github</c>; empty where there is none.</param>
internal sealed record PolicyFolder(ImmutableArray<RepoFile> Files, ImmutableArray<RepoFile> OrgFiles)
{
    private const int FilesMax = 5_000;

    /// <param name="root">The checkout.</param>
    /// <param name="org">The checkout of <c>OWNER/.github</c>; null: the folder <c>.github</c> beside the root.</param>
    public static PolicyFolder Read(string root, string? org)
    {
        var beside = org ?? Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(root)) ?? root,
            ".github");
        var hasOrg = File.Exists(Path.Combine(beside, PolicyFiles.Org));
        if (org is not null && !hasOrg) throw new UsageException($"--org: there is no {PolicyFiles.Org} in it");
        return new(
            FilesOf(root, path => path != PolicyFiles.Ops && PolicyFiles.IsWanted(path)),
            hasOrg ? OrgFilesOf(beside) : []);
    }

    /// <summary>Those of a checkout of <c>OWNER/.github</c>.</summary>
    public static ImmutableArray<RepoFile> OrgFilesOf(string org) => FilesOf(org, PolicyFiles.IsWantedOfOrg);

    /// <summary>The checkout around a file: the nearest folder above that git knows, else where it lies.</summary>
    public static string Around(string config)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(config))!;
        if (GitRepository.RootOf(folder) is { } root) return root;
        return Path.GetFileName(folder) == ".github" ? Path.GetDirectoryName(folder)! : folder;
    }

    public PolicyInput With(RepoName repo, string name, string ops) =>
        new(repo, name, [new RepoFile(PolicyFiles.Ops, ops), .. Files], OrgFiles)
        {
            // What the folder holds is taken for the tag that the file pins: nothing else can be tried here.
            OrgTag = PolicyFiles.PinnedOrgTag(ops),
        };

    private static ImmutableArray<RepoFile> FilesOf(string root, Func<string, bool> isWanted)
    {
        var files = new RepoFiles(root);
        var wanted = files.Below("").Where(isWanted).Order(StringComparer.Ordinal).Take(FilesMax + 1).ToList();
        if (wanted.Count > FilesMax) throw new UsageException($"more than {FilesMax} OWNERS files and forms in {root}");
        return
        [
            .. wanted.Select(path => (Path: path, files.Read(path).Bytes)).Where(file => file.Bytes is not null)
                .Select(file => new RepoFile(file.Path, System.Text.Encoding.UTF8.GetString(file.Bytes!))),
        ];
    }
}
