using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>
/// Tells one issue everything at once: one GraphQL document, verified from its own answer; where GraphQL is not to be
/// had, single additive calls. Never waits: a part that may not be sent yet is handed back as not done, with "not
/// before".
/// </summary>
public sealed class IssueWriter
{
    public const int CommentCharactersMax = 65_536;

    private readonly GitHubClient client;
    private readonly LabelIds labels;
    private readonly PeopleIds people;
    private readonly GraphQlRefusals refusals;

    public IssueWriter(GitHubClient client, LabelIds labels, PeopleIds people, GitHubClock clock) =>
        (this.client, this.labels, this.people, refusals) = (client, labels, people, new GraphQlRefusals(clock));

    public async Task<WriteReport> ApplyAsync(WriteRequest request, CancellationToken ct)
    {
        var calls = client.In(request.Installation, request.Repo);
        calls.WritesNotAfter = request.NotAfter;
        calls.PassesStop = request.PassesStop;
        var progress = new WriteProgress(request);
        if (request.CommentBody?.Length > CommentCharactersMax)
            progress.SettleAll(WriteKind.Comment,
                new PartResult.Refused(RefusalReason.TooLarge, $"a comment holds {CommentCharactersMax} characters"));
        if (request.ReadFirst && progress.HasOpen) await new IssueLook(calls, request, progress).LookAsync(ct);
        if (progress.HasOpen && progress.Failure is null) await WriteAsync(calls, request, progress, ct);
        return progress.Report(calls);
    }

    /// <summary>
    /// Makes the labels that the repository lacks; those it has are left as they are. What could not be made yet is
    /// named, with the reason: call again then.
    /// </summary>
    public Task<LabelsReport> EnsureLabelsAsync(
        InstallationId installation, RepoInfo repo, ImmutableArray<LabelSpec> specs, CancellationToken ct) =>
        new LabelMaker(client.In(installation, repo), labels, refusals, repo).EnsureAsync(specs, ct);

    private async Task WriteAsync(RepoCalls calls, WriteRequest request, WriteProgress progress, CancellationToken ct)
    {
        if (!refusals.IsRefused(request.Installation))
        {
            var document = new IssueDocumentWriter(calls, request, progress, labels, people, refusals);
            var isRefused = await document.WriteAsync(ct);
            if (!isRefused) return;
            refusals.Note(request.Installation);
        }

        await new IssueRestWriter(calls, request, progress).WriteAsync(ct);
    }
}
