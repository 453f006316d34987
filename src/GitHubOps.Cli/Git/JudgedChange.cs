using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>The change under judgement: which paths differ, and which commit its author saw.</summary>
/// <param name="Touch">For the rules.</param>
/// <param name="Changes">With the ids of what stood there before.</param>
/// <param name="Author">The pull request's own head, where HEAD is a merge of it; else null.</param>
internal sealed record JudgedChange(RunbookTouch Touch, ImmutableDictionary<string, GitChange> Changes, string? Author)
{
    private const string FetchDepth = "Give actions/checkout `fetch-depth: 2` (pull requests), or `fetch-depth: 0`.";

    /// <summary>New places of files that the change moved without a word changed, by their old paths.</summary>
    public ImmutableDictionary<string, string> Moved
    {
        get
        {
            var added = Changes.Values.Where(x => x.IsNew).ToLookup(x => x.NewId, x => x.Path);
            return Changes.Values.Where(x => x.Status == 'D' && added.Contains(x.OldId))
                .ToImmutableDictionary(x => x.Path, x => added[x.OldId].Order(StringComparer.Ordinal).First());
        }
    }

    public static JudgedChange None { get; } =
        new(new RunbookTouch.NoChange(), ImmutableDictionary<string, GitChange>.Empty, null);

    public static JudgedChange Resolve(
        ChangeRequest request, GitRepository git, GitCommit head, string? testedCommit,
            CancellationToken cancellation) => request switch
            {
                ChangeRequest.Since since => Since(since.Revision, git, head, cancellation),
                ChangeRequest.From from => From(from.Commit, null, git, head, cancellation),
                ChangeRequest.Pull pull => Pull(pull, git, head, testedCommit, cancellation),
                _ => None,
            };

    private static JudgedChange Pull(
        ChangeRequest.Pull pull, GitRepository git, GitCommit head, string? testedCommit,
            CancellationToken cancellation)
    {
        if (head.Parents.Length == 2 && (head.Parents[1] == pull.Head || head.Id == testedCommit))
        {
            // GitHub's merge commit: its first parent is the base as it was merged, the second the pull request's head.
            var (from, author) = (head.Parents[0], head.Parents[1]);
            if (git.Commit(from, cancellation) is null) git.Fetch(cancellation, from, author);
            var seen = git.Commit(author, cancellation);
            return From(from, seen?.Id, git, head, cancellation);
        }

        if (head.Id != pull.Head)
        {
            return Unknown("the checkout is not of this pull request (pull_request_target checks out the base)",
                "Run the gate on `pull_request`, with the default checkout.");
        }

        return Since(pull.Base, git, head, cancellation);
    }

    private static JudgedChange Since(string revision, GitRepository git, GitCommit head,
        CancellationToken cancellation)
    {
        var from = git.Commit(revision, cancellation);
        if (from is null && IsId(revision) && git.Fetch(cancellation, revision))
            from = git.Commit(revision, cancellation);
        if (from is null)
        {
            return IsId(revision)
                ? Unknown($"the base {revision[..12]} is not in this checkout and could not be fetched", FetchDepth)
                : throw new UsageException($"--base: `{Problems.Shown(revision)}` is no commit of this repository");
        }

        if (git.MergeBase(from.Id, head.Id, cancellation) is { } common)
            return From(common, null, git, head, cancellation);
        return head.Parents.Contains(from.Id)
            ? From(from.Id, null, git, head, cancellation)
            : Unknown($"this checkout does not reach back to where the change left {from.Id[..12]}", FetchDepth);
    }

    private static JudgedChange From(
        string from, string? author, GitRepository git, GitCommit head, CancellationToken cancellation)
    {
        if (git.Commit(from, cancellation) is null)
        {
            git.Fetch(cancellation, from);
            if (git.Commit(from, cancellation) is null)
                return Unknown($"the base {from[..12]} is not in this checkout and could not be fetched", FetchDepth);
        }

        var changes = git.Changes(from, head.Id, cancellation);
        var byPath = ImmutableDictionary.CreateBuilder<string, GitChange>(StringComparer.Ordinal);
        foreach (var change in changes) byPath[change.Path] = change;
        return new(new RunbookTouch.Known(byPath.Keys.ToImmutableSortedSet(StringComparer.Ordinal), from),
            byPath.ToImmutable(), author);
    }

    private static JudgedChange Unknown(string reason, string remedy) =>
        None with { Touch = new RunbookTouch.Unknown(reason, remedy) };

    private static bool IsId(string revision) => revision.Length is 40 or 64 && revision.All(char.IsAsciiHexDigitLower);
}
