using System.Collections.Immutable;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// Lists what changed under a runbook since its review, as far as the repository still holds what the reviewer saw, and
/// leaves out what says nothing: by the same process that gives every object.
/// </summary>
internal sealed class DriftSurvey(RepoFiles files, RepoTree tree, GitRepository git, CancellationToken cancellation)
{
    private const string IgnoredCommits = ".git-blame-ignore-revs";
    private const int IgnoredMax = 100;
    private const int TextsMax = 64 * 1024;

    /// <summary>Of one runbook: more files than that are much, whatever stands in them.</summary>
    private const int FilesMax = 500;

    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private DriftNoise? noise;
    private Dictionary<(string Path, string Id), string>? ignored;

    /// <summary>
    /// Null where nothing changed, or where what the reviewer saw cannot be listed: then all that is known is that it
    /// is not the same any more.
    /// </summary>
    public (SeenDrift Drift, ImmutableArray<GitChange> Changes)? Look(RunbookCase runbook)
    {
        if (runbook.Runbook is not { Review.Seen.Count: > 0 } known
            || CoversEverythingRule.TooMuch(known, tree) is not null)
            return null;
        var changes = new Dictionary<string, GitChange>(StringComparer.Ordinal);
        var entries = RunbookStamp.ChangedSince(known, tree);
        if (entries.IsEmpty) return null;
        foreach (var entry in entries)
        {
            if (ChangesOf(entry, known.Review.Seen[entry]) is not { } listed) return null;
            foreach (var change in listed)
                if (change.Path != known.Path && !known.Covers.Excepts(change.Path)) changes[change.Path] = change;
        }

        var counted = changes.Values.Where(x => !Noise.Is(x.Path) && !IsIgnored(x))
            .OrderBy(x => x.Path, StringComparer.Ordinal)
            .ToArray();
        return Count(known, counted);
    }

    private (SeenDrift, ImmutableArray<GitChange>) Count(Runbook known, GitChange[] changes)
    {
        var told = ImmutableArray.CreateBuilder<GitChange>();
        var sum = 0;
        foreach (var change in changes)
        {
            var between = told.Count < FilesMax ? Between(change) : 1;
            if (between == 0) continue;
            told.Add(change);
            sum += between;
        }

        var covered = told.Count is 0 or > SeenDrift.FilesMax ? 0
            : tree.Files.Where(x => known.Covers.Matches(x.Path)).Sum(x => LinesOf(x.Path));
        return (new SeenDrift([.. told.Select(x => x.Path)], sum, covered), told.ToImmutable());
    }

    /// <summary>Null where what was seen is not here, or is a digest of many files.</summary>
    private ImmutableArray<GitChange>? ChangesOf(string entry, string seen)
    {
        var (kind, id) = (seen[..Math.Min(2, seen.Length)], seen[Math.Min(2, seen.Length)..]);
        if (id.Length is not (40 or 64) || !id.All(char.IsAsciiHexDigitLower)) return null;
        var now = tree.Find(entry);
        if (kind == "t:")
        {
            var folder = entry.TrimEnd('/') + "/";
            return git.ChangesOfFolder(folder, id, now is { IsFolder: true } ? now.ObjectId : null, cancellation);
        }

        if (kind != "b:" || git.Objects.Find(id, cancellation, bytesMax: 0) is not { Type: "blob" }) return null;
        var (mode, newId) = now is { IsFolder: false }
            ? (now.Mode, now.ObjectId) : ("000000", new string('0', id.Length));
        return [new GitChange("100644", mode, id, newId, now is null ? 'D' : 'M', entry)];
    }

    private int Between(GitChange change)
    {
        if (change.OldMode == "160000" || change.NewMode == "160000") return 1;
        var (before, now) = (Text(change.OldId), Text(change.NewId));
        // Something that is no text: one change, however large.
        return before is null || now is null ? 1 : SeenDrift.LinesBetween(before, now);
    }

    /// <summary>Empty for a file that is not there; null for what is no text or too long for one.</summary>
    private string? Text(string id)
    {
        if (id.All(x => x == '0')) return "";
        return git.Objects.Find(id, cancellation)?.Content is { } bytes &&
            !bytes.AsSpan(0, Math.Min(bytes.Length, 8000)).Contains((byte)0) ? Encoding.UTF8.GetString(bytes) : null;
    }

    private int LinesOf(string path)
    {
        if (lines.TryGetValue(path, out var count)) return count;
        var isText = tree.Find(path) is { IsLink: false, IsSubmodule: false } && files.Exists(path);
        var bytes = isText ? files.Read(path).Bytes : null;
        return lines[path] = bytes is null ? 0 : bytes.AsSpan().Count((byte)'\n');
    }

    private DriftNoise Noise => noise ??= DriftNoise.Of(tree.Files
        .Where(x => x.Path.EndsWith(DriftNoise.AttributesName, StringComparison.Ordinal) && !x.IsLink && !x.IsSubmodule)
        .Where(
            x => x.Path.Length == DriftNoise.AttributesName.Length
                || x.Path[^(DriftNoise.AttributesName.Length + 1)] == '/')
        .OrderBy(x => x.Path.Count(c => c == '/')).Take(1000)
        .Select(
            x => new RepoFile(x.Path,
                files.Exists(x.Path) ? Encoding.UTF8.GetString(files.Read(x.Path).Bytes ?? []) : "")));

    /// <summary>
    /// All the way from what was seen to what is now leads over commits that people do not want to see.
    /// </summary>
    private bool IsIgnored(GitChange change)
    {
        ignored ??= Ignored();
        var id = change.OldId;
        for (var steps = 0; steps < IgnoredMax && id != change.NewId; steps++)
            if (!ignored.TryGetValue((change.Path, id), out id!)) return false;
        return id == change.NewId;
    }

    private Dictionary<(string Path, string Id), string> Ignored()
    {
        var steps = new Dictionary<(string, string), string>();
        if (tree.Find(IgnoredCommits) is not { IsLink: false } || !files.Exists(IgnoredCommits)) return steps;
        var bytes = files.Read(IgnoredCommits).Bytes ?? [];
        var text = Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(TextsMax, bytes.Length)));
        foreach (var id in text.Split('\n').Select(x => x.Split('#')[0].Trim())
            .Where(x => x.Length is 40 or 64 && x.All(char.IsAsciiHexDigitLower)).Take(IgnoredMax))
        {
            if (git.Commit(id, cancellation) is not { Parents: [var parent, ..] }) continue;
            if (git.Commit(parent, cancellation) is null) continue;
            foreach (var change in git.Changes(parent, id, cancellation))
                steps[(change.Path, change.OldId)] = change.NewId;
        }

        return steps;
    }
}
