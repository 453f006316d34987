using NodaTime;

namespace GitHubOps.Core;

/// <summary>Something that somebody did in public.</summary>
/// <param name="At">Null: not public yet, such as a review that is not submitted.</param>
public sealed record PublicAct(Login By, Instant? At, bool IsBot = false, bool IsCommand = false);

/// <summary>What counts as an answer.</summary>
public static class FirstResponse
{
    /// <summary>
    /// An answer is by a person who may give one, not by the author nor a bot, and says something. One from before the
    /// clock began (of a change that was not ready yet) is none.
    /// </summary>
    public static bool Counts(PublicAct act, Login author, Instant startedAt, Func<Login, bool> mayAnswer) =>
        act is { IsBot: false, IsCommand: false, At: { } at } && at >= startedAt && act.By != author
            && mayAnswer(act.By);
}
