using System.CommandLine;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>Options that several runbook verbs share.</summary>
internal static class RunbookOptions
{
    public static Option<string?> Root() =>
        new("--root") { Description = "The checkout (default: the one around this folder).", HelpName = "DIR" };

    public static Option<string?> Today() =>
        new("--today") { Description = "Judge as if it were this day (UTC).", HelpName = "YYYY-MM-DD" };

    public static Option<int> Timeout() => new("--timeout")
    {
        Description = "Seconds after which the tool gives up with exit code 3.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 120,
    };

    public static Option<string?> Baseline() => new("--baseline")
    {
        Description = $"The file of exemptions (default: {RunbookBaseline.Place}).", HelpName = "FILE",
    };

    /// <summary>The file's path from the repository's root.</summary>
    public static string ReadBaseline(string? text, string folder)
    {
        if (string.IsNullOrEmpty(text)) return RunbookBaseline.Place;
        var root = GitRepository.RootOf(folder) ?? folder;
        return !text.Any(char.IsControl) && new RepoFiles(root).RelativePath(text, root) is { } path
            ? path : throw new UsageException("--baseline must be a file in the repository");
    }

    /// <summary>A login with its at-sign; the named one, else who runs the workflow, else git's.</summary>
    public static string Who(string? named, GitRepository? git, Surroundings surroundings,
        CancellationToken cancellation)
    {
        var who = named ?? surroundings.Setting("GITHUB_ACTOR") ?? (git is null
            ? null : git.Config("github.user", cancellation));
        if (who is null)
            throw new UsageException("who? Add --by @login (or set it once: git config --global github.user login)");
        var login = who.TrimStart('@');
        return login.Length is > 0 and <= 39 && login.All(x => char.IsAsciiLetterOrDigit(x) || x == '-')
            ? "@" + login
            : throw new UsageException($"--by: `{Problems.Shown(who)}` is no GitHub login");
    }

    public static Option<string> OneOf(string name, string description, string standard, params string[] words)
    {
        var option = new Option<string>(name)
        {
            Description = description, DefaultValueFactory = _ =>
            standard, HelpName = string.Join('|', words)
        };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    public static LocalDate ReadToday(string? text, Surroundings surroundings)
    {
        if (string.IsNullOrEmpty(text)) return surroundings.Today;
        return IsoDate.Read(text) is { Year: >= 1990 and < 3000 } day
            ? day : throw new UsageException("--today must be a date like 2026-11-20");
    }

    public static string ReadRoot(string? text, Surroundings surroundings) =>
        ReadFolder(string.IsNullOrEmpty(text) ? "." : text, "--root", surroundings);

    public static string ReadFolder(string text, string option, Surroundings surroundings)
    {
        var folder = Path.GetFullPath(text, surroundings.Folder);
        return Directory.Exists(folder) ? folder : throw new UsageException($"{option} is not a folder");
    }

    /// <summary>Runs with a limit of time on top of the person's patience.</summary>
    public static int Within(int seconds, Func<CancellationToken, int> act, CancellationToken cancellation)
    {
        using var limit = Limit(seconds, cancellation);
        return act(limit.Token);
    }

    /// <summary>The same for what asks over the network.</summary>
    public static async Task<int> WithinAsync(int seconds, Func<CancellationToken, Task<int>> act,
        CancellationToken cancellation)
    {
        using var limit = Limit(seconds, cancellation);
        return await act(limit.Token);
    }

    private static CancellationTokenSource Limit(int seconds, CancellationToken cancellation)
    {
        if (seconds is < 1 or > 3600) throw new UsageException("--timeout must be between 1 and 3600 seconds");
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        return limit;
    }
}
