using System.CommandLine;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>Where GitHub is and who asks, as options and environment say it.</summary>
internal sealed class GitHubOptions
{
    private const string PublicApi = "https://api.github.com";

    private static readonly string[] TokenVariables = ["GH_TOKEN", "GITHUB_TOKEN"];

    public Option<string?> ApiUrl { get; } = new("--api-url")
    {
        Description =
            $"GitHub's API (default: GITHUB_API_URL, else {PublicApi}); https://HOST/api/v3 for an Enterprise Server.",
        HelpName = "URL",
    };

    public Option<string?> AppId { get; } = new("--app-id")
    {
        Description = "The client id (or number) of the GitHub App (default: GITHUBOPS_APP_ID).",
        HelpName = "ID",
    };

    public Option<string?> Key { get; } = new("--private-key")
    {
        Description = "The App's private key, PEM (default: GITHUBOPS_PRIVATE_KEY).",
        HelpName = "FILE",
    };

    public GitHubDoor Read(ParseResult result, Surroundings surroundings)
    {
        var address = ReadUrl(result.GetValue(ApiUrl) ?? surroundings.Setting("GITHUB_API_URL") ?? PublicApi);
        var variable = TokenVariables.FirstOrDefault(name => surroundings.Setting(name) is not null);
        var app = ReadApp(result, surroundings);
        if (variable is null && app is null)
            throw new UsageException("GitHub is asked with a token: set GH_TOKEN or GITHUB_TOKEN " +
                "(`export GH_TOKEN=$(gh auth token)`), or give --app-id and --private-key");
        return new GitHubDoor(address, variable is null ? null : (variable, surroundings.Setting(variable)!.Trim()),
            app,
            surroundings.Time);
    }

    /// <summary>Of this verb where both parts of an App's proof are needed; null where none is given.</summary>
    private AppKey? ReadApp(ParseResult result, Surroundings surroundings)
    {
        if (!Has(AppId) || !Has(Key)) return null;
        var id = result.GetValue(AppId) ?? surroundings.Setting("GITHUBOPS_APP_ID");
        var key = result.GetValue(Key) ?? surroundings.Setting("GITHUBOPS_PRIVATE_KEY");
        if (id is null && key is null) return null;
        if (string.IsNullOrWhiteSpace(id) || string.IsNullOrWhiteSpace(key))
            throw new UsageException("--app-id and --private-key belong together: give both or none");
        return new AppKey(id.Trim(), Path.GetFullPath(key, surroundings.Folder));

        bool Has(Option option) => result.CommandResult.Command.Options.Contains(option);
    }

    /// <summary>A token goes over an encrypted line, or stays on this machine.</summary>
    private static Uri ReadUrl(string text)
    {
        var slashed = text.EndsWith('/') ? text : text + "/";
        return Uri.TryCreate(slashed, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
            && url.Query.Length == 0
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
                ? url
                : throw new UsageException(
                    $"--api-url must be an https address: {PublicApi}, or https://HOST/api/v3; " +
                    $"`{Problems.Shown(text)}` is none");
    }
}
