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
            return new RepoName(string.IsNullOrEmpty(owner) ? "OWNER" : owner, string.IsNullOrEmpty(name) ? "REPO" : name);
        }

        return text.Split('/') is [{ Length: > 0 } account, { Length: > 0 } repository] && !text.Any(char.IsControl)
            ? new RepoName(account, repository)
            : throw new UsageException("--repo must be OWNER/NAME");
    }
}
