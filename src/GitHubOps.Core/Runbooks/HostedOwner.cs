using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What GitHub says of a runbook's owner.</summary>
public enum HostedOwnerState
{
    /// <summary>They exist and may see the repository.</summary>
    Known,

    /// <summary>GitHub knows nobody of the name who may.</summary>
    Unknown,

    /// <summary>The token may not ask.</summary>
    Unreadable,
}

/// <param name="State">Whether there is somebody.</param>
/// <param name="HasActed">A commit of theirs within <see cref="DaysMax"/> days; null: not asked.</param>
public sealed record HostedOwner(HostedOwnerState State, bool? HasActed)
{
    /// <summary>Who did nothing for so many days may not be here any more.</summary>
    public const int DaysMax = 90;

    /// <summary>
    /// People and teams of whom GitHub can be asked, each once. Names of the repository's own files are not among them.
    /// </summary>
    public static ImmutableArray<string> Asked(RunbookFacts facts) =>
    [
        .. facts.Active.Select(x => x.Runbook!).Where(x => x.Dialect is null && x.Owner?.StartsWith('@') == true)
            .Select(x => x.Owner!).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// The repository's own files show them at work: on a rotation, or as somebody's reviewer of late.
    /// </summary>
    public static bool IsAtWork(string owner, RunbookFacts facts)
    {
        var login = OwnersFile.NormalLogin(owner);
        return facts.People?.IsOnRotation(login) == true || facts.Runbooks.Any(x =>
            x.Runbook?.Review is { By: { } by, On: { } on } && on >= facts.Today.PlusDays(-DaysMax) &&
            on <= facts.Today.PlusDays(1) && OwnersFile.NormalLogin(by) == login);
    }
}
