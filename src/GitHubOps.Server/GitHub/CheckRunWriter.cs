using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>What a check run of a commit is to say, and what is known of it.</summary>
internal sealed record CheckRunRequest
{
    public required InstallationId Installation { get; init; }
    public required RepoInfo Repo { get; init; }
    public required string HeadSha { get; init; }
    public required CheckVerdict Verdict { get; init; }

    /// <summary>Below the repository on GitHub's site.</summary>
    public required string DetailsPath { get; init; }

    /// <summary>No write leaves after this instant.</summary>
    public required NodaTime.Instant NotAfter { get; init; }
}

/// <summary>
/// Brings the one check run of a name on a commit to what it shall say: made once, updated afterwards. What GitHub
/// shows already is not written again, so a request that was cut off anywhere is simply sent again.
/// </summary>
internal sealed class CheckRunWriter(GitHubClient client, GitHubSettings settings)
{
    public async Task<WriteReport> ApplyAsync(CheckRunRequest request, CancellationToken ct)
    {
        var calls = client.In(request.Installation, request.Repo, TokenPurpose.Checks);
        calls.WritesNotAfter = request.NotAfter;
        var failure = await ApplyAsync(calls, request, ct);
        var result = failure switch
        {
            null => (PartResult)new PartResult.Applied(),
            GitHubFailure.Refused refused => new PartResult.Refused(Needed(refused.Reason), refused.Why),
            _ => calls.WritesSent > 0 ? new PartResult.Applied() : new PartResult.NotDone(),
        };
        return new WriteReport
        {
            Parts = [new PartReport(WriteKind.CheckRun, request.Verdict.Name, result)],
            Failure = failure is GitHubFailure.Refused ? null : failure,
            WritesSent = calls.WritesSent,
            ReadsSent = calls.ReadsSent,
        };
    }

    /// <summary>Null: it says everything.</summary>
    private async Task<GitHubFailure?> ApplyAsync(RepoCalls calls, CheckRunRequest request, CancellationToken ct)
    {
        var app = await client.GetAppAsync(ct);
        if (!app.IsOk) return app.Failure;
        var found = await calls.FindCheckRunAsync(request.HeadSha, request.Verdict.Name, app.Value.Id, ct);
        if (!found.IsOk) return found.Failure;
        var words = new CheckRunWords(request.Verdict, request.Verdict.Digest(), Page(request), []);
        var missing = await MissingAsync(calls, found.Value, words, ct);
        if (!missing.IsOk) return missing.Failure;
        var (there, waiting) = (found.Value, missing.Value);
        while (there is null || !Says(there, words) || !waiting.IsEmpty)
        {
            var next = words with { Annotations = [.. waiting.Take(RepoCalls.AnnotationsMax)] };
            var written = there is null
                ? await calls.CreateCheckRunAsync(request.HeadSha, next, ct)
                : await calls.UpdateCheckRunAsync(there.Id, next, ct);
            if (!written.IsOk) return written.Failure;
            (there, waiting) = (written.Value, waiting[next.Annotations.Length..]);
        }

        return null;
    }

    /// <summary>Annotations that the check run does not show yet: those that it shows cannot be taken back.</summary>
    private static async Task<Answer<ImmutableArray<CheckAnnotation>>> MissingAsync(
        RepoCalls calls, CheckRunInfo? there, CheckRunWords words, CancellationToken ct)
    {
        var wanted = words.Verdict.Annotations;
        if (there is not { Annotations: > 0 }) return wanted;
        var shown = await calls.ListAnnotationsAsync(there.Id, ct);
        if (!shown.IsOk) return shown.Failure;
        ImmutableArray<CheckAnnotation> missing = [.. wanted.Except(shown.Value)];

        // Shown in other words than we sent them, they would be sent again and again.
        var isKnownOtherwise = missing.Length == wanted.Length && there.Annotations >= wanted.Length;
        return Says(there, words) && isKnownOtherwise ? [] : missing;
    }

    private static bool Says(CheckRunInfo run, CheckRunWords words) =>
        run.IsCompleted && run.ExternalId == words.Digest;

    /// <summary>
    /// Without the permission for check runs others of the installation's writes are still possible.
    /// </summary>
    private static RefusalReason Needed(RefusalReason reason) =>
        reason == RefusalReason.NotGranted ? RefusalReason.PermissionMissing : reason;

    private string Page(CheckRunRequest request) =>
        new Uri(settings.SiteUrl, $"{request.Repo.Name}/{request.DetailsPath}").AbsoluteUri;
}
