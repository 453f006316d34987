using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>A check run as GitHub shows it.</summary>
/// <param name="ExternalId">What we called it: the digest of what it says.</param>
internal sealed record CheckRunInfo(long Id, string HeadSha, string ExternalId, bool IsCompleted, int Annotations);

/// <summary>What a check run is to say.</summary>
/// <param name="Annotations">At most <see cref="RepoCalls.AnnotationsMax"/>; GitHub adds them to those it has.</param>
internal sealed record CheckRunWords(
    CheckVerdict Verdict, string Digest, string DetailsUrl, ImmutableArray<CheckAnnotation> Annotations);

public sealed partial class RepoCalls
{
    /// <summary>GitHub takes no more in one request.</summary>
    internal const int AnnotationsMax = 50;

    private static readonly WireCheckAction Approve =
        new("Approve", "Let it touch that many open issues", CheckVerdict.ApproveButton);

    /// <summary>https://docs.github.com/en/rest/checks/runs#create-a-check-run</summary>
    internal async Task<Answer<CheckRunInfo>> CreateCheckRunAsync(
        string headSha, CheckRunWords words, CancellationToken ct)
    {
        var wire = await WriteAsync(HttpMethod.Post, InRepo("check-runs"), Body(headSha, words),
            GitHubJson.Default.WireNewCheckRun, GitHubJson.Default.WireCheckRun, contents: 1, ct);
        return wire.Select(CheckRun);
    }

    /// <summary>https://docs.github.com/en/rest/checks/runs#update-a-check-run</summary>
    internal async Task<Answer<CheckRunInfo>> UpdateCheckRunAsync(long run, CheckRunWords words, CancellationToken ct)
    {
        var wire = await WriteAsync(HttpMethod.Patch, InRepo($"check-runs/{run}"), Body(headSha: null, words),
            GitHubJson.Default.WireNewCheckRun, GitHubJson.Default.WireCheckRun, contents: 0, ct);
        return wire.Select(CheckRun);
    }

    /// <summary>
    /// The newest check run of that name that an App has made on a commit, or null.
    /// https://docs.github.com/en/rest/checks/runs#list-check-runs-for-a-git-reference
    /// </summary>
    internal async Task<Answer<CheckRunInfo?>> FindCheckRunAsync(
        string headSha, string name, long appId, CancellationToken ct)
    {
        var runs = await ReadAsync(
            InRepo($"commits/{Segment(headSha)}/check-runs?check_name={Uri.EscapeDataString(name)}&app_id={appId}"),
            GitHubJson.Default.WireCheckRuns, ct);
        return runs.Select(list => list.CheckRuns
            .Where(run => run.Name == name && run.App?.Id == appId && run.HeadSha == headSha)
            .OrderByDescending(run => run.Id).Select(CheckRun).FirstOrDefault());
    }

    /// <summary>https://docs.github.com/en/rest/checks/runs#list-check-run-annotations</summary>
    internal Task<Answer<ImmutableArray<CheckAnnotation>>> ListAnnotationsAsync(long run, CancellationToken ct) =>
        ReadPagesAsync(InRepo($"check-runs/{run}/annotations?per_page=100"), GitHubJson.Default.WireAnnotationArray,
            wire => wire.Select(Annotation), ct);

    private static WireNewCheckRun Body(string? headSha, CheckRunWords words) => new(
        headSha, words.Verdict.Name, "completed", Word(words.Verdict.Conclusion), words.Digest, words.DetailsUrl,
        new WireCheckOutput(words.Verdict.Title, words.Verdict.Summary, words.Verdict.Text,
            [.. words.Annotations.Select(one => new WireAnnotation(
                one.Path, one.Line, one.Line, Word(one.Level), one.Title, one.Message))]),
        words.Verdict.AsksForApproval ? [Approve] : null);

    private static CheckRunInfo CheckRun(WireCheckRun wire) => new(
        wire.Id, wire.HeadSha ?? "", wire.ExternalId ?? "", wire.Status == "completed",
        wire.Output?.AnnotationsCount ?? 0);

    private static CheckAnnotation Annotation(WireAnnotation wire) => new(
        wire.Path, wire.StartLine, Level(wire.AnnotationLevel), wire.Title ?? "", wire.Message ?? "");

    private static string Word(CheckConclusion conclusion) => conclusion switch
    {
        CheckConclusion.Success => "success",
        CheckConclusion.Failure => "failure",
        CheckConclusion.ActionRequired => "action_required",
        _ => "neutral",
    };

    private static string Word(ProblemLevel level) => level switch
    {
        ProblemLevel.Error => "failure",
        ProblemLevel.Warning => "warning",
        _ => "notice",
    };

    private static ProblemLevel Level(string word) => word switch
    {
        "failure" => ProblemLevel.Error,
        "warning" => ProblemLevel.Warning,
        _ => ProblemLevel.Notice,
    };
}
