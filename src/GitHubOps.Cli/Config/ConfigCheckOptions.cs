using System.Collections.Immutable;
using System.CommandLine;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>What the files are to be judged by.</summary>
/// <param name="Today">The day that dates are compared with.</param>
internal sealed record CheckQuestion(LocalDate Today)
{
    /// <summary>A checkout of the state before the change; null: no change is judged.</summary>
    public string? Before { get; init; }

    /// <summary>What happened, to replay both states on; null: not given.</summary>
    public HistoryFolder? History { get; init; }

    /// <summary>Who is away for a week; null: not known.</summary>
    public ImmutableHashSet<Login>? Away { get; init; }

    /// <summary>Answers what only GitHub knows; null: it is not asked.</summary>
    public RepositoryQuestions? GitHub { get; init; }
}

/// <summary>The options of <c>check</c> beside those of how to print.</summary>
internal sealed class ConfigCheckOptions
{
    private readonly ConfigOptions files = new();
    private readonly GitHubOptions github = new();

    private readonly Option<string?> before = new("--before")
    {
        Description =
            "A checkout of the state before the change: rewording a form's option that a rule asks for fails.",
        HelpName = "DIR",
    };

    private readonly Option<string?> history = new("--history")
    {
        Description =
            "With --before: say how many open issues of this history the change touches (as `replay` reads it).",
        HelpName = "PATH",
    };

    private readonly Option<string?> today = RunbookOptions.Today();

    private readonly Option<string[]> away = new("--away")
    {
        Description = "People who are away for the next seven days.",
        HelpName = "LOGIN",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> asked = new("--github")
    {
        Description = "Ask GitHub too who can be assigned and which labels there are (GH_TOKEN or GITHUB_TOKEN).",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[before, history, today, away, asked, github.ApiUrl]) command.Add(option);
        files.AddTo(command);
    }

    public ConfigPlace PlaceOf(ParseResult result, Surroundings surroundings, CancellationToken ct) =>
        result.GetValue(asked)
            ? files.ReadNamed(result, surroundings, ct) : files.Read(result, surroundings);

    /// <summary>Null where GitHub is not to be asked.</summary>
    public async Task<GitHubApi?> OpenAsync(
        ParseResult result, ConfigPlace place, Surroundings surroundings, CancellationToken ct) =>
        result.GetValue(asked) ? await github.Read(result, surroundings).AsReaderAsync(place.Repo, ct) : null;

    public CheckQuestion Read(ParseResult result, ConfigPlace place, GitHubApi? api, Surroundings surroundings)
    {
        var old = result.GetValue(before) is { Length: > 0 } folder
            ? RunbookOptions.ReadFolder(folder, "--before", surroundings) : null;
        var happened = result.GetValue(history) is { Length: > 0 } path ? path : null;
        if (happened is not null && old is null)
            throw new UsageException("--history needs --before: a change is judged by what was before it");
        return new CheckQuestion(RunbookOptions.ReadToday(result.GetValue(today), surroundings))
        {
            Before = old,
            History = happened is null ? null : HistoryFolder.Read(happened, surroundings.Folder, place.Repo),
            Away = result.GetValue(away) is { Length: > 0 } names
                ? [.. names.Select(name => new Login(name.TrimStart('@')))] : null,
            GitHub = api is null ? null : new RepositoryQuestions(api, place.Repo),
        };
    }
}
