using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// A mistake that a file can hold although every line of it can be read. One check, one file, one line in
/// <see cref="ConfigChecks"/>.
/// </summary>
public abstract class ConfigCheck
{
    private protected ConfigCheck()
    {
    }

    /// <summary>Stays the same for ever: people filter by it.</summary>
    public abstract string Code { get; }

    /// <summary>What it finds and why that matters, for the list in the documentation.</summary>
    public abstract string Help { get; }

    /// <summary>
    /// What would have to be known from outside of the files to look at all; null: it is known, or needs nothing.
    /// </summary>
    public virtual string? Unasked(CheckFacts facts) => null;

    public abstract IEnumerable<Problem> Check(CheckFacts facts);

    private protected Problem Warning(Place at, string text, string remedy) =>
        new(Code, ProblemLevel.Warning, text, at.File, at.Line, at.Column, remedy);

    private protected Problem Error(Place at, string text, string remedy) =>
        new(Code, ProblemLevel.Error, text, at.File, at.Line, at.Column, remedy);

    private protected Problem Notice(Place at, string text, string remedy) =>
        new(Code, ProblemLevel.Notice, text, at.File, at.Line, at.Column, remedy);
}

/// <summary>Everything that checks may know, gathered before. What is null was not asked for.</summary>
public sealed record CheckFacts
{
    public required PolicyInput Input { get; init; }

    public required RepoPolicy Policy { get; init; }

    /// <summary>The effective file: every value with the place it comes from.</summary>
    public required OpsMap Effective { get; init; }

    public required Instant Now { get; init; }

    /// <summary>The files before the change that is judged; null: no change is.</summary>
    public PolicyInput? Before { get; init; }

    /// <summary>Open issues with which the change would have gone otherwise; null: it was not replayed.</summary>
    public int? OpenChanged { get; init; }

    /// <summary>The repository's runbooks; null: not looked at.</summary>
    public RunbookFacts? Runbooks { get; init; }

    /// <summary>The names of the repository's workflows; null: not known.</summary>
    public ImmutableHashSet<string>? Workflows { get; init; }

    /// <summary>People whom GitHub does not let be assigned in this repository.</summary>
    public ImmutableHashSet<Login>? Unassignable { get; init; }

    /// <summary>Names of the labels that the repository has.</summary>
    public ImmutableHashSet<string>? Labels { get; init; }

    /// <summary>People who are away for all of the coming seven days.</summary>
    public ImmutableHashSet<Login>? Away { get; init; }

    /// <summary>The entries of a map of the effective file, none where there is no such map.</summary>
    public ImmutableArray<OpsEntry> Entries(params ReadOnlySpan<string> keys) =>
        Find(keys)?.Value is OpsMap map ? map.Entries : [];

    /// <summary>An entry of the effective file; null where it is not there.</summary>
    public OpsEntry? Find(params ReadOnlySpan<string> keys)
    {
        OpsNode here = Effective;
        OpsEntry? found = null;
        foreach (var key in keys)
        {
            found = (here as OpsMap)?.Find(key);
            if (found is null) return null;
            here = found.Value;
        }

        return found;
    }

    /// <summary>Where a key stands; the nearest thing above it where it does not.</summary>
    public Place PlaceOf(params ReadOnlySpan<string> keys)
    {
        for (var length = keys.Length; length > 0; length--)
            if (Find(keys[..length]) is { } entry) return entry.KeyAt;
        return Effective.At;
    }

    /// <summary>The single values below a node, each with its place.</summary>
    public static IEnumerable<OpsText> TextsOf(OpsNode? node) => node switch
    {
        OpsText text => [text],
        OpsList list => list.Items.SelectMany(TextsOf),
        _ => [],
    };
}
