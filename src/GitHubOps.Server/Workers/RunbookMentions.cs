using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>
/// Looks which words of the related runbooks a change takes out of the covered code: in the texts that it touches, then
/// in all covered ones, then anywhere. Most runbooks are done after the first. Where more would have to be read than
/// one answer may cost, nothing is claimed.
/// </summary>
internal sealed class RunbookMentions(
    GitHubAccess github, Change change, RunbookTrees trees, IReadOnlyCollection<TreeFile> files)
{
    /// <summary>Of one change.</summary>
    private const int FilesMax = 300;
    private const int FileBytesMax = 256 * 1024;

    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>There was more to look through than this may; then nothing is claimed of the rest.</summary>
    public bool IsCut { get; private set; }

    public async Task<Answer<RunbookCase>> LookAsync(RunbookCase runbook, CancellationToken ct)
    {
        if (runbook is not { Runbook: { } known, Reading.FrontMatter: { } front }) return runbook;
        var touched = trees.Changes.Values
            .Where(one => one is { Before: { IsLink: false, IsSubmodule: false } } && one.Path != known.Path &&
                Covers(runbook, one.Path))
            .Select(one => one.Path).ToHashSet(StringComparer.Ordinal);
        if (touched.Count == 0 || Mentions.Of(known, front.Code) is not { IsEmpty: false } mentions) return runbook;
        var old = await TextsAsync(change.Tree.Sides!.Begun.Files.Where(file => touched.Contains(file.Path)), ct);
        if (!old.IsOk) return old.Failure;
        var before = old.Value.Select(file => file.Text).ToList();
        var now = new List<string>();
        foreach (var look in Looks(touched, known))
        {
            var read = await TextsAsync(look.Files, ct);
            if (!read.IsOk) return read.Failure;
            if (IsCut) return runbook;
            if (look.IsCovered) now.AddRange(read.Value.Select(file => file.Text));
            var lost = MentionDrift.Of(
                mentions, before, now, look.IsCovered ? [] : read.Value.Select(file => (file.Path, file.Text)));
            if (lost.IsEmpty || !look.IsCovered) return runbook with { LostMentions = lost };
        }

        return runbook;
    }

    /// <summary>Each with files that those before it did not have.</summary>
    private IEnumerable<(bool IsCovered, IEnumerable<TreeFile> Files)> Looks(HashSet<string> touched, Runbook known)
    {
        yield return (true, files.Where(file => touched.Contains(file.Path)));
        yield return (true, files.Where(file => !touched.Contains(file.Path) && known.Covers.Matches(file.Path)));
        yield return (false, files.Where(file => !touched.Contains(file.Path) && !known.Covers.Matches(file.Path) &&
            !Mentions.IsProse(file.Path)));
    }

    /// <summary>What is no text is left out.</summary>
    private async Task<Answer<ImmutableArray<RepoFile>>> TextsAsync(IEnumerable<TreeFile> wanted, CancellationToken ct)
    {
        var all = wanted.ToList();
        ImmutableArray<TreeFile> unread =
            [.. all.Where(file => !texts.ContainsKey(file.Sha)).DistinctBy(file => file.Sha)];
        IsCut |= texts.Count + unread.Length > FilesMax || unread.Any(file => file.Bytes > FileBytesMax);
        if (IsCut) return ImmutableArray<RepoFile>.Empty;
        var read = await github.Files.ReadTextsAsync(change.Calls, unread, ct, keeps: false);
        if (!read.IsOk) return read.Failure;
        foreach (var (file, text) in unread.Zip(read.Value)) texts[file.Sha] = text.Text;
        return all.Select(file => new RepoFile(file.Path, texts[file.Sha]))
            .Where(file => !file.Text.AsSpan(0, Math.Min(file.Text.Length, 8000)).Contains('\0')).ToImmutableArray();
    }

    private static bool Covers(RunbookCase runbook, string path) =>
        runbook.Runbook!.Covers.Matches(path) || runbook.Before?.Runbook?.Covers.Matches(path) == true;
}
