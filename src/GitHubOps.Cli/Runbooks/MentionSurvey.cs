using System.Collections.Immutable;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// Looks which words of the related runbooks a change takes out of the covered code: in the old contents of the touched
/// files, then in their new ones, then in all covered files, then anywhere. Most runbooks are done after the second.
/// </summary>
internal sealed class MentionSurvey(RepoFiles files, RepoTree tree, JudgedChange change, GitRepository git)
{
    private const int FilesMax = 20_000;
    private const long BytesMax = 256L * 1024 * 1024;

    private readonly GitChange[] changes = [.. change.Changes.Values];
    private readonly Dictionary<string, string?> before = new(StringComparer.Ordinal);
    private long bytesLeft = BytesMax;
    private int filesLeft = FilesMax;

    /// <summary>True where there was more to look through than this may; then nothing is claimed of the rest.</summary>
    public bool IsCut { get; private set; }

    public RunbookCase Look(RunbookCase runbook, CancellationToken cancellation)
    {
        if (runbook.Runbook is not { } known) return runbook;
        var touched = changes.Where(x => x.Path != known.Path && Covers(runbook, x.Path)).ToArray();
        var lost = Lost(runbook, touched, cancellation);
        return lost.IsEmpty ? runbook : runbook with { LostMentions = lost };
    }

    /// <summary>
    /// Which words the covered code has lost by some changes of it; of what changed elsewhere they know nothing.
    /// </summary>
    public ImmutableArray<LostMention> Lost(
        RunbookCase runbook, IReadOnlyCollection<GitChange> touched, CancellationToken cancellation)
    {
        if (runbook.Runbook is not { } known || runbook.Reading.FrontMatter is not { } front) return [];
        if (touched.All(x => x.IsNew)) return [];
        var mentions = Mentions.Of(known, front.Code);
        if (mentions.IsEmpty) return [];
        var old = new List<string>();
        foreach (var path in touched.Where(x => !x.IsNew))
            if (Before(path, cancellation) is { } text) old.Add(text);
        var covered = touched.Select(x => x.Path)
            .Concat(tree.Files.Select(x => x.Path).Where(known.Covers.Matches)).Select(Now).OfType<string>();
        var elsewhere = tree.Files.Select(x => x.Path)
            .Where(x => !known.Covers.Matches(x) && !Mentions.IsProse(x))
            .Select(x => (Path: x, Text: Now(x) ?? ""));
        var lost = MentionDrift.Of(mentions, old, covered, elsewhere);
        return IsCut ? [] : lost;
    }

    private static bool Covers(RunbookCase runbook, string path) =>
        runbook.Runbook!.Covers.Matches(path) || runbook.Before?.Runbook?.Covers.Matches(path) == true;

    private string? Now(string path)
    {
        if (IsCut || tree.Find(path) is not { IsLink: false, IsSubmodule: false } || !files.Exists(path)) return null;
        if (filesLeft-- <= 0 || bytesLeft <= 0)
        {
            IsCut = true;
            return null;
        }

        var bytes = files.Read(path).Bytes;
        bytesLeft -= bytes?.Length ?? 0;
        return TextOf(bytes);
    }

    private string? Before(GitChange path, CancellationToken cancellation)
    {
        if (before.TryGetValue(path.OldId, out var text)) return text;
        var found = path.OldMode == "160000" ? null : git.Objects.Find(path.OldId, cancellation);
        return before[path.OldId] = TextOf(found?.Content);
    }

    private static string? TextOf(byte[]? bytes) =>
        bytes is null || bytes.AsSpan(0, Math.Min(bytes.Length, 8000)).Contains((byte)0)
            ? null : Encoding.UTF8.GetString(bytes);
}
