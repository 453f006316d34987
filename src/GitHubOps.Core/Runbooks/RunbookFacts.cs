using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Everything the rules may know. Gathered before, so that no rule waits or fails half-way.</summary>
public sealed record RunbookFacts(LocalDate Today, RunbookPolicy Policy)
{
    public ImmutableArray<RunbookCase> Runbooks { get; init; } = [];

    public RunbookTouch Touch { get; init; } = new RunbookTouch.NoChange();

    /// <summary>The tree at HEAD; null without git.</summary>
    public RepoTree? Tree { get; init; }

    /// <summary>
    /// Without git: the files as they lie on the disk, those that reviews saw with their ids. It may lack files, and
    /// hold others: good for saying that something is as it was.
    /// </summary>
    public RepoTree? DiskTree { get; init; }

    /// <summary>
    /// The tree the change's author saw: a pull request's head, where HEAD is its merge with the base.
    /// </summary>
    public RepoTree? AuthorTree { get; init; }

    /// <summary>What was put off when the gate was adopted; null: nothing.</summary>
    public RunbookBaseline? Baseline { get; init; }

    /// <summary>
    /// True where the runbooks were named one by one: then nothing is said about runbooks that are missing.
    /// </summary>
    public bool Partial { get; init; }

    /// <summary>Who is who, from the repository's own files; null: not looked up.</summary>
    public RunbookPeople? People { get; init; }

    /// <summary>What GitHub says of owners, where it was asked.</summary>
    public ImmutableDictionary<string, HostedOwner> HostedOwners { get; init; } =
        ImmutableDictionary<string, HostedOwner>.Empty;

    /// <summary>The parts of the repository that the policy names.</summary>
    public ImmutableArray<RunbookArea> Areas { get; init; } = [];

    /// <summary>Alert rules in the repository's files.</summary>
    public ImmutableArray<AlertDefinition> Alerts { get; init; } = [];

    /// <summary>Its <c>owner/name</c> at GitHub; null: not known here.</summary>
    public string? Repository { get; init; }

    /// <summary>Where the change moved files whose contents stayed, by their old paths.</summary>
    public ImmutableDictionary<string, string> Moved { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string? MovedTo(string path) => Moved.GetValueOrDefault(path);

    /// <summary>Texts of files that rules ask for by name; see <see cref="CommandsRule.Wanted"/>.</summary>
    public ImmutableDictionary<string, string> Files { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Who stands behind the change; null: it cannot be seen from here.</summary>
    public RunbookApproval? Approval { get; init; }

    /// <summary>What people said of runbooks in comments; only the service knows it.</summary>
    public ImmutableArray<RunbookEvidence> Evidence { get; init; } = [];

    /// <summary>Runbooks that people may follow.</summary>
    public IEnumerable<RunbookCase> Active =>
        Runbooks.Where(x => x.Runbook?.State is RunbookState.Active or RunbookState.Broken);
}

/// <summary>One runbook file with what is known about it.</summary>
/// <param name="Reading">As it stands now.</param>
/// <param name="Before">As it stood at the base of the change; null where it did not exist or did not change.</param>
public sealed record RunbookCase(RunbookReading Reading, RunbookReading? Before)
{
    /// <summary>The file is part of the change.</summary>
    public bool Changed { get; init; }

    /// <summary>What the change does to paths that this runbook covers, now or at the base.</summary>
    public ImmutableArray<string> TouchedPaths { get; init; } = [];

    /// <summary>Words for a person to type that the change took out of the covered code.</summary>
    public ImmutableArray<LostMention> LostMentions { get; init; } = [];

    /// <summary>
    /// What changed since its review, where that could be listed; null: it was not looked for, or cannot be.
    /// </summary>
    public SeenDrift? Drift { get; init; }

    public RunbookAge Age { get; init; } = new(RunbookAgeState.Unknown, null, null, "not judged");

    public string Path => Reading.Path;

    public MarkdownCode Code => Reading.FrontMatter?.Code ?? MarkdownCode.Empty;

    public MarkdownLinks Links => Reading.FrontMatter?.Links ?? MarkdownLinks.Of("");

    public Runbook? Runbook => Reading.Runbook;

    /// <summary>The change is about this runbook: its text, or what it covers.</summary>
    public bool Related => Changed || TouchedPaths.Length > 0;

    /// <summary>The change rewrites what people read, not only the metadata.</summary>
    public bool TextChanged =>
        Changed && (Before?.FrontMatter is null || Before.FrontMatter.BodyAsRead != Reading.FrontMatter?.BodyAsRead);

    /// <summary>The change carries a review of another day.</summary>
    public bool StampChanged =>
        Changed && Runbook?.Review?.On is not null && Runbook.Review.On != Before?.Runbook?.Review?.On;

    /// <summary>The one command that clears an old review.</summary>
    public string RenewCommand => $"githubops runbooks renew {ShellWord.Of(Path)} --kind read --by @you";
}

/// <summary>What is known about the change under judgement.</summary>
public abstract record RunbookTouch
{
    private RunbookTouch()
    {
    }

    /// <summary>No change is judged: a schedule, or a run by hand over everything.</summary>
    public sealed record NoChange : RunbookTouch;

    /// <summary>There is a change, and what it touches cannot be seen here.</summary>
    public sealed record Unknown(string Reason, string Remedy) : RunbookTouch;

    /// <summary>The paths that the change adds, edits, renames or deletes.</summary>
    public sealed record Known(ImmutableSortedSet<string> Paths, string Base) : RunbookTouch;
}
