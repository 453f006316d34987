using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>One entry of <c>covers</c> with its line in the runbook.</summary>
public sealed record RunbookCover(string Text, int Line)
{
    /// <summary>True for a name without pattern characters: a file, or a folder with all that is below it.</summary>
    public bool IsPlain => Text.AsSpan().IndexOfAny("*?{\\") < 0;

    /// <summary>Where the entry looks, up to its first pattern character.</summary>
    public string Prefix => Text.AsSpan().IndexOfAny("*?{\\") is var at and >= 0 ? Text[..at] : Text;
}

/// <summary>What a runbook covers: patterns and their exceptions, and services by name.</summary>
public sealed class RunbookCovers
{
    private readonly GlobList globs;

    private RunbookCovers(ImmutableArray<RunbookCover> entries, ImmutableArray<string> exceptions,
        ImmutableArray<string> services, GlobList globs)
    {
        Entries = entries;
        Exceptions = exceptions;
        Services = services;
        this.globs = globs;
    }

    public static RunbookCovers Nothing { get; } = new([], [], [], GlobList.Empty);

    /// <summary>The entries that name paths, without the exceptions.</summary>
    public ImmutableArray<RunbookCover> Entries { get; }

    public ImmutableArray<string> Exceptions { get; }

    /// <summary>
    /// Entries <c>service:name</c>: which paths they mean is known to the service, not to the checker.
    /// </summary>
    public ImmutableArray<string> Services { get; }

    /// <summary>
    /// Reads the entries; an entry that is no pattern is left out and told to <paramref name="refuse"/>.
    /// </summary>
    public static RunbookCovers Read(IEnumerable<RunbookCover> written, Action<RunbookCover, string> refuse)
    {
        var entries = ImmutableArray.CreateBuilder<RunbookCover>();
        var exceptions = ImmutableArray.CreateBuilder<string>();
        var services = ImmutableArray.CreateBuilder<string>();
        foreach (var cover in written)
        {
            var (text, except) = cover.Text.StartsWith('!') ? (cover.Text[1..], true) : (cover.Text, false);
            if (text.StartsWith("service:", StringComparison.Ordinal)) services.Add(text["service:".Length..]);
            else if (!Glob.TryParse(text + "/**", out _, out var error)) refuse(cover, error);
            else if (except) exceptions.Add(text);
            else entries.Add(cover with { Text = Tidy(text) });
        }

        var patterns = entries.SelectMany(PatternsOf).Concat(exceptions.Select(x => "!" + x));
        return GlobList.TryParse(patterns, out var globs, out _)
            ? new(entries.ToImmutable(), exceptions.ToImmutable(), services.ToImmutable(), globs)
            : Nothing;
    }

    public bool Matches(string path) => globs.Matches(path);

    public bool Excepts(string path) => globs.Excepts(path);

    /// <summary>The patterns of one entry: a plain name is a file, or a folder with all that is below it.</summary>
    public static IEnumerable<string> PatternsOf(RunbookCover entry) =>
        entry.IsPlain && !entry.Text.EndsWith('/') ? [entry.Text, entry.Text + "/**"] : [entry.Text];

    private static string Tidy(string text) =>
        text.StartsWith("./", StringComparison.Ordinal) ? text[2..] : text.TrimStart('/');
}
