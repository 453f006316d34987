using System.CommandLine;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>Options that the verbs about the configuration share.</summary>
internal sealed class ConfigOptions
{
    private const string OrgFolder = ".github";

    public Option<string?> Root { get; } = RunbookOptions.Root();

    public Option<string?> Org { get; } = new("--org")
    {
        Description = "The checkout of OWNER/.github (default: the folder `.github` beside the repository's).",
        HelpName = "DIR",
    };

    public Option<string?> Repo { get; } = new("--repo")
    {
        Description = "The repository's name (default: GITHUB_REPOSITORY, else the names of the folders).",
        HelpName = "OWNER/NAME",
    };

    public Option<string?> Config { get; } = new("--config")
    {
        Description = "Read this file in the place of .github/ops.yml.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Add(Root);
        command.Add(Org);
        command.Add(Repo);
        command.Add(Config);
    }

    public ConfigPlace Read(ParseResult result, Surroundings surroundings)
    {
        var named = result.GetValue(Root);
        var folder = RunbookOptions.ReadRoot(named, surroundings);
        var root = string.IsNullOrEmpty(named) ? ConfigFolder.RootOf(folder) : folder;
        return new ConfigPlace(root, ReadOrg(result.GetValue(Org), root, surroundings),
            ReadRepo(result.GetValue(Repo), root, surroundings),
            result.GetValue(Config) is { Length: > 0 } file ? Path.GetFullPath(file, surroundings.Folder) : null);
    }

    /// <summary>
    /// The same for verbs that ask GitHub, which must not ask of a repository that a folder is called like.
    /// </summary>
    public ConfigPlace ReadNamed(ParseResult result, Surroundings surroundings, CancellationToken ct)
    {
        var place = Read(result, surroundings);
        if (!string.IsNullOrEmpty(result.GetValue(Repo)) || surroundings.Setting("GITHUB_REPOSITORY") is not null)
            return place;
        return place with
        {
            Repo = Origin(place.Root, ct) ?? throw new UsageException(
                "which repository is it on GitHub? Say --repo OWNER/NAME: the checkout has no remote `origin` there"),
        };
    }

    /// <summary>Whether the repository is named and its checkout is neither named nor where we stand.</summary>
    public bool IsElsewhere(ParseResult result, ConfigPlace place, CancellationToken ct) =>
        !string.IsNullOrEmpty(result.GetValue(Repo)) && string.IsNullOrEmpty(result.GetValue(Root)) &&
        !string.Equals(
            Origin(place.Root, ct)?.ToString(), place.Repo.ToString(), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// <c>git@HOST:OWNER/NAME.git</c>, <c>https://HOST/OWNER/NAME</c>; null: git knows no such remote.
    /// </summary>
    private static RepoName? Origin(string root, CancellationToken ct)
    {
        if (GitRepository.Find(root) is not { } git) return null;
        using (git)
        {
            if (git.Config("remote.origin.url", ct) is not { } url) return null;
            var isHosted = url.Contains("://", StringComparison.Ordinal)
                ? !url.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
                : url.Contains('@', StringComparison.Ordinal);
            if (!isHosted) return null;
            var path = url.TrimEnd('/').Replace('\\', '/');
            if (path.EndsWith(".git", StringComparison.Ordinal)) path = path[..^4];
            var parts = path.Split('/', ':');
            return parts is [.., _, { Length: > 0 } owner, { Length: > 0 } name] ? new RepoName(owner, name) : null;
        }
    }

    private static string? ReadOrg(string? named, string root, Surroundings surroundings)
    {
        if (!string.IsNullOrEmpty(named))
        {
            var folder = Path.GetFullPath(named, surroundings.Folder);
            return Directory.Exists(folder) ? folder : throw new UsageException("--org is not a folder");
        }

        var beside = Path.Combine(Path.GetDirectoryName(root) ?? root, OrgFolder);
        return File.Exists(Path.Combine(beside, PolicyFiles.Org)) ? beside : null;
    }

    private static RepoName ReadRepo(string? named, string root, Surroundings surroundings)
    {
        var text = string.IsNullOrEmpty(named) ? surroundings.Setting("GITHUB_REPOSITORY") : named;
        if (text is null)
        {
            var name = Path.GetFileName(root);
            var owner = Path.GetFileName(Path.GetDirectoryName(root));
            return new RepoName(string.IsNullOrEmpty(owner) ? "OWNER" : owner,
                string.IsNullOrEmpty(name) ? "REPO" : name);
        }

        return text.Split('/') is [{ Length: > 0 } account, { Length: > 0 } repository] && !text.Any(char.IsControl)
            ? new RepoName(account, repository)
            : throw new UsageException("--repo must be OWNER/NAME");
    }
}
