using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// What happened to rotations and does not stand in today's files: how rosters changed, and what people agreed on.
/// </summary>
/// <param name="Rosters">By the rotation's name, oldest first.</param>
/// <param name="Swaps">By the rotation's name, in the order in which they were agreed on.</param>
public sealed record RotationMemory(
    ImmutableDictionary<string, ImmutableArray<RosterRevision>> Rosters,
    ImmutableDictionary<string, ImmutableArray<RotationSwap>> Swaps)
{
    public static RotationMemory None { get; } = new(
        ImmutableDictionary<string, ImmutableArray<RosterRevision>>.Empty,
        ImmutableDictionary<string, ImmutableArray<RotationSwap>>.Empty);

    /// <summary>The policy with rotations that know it.</summary>
    public RepoPolicy In(RepoPolicy policy)
    {
        if (Swaps.IsEmpty && Rosters.Values.All(revisions => revisions.Length < 2)) return policy;
        return policy with
        {
            Rotations = policy.Rotations.ToImmutableDictionary(entry => entry.Key, entry => In(entry.Value)),
            Trial = policy.Trial is { } trial ? In(trial) : null,
        };
    }

    private RotationDefinition In(RotationDefinition rotation) => rotation with
    {
        Revisions = Rosters.GetValueOrDefault(rotation.Name) is { IsDefault: false } rosters && rotation.Layers.IsEmpty
            ? rosters : rotation.Revisions,
        Swaps = Swaps.GetValueOrDefault(rotation.Name) is { IsDefault: false } swaps ? swaps : rotation.Swaps,
        Layers = [.. rotation.Layers.Select(In)],
    };
}
