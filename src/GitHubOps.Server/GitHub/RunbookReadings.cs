using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>Runbooks of whatever commit, each content fetched and read once.</summary>
internal sealed class RunbookReadings
{
    /// <summary>What is longer is no runbook; the tool reads its beginning.</summary>
    public const int BytesMax = 1 << 20;

    /// <summary>As many are fetched for one answer; those that are known cost nothing.</summary>
    public const int FetchedMax = 300;

    private const int AtATime = 8;
    private const int KeptMax = 3_000;

    private readonly ConcurrentDictionary<(string Path, string Sha), RunbookReading> kept = new();

    /// <summary>How many of them would have to be fetched.</summary>
    public int Unknown(IEnumerable<TreeFile> files) => files.Count(file => !kept.ContainsKey((file.Path, file.Sha)));

    public async Task<Answer<ImmutableDictionary<string, RunbookReading>>> ReadAsync(
        RepoCalls calls, IReadOnlyCollection<TreeFile> files, CancellationToken ct)
    {
        var found = ImmutableDictionary.CreateBuilder<string, RunbookReading>(StringComparer.Ordinal);
        foreach (var batch in files.Chunk(AtATime))
        {
            var readings = await Task.WhenAll(batch.Select(file => ReadAsync(calls, file, ct)));
            foreach (var (file, reading) in batch.Zip(readings))
            {
                if (!reading.IsOk) return reading.Failure;
                found[file.Path] = reading.Value;
            }
        }

        return found.ToImmutable();
    }

    private async Task<Answer<RunbookReading>> ReadAsync(RepoCalls calls, TreeFile file, CancellationToken ct)
    {
        var key = (file.Path, file.Sha);
        if (kept.TryGetValue(key, out var known)) return known;
        var bytes = await calls.GetBlobAsync(file.Sha, ct);

        // It was listed just now: a replica that does not know it yet knows no better.
        if (bytes.Failure is GitHubFailure.Refused { Reason: RefusalReason.NotFound })
            return new GitHubFailure.Transient($"{file.Path} is listed and not shown yet");
        if (!bytes.IsOk) return bytes.Failure;
        if (kept.Count >= KeptMax) kept.Clear();
        return kept[key] = RunbookReader.Read(file.Path, bytes.Value);
    }
}
