using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

public sealed record LabelRefusal(string Name, RefusalReason Reason, string Why);

/// <param name="Missing">Still to be made; <paramref name="Failure"/> says why and when to call again.</param>
/// <param name="Refused">Labels that GitHub will not make.</param>
public sealed record LabelsReport(
    ImmutableArray<string> Created, ImmutableArray<string> Missing, ImmutableArray<LabelRefusal> Refused,
        GitHubFailure? Failure)
{
    internal ImmutableDictionary<string, string> Ids { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>Makes labels that a repository lacks, one request each, and leaves those it has as people made
/// them.</summary>
internal sealed class LabelMaker(RepoCalls calls, LabelIds labels, RepoInfo repo)
{
    /// <summary>GitHub's own colour for a label about which nothing is said.</summary>
    public const string Grey = "ededed";

    public async Task<LabelsReport> EnsureAsync(ImmutableArray<LabelSpec> specs, CancellationToken ct)
    {
        var ids = await labels.GetAsync(calls, repo.Id, ct);
        if (ids.IsOk &&
            !specs.All(s => ids.Value.ContainsKey(s.Name))) ids = await labels.RefreshAsync(calls, repo.Id, ct);
        if (!ids.IsOk) return new LabelsReport([], Names(specs), [], ids.Failure);
        var missing = new Queue<LabelSpec>(specs.Where(s => !ids.Value.ContainsKey(s.Name)).DistinctBy(s => s.Name,
            StringComparer.OrdinalIgnoreCase));
        var (created, refused) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<LabelRefusal>());
        GitHubFailure? failure = null;
        while (failure is null && missing.TryPeek(out var spec))
        {
            var label = await calls.CreateLabelAsync(spec, ct);
            if (label.Failure is { } f and not GitHubFailure.Refused) failure = f;
            else missing.Dequeue();
            if (label.IsOk) created.Add(Keep(label.Value));
            if (label.Failure is GitHubFailure.Refused no &&
                !SaysItExists(no)) refused.Add(new LabelRefusal(spec.Name, no.Reason, no.Why));
        }

        var known = await labels.GetAsync(calls, repo.Id, ct);
        return new LabelsReport(created.ToImmutable(), Names(missing), refused.ToImmutable(), failure)
        {
            Ids = known.IsOk ? known.Value : ids.Value,
        };
    }

    private string Keep(LabelHandle label)
    {
        labels.Add(repo.Id, label);
        return label.Name;
    }

    // Somebody else was faster.
    private bool SaysItExists(GitHubFailure.Refused no)
    {
        if (no.Status != 422 || !no.Why.Contains("already_exists", StringComparison.Ordinal)) return false;
        labels.Forget(repo.Id);
        return true;
    }

    private static ImmutableArray<string> Names(IEnumerable<LabelSpec> specs) => [.. specs.Select(s => s.Name)];
}
