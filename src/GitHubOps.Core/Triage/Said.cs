using NodaTime;

namespace GitHubOps.Core;

/// <summary>A person has put an issue aside until a day, or taken that back.</summary>
/// <param name="SaidAt">When they said so: of several words the later one counts, whatever order the news come
/// in.</param>
/// <param name="Until">Null: it is awake again.</param>
/// <param name="Because">Between backticks; null: it is awake again.</param>
public sealed record PutAside(Instant SaidAt, Login By, Instant? Until, string? Because)
{
    /// <summary>Nobody puts anything aside for longer.</summary>
    public static readonly Duration Longest = Duration.FromDays(90);
}

/// <summary>A way round a fault that is not mended yet.</summary>
/// <param name="Link">An address of the web, as it was written.</param>
public sealed record Workaround(string Link, Login By, Instant At);

/// <summary>What became of feedback.</summary>
/// <param name="Word">One of <see cref="Words"/>.</param>
/// <param name="Because">Between backticks.</param>
public sealed record Ruling(string Word, Login By, string Because, Instant At)
{
    public static readonly System.Collections.Immutable.ImmutableArray<string> Words =
        ["accepted", "later", "one-off", "no"];
}
