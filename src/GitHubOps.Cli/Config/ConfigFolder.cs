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
    private const string Revision = "checkout";

    /// <summary>
    /// The nearest folder upwards with an operating model of its own or known to git, whichever is nearer: a repository
    /// kept inside another (an example, a fixture) is judged by itself. The folder itself where there is neither.
    /// </summary>
    public static string RootOf(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, PolicyFiles.Ops))
                || Path.Exists(Path.Combine(at.FullName, ".git")))
                return at.FullName;
        return folder;
    }

    /// <summary>The place holds an organisation's file and no repository's.</summary>
    public static bool IsShared(ConfigPlace place)
    {
        var files = new RepoFiles(place.Root);
        return place.ConfigFile is null && !files.Exists(PolicyFiles.Ops) && files.Exists(PolicyFiles.Org);
    }

    public static PolicyInput Read(ConfigPlace place)
    {
        if (IsShared(place))
            return SharedFile.Extended(place.Repo, PolicyFolder.Read(place.Root, place.Root).OrgFiles);
        var folder = PolicyFolder.Read(place.Root, place.Org);
        var text = place.ConfigFile is { } config ? Text(config) : Text(new RepoFiles(place.Root));
        return text is null
            ? new PolicyInput(place.Repo, Revision, folder.Files, folder.OrgFiles)
            : folder.With(place.Repo, Revision, text);
    }

    private static string? Text(RepoFiles files) =>
        files.Exists(PolicyFiles.Ops) && files.Read(PolicyFiles.Ops).Bytes is { } bytes
            ? Encoding.UTF8.GetString(bytes) : null;

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
