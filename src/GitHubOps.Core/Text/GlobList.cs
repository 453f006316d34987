using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace GitHubOps.Core;

/// <summary>
/// Patterns with exceptions: a path is meant where some pattern matches and no <c>!pattern</c> does, in any order.
/// </summary>
public sealed class GlobList
{
    private readonly ImmutableArray<Glob> exceptions;

    private GlobList(ImmutableArray<Glob> patterns, ImmutableArray<Glob> exceptions)
    {
        Patterns = patterns;
        this.exceptions = exceptions;
    }

    public static GlobList Empty { get; } = new([], []);

    /// <summary>The patterns without the exceptions.</summary>
    public ImmutableArray<Glob> Patterns { get; }

    /// <summary>False at the first text that is no pattern; <paramref name="error"/> says which and why.</summary>
    public static bool TryParse(IEnumerable<string> texts, out GlobList list, [NotNullWhen(false)] out string? error)
    {
        var patterns = ImmutableArray.CreateBuilder<Glob>();
        var excepted = ImmutableArray.CreateBuilder<Glob>();
        list = Empty;
        error = null;
        foreach (var text in texts)
        {
            var except = text.StartsWith('!');
            if (!Glob.TryParse(except ? text[1..] : text, out var glob, out error)) return false;
            (except ? excepted : patterns).Add(glob);
        }

        list = new GlobList(patterns.ToImmutable(), excepted.ToImmutable());
        return true;
    }

    public bool Matches(string path)
    {
        foreach (var pattern in Patterns)
            if (pattern.Matches(path)) return !Excepts(path);
        return false;
    }

    /// <summary>A path that an exception takes out, whatever the patterns say.</summary>
    public bool Excepts(string path)
    {
        foreach (var exception in exceptions)
            if (exception.Matches(path)) return true;
        return false;
    }
}
