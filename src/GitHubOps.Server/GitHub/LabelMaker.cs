using System.Collections.Immutable;
using System.Text.Json;
using GitHubOps.Core;

namespace GitHubOps.Server;

public sealed record LabelRefusal(string Name, RefusalReason Reason, string Why);

/// <param name="Missing">Still to be made; <paramref name="Failure"/> says why and when to call again.</param>
/// <param name="Refused">Labels that GitHub will not make.</param>
public sealed record LabelsReport(
    ImmutableArray<string> Created,
    ImmutableArray<string> Missing,
    ImmutableArray<LabelRefusal> Refused,
    GitHubFailure? Failure)
{
    internal ImmutableDictionary<string, string> Ids { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>
/// Makes labels that a repository lacks and leaves those it has as people made them: several by one GraphQL document, a
/// single one (or where GraphQL is refused) by REST.
/// </summary>
internal sealed class LabelMaker(RepoCalls calls, LabelIds labels, GraphQlRefusals refusals, RepoInfo repo)
{
    /// <summary>GitHub's own colour for a label about which nothing is said.</summary>
    public const string Grey = "ededed";

    private const int BatchMax = 40;

    private readonly ImmutableArray<string>.Builder created = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<LabelRefusal>.Builder refused = ImmutableArray.CreateBuilder<LabelRefusal>();
    private readonly List<LabelSpec> missing = [];
    private GitHubFailure? failure;

    public async Task<LabelsReport> EnsureAsync(ImmutableArray<LabelSpec> specs, CancellationToken ct)
    {
        var names = specs.Select(s => s.Name).ToImmutableArray();
        var known = await labels.GetAsync(calls, repo.Id, names, ct);
        if (!known.IsOk) return new LabelsReport([], names, [], known.Failure);
        missing.AddRange(specs.Where(s => !known.Value.ContainsKey(s.Name))
            .DistinctBy(s => s.Name, StringComparer.OrdinalIgnoreCase));
        while (failure is null && missing.Count > 0)
        {
            var isBatch = missing.Count > 1 && !refusals.IsRefused(calls.Installation);
            if (isBatch) await MakeManyAsync([.. missing.Take(BatchMax)], ct);
            else await MakeOneAsync(missing[0], ct);
        }

        var ids = await labels.GetAsync(calls, repo.Id, created, ct);
        return new LabelsReport(
            created.ToImmutable(), [.. missing.Select(s => s.Name)], refused.ToImmutable(), failure ?? ids.Failure)
        {
            Ids = ids.IsOk ? ids.Value : known.Value,
        };
    }

    private async Task MakeOneAsync(LabelSpec spec, CancellationToken ct)
    {
        var label = await calls.CreateLabelAsync(spec, ct);
        if (label.IsOk) Keep(spec, label.Value);
        else if (label.Failure is not GitHubFailure.Refused no) failure = label.Failure;
        else if (no.Status == 422 && SaysItExists(no.Why)) IsThere(spec);
        else Refuse(spec, no.Reason, no.Why);
    }

    private async Task MakeManyAsync(ImmutableArray<LabelSpec> specs, CancellationToken ct)
    {
        var answer = await calls.MutateAsync(Document(specs), contents: 0, ct);
        if (answer.Failure is GitHubFailure.Refused) refusals.Note(calls.Installation);
        else if (!answer.IsOk) failure = answer.Failure;
        else Judge(specs, answer.Value);
    }

    private GraphQlDocument Document(ImmutableArray<LabelSpec> specs)
    {
        var document = new GraphQlDocument("MakeLabels").With("repository", "ID!", repo.NodeId);
        foreach (var (i, spec) in specs.Index())
            document
                .With($"name{i}", "String!", spec.Name)
                .With($"color{i}", "String!", spec.Color)
                .With($"description{i}", "String", spec.Description)
                .Do(Alias(i), $"createLabel(input: {{repositoryId: $repository, name: $name{i}, color: $color{i}, " +
                    $"description: $description{i}}}) {{ label {{ id name }} }}");
        return document;
    }

    private void Judge(ImmutableArray<LabelSpec> specs, GraphQlAnswer answer)
    {
        failure = answer.Limit;
        foreach (var (i, spec) in specs.Index())
        {
            if (answer.Data.TryGetValue(Alias(i), out var data) && ReadLabel(data) is { } label) Keep(spec, label);
            else if (!answer.Errors.TryGetValue(Alias(i), out var error) || error.IsUncertain)
                failure ??= new GitHubFailure.Uncertain("GitHub did not say whether a label was made");
            else if (SaysItExists(error.Message)) IsThere(spec);
            else if (answer.Limit is null) Refuse(spec, error.Reason, FailureReader.Cut($"GraphQL: {error.Message}"));
        }
    }

    private static string Alias(int index) => $"label{index}";

    private static LabelHandle? ReadLabel(JsonElement data) =>
        data.TryGetProperty("label", out var label) && label.ValueKind == JsonValueKind.Object
            ? new LabelHandle(label.GetProperty("name").GetString()!, label.GetProperty("id").GetString()!)
            : null;

    private void Keep(LabelSpec spec, LabelHandle label)
    {
        labels.Add(repo.Id, label);
        created.Add(label.Name);
        missing.Remove(spec);
    }

    // Somebody else was faster; the next list shows it.
    private void IsThere(LabelSpec spec)
    {
        labels.Forget(repo.Id);
        missing.Remove(spec);
    }

    private void Refuse(LabelSpec spec, RefusalReason reason, string why)
    {
        refused.Add(new LabelRefusal(spec.Name, reason, why));
        missing.Remove(spec);
    }

    private static bool SaysItExists(string why) =>
        why.Contains("already_exists", StringComparison.Ordinal) ||
        why.Contains("already been taken", StringComparison.OrdinalIgnoreCase) ||
        why.Contains("already exists", StringComparison.OrdinalIgnoreCase);
}
