using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// What of an installation's pace outlives the process: until when nothing may be sent, and how often in a row.
/// </summary>
public sealed record PaceState(InstallationId Installation, Instant BlockedUntil, LimitKind Kind, int Strikes);

/// <summary>
/// GitHub's demands on our pace, per installation: one write at a time, a second between writes, 80 contents a minute
/// and 500 an hour, reads that leave room for the writes, nothing at all while limited. Never sleeps: says "not
/// before".
/// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
/// </summary>
public sealed class InstallationPace(GitHubClock clock)
{
    public const int ContentsPerMinuteMax = 80;
    public const int ContentsPerHourMax = 500;

    /// <summary>
    /// GitHub allows 900 points a minute by REST; sixty writes of five points have room beside the reads.
    /// </summary>
    public const int ReadPointsPerMinuteMax = 900 - (60 * 5);

    /// <summary>Of the hour's requests a fifth is left untouched by those who can wait.</summary>
    private const int PatientReserveShare = 5;

    public static Duration BetweenWrites { get; } = Duration.FromSeconds(1);

    private static readonly Duration LongestGuess = Duration.FromHours(1);

    private readonly Dictionary<InstallationId, Entry> entries = [];
    private readonly Lock gate = new();

    /// <summary>Null when the installation may send.</summary>
    public GitHubFailure.RateLimited? Blocked(InstallationId installation)
    {
        lock (gate)
            return entries.TryGetValue(installation, out var entry) && entry.BlockedUntil > clock.Now
                ? new GitHubFailure.RateLimited(entry.BlockedUntil, entry.Kind)
                : null;
    }

    /// <summary>
    /// Takes the turn for one write; null when it may be sent now. <see cref="EndWrite"/> must follow.
    /// </summary>
    internal GitHubFailure.RateLimited? BeginWrite(InstallationId installation, int contents)
    {
        lock (gate)
        {
            var now = clock.Steady;
            var entry = EntryOf(installation);
            var notBefore = Instant.Max(entry.NextWriteAt(now),
                contents > 0 ? entry.NextContentAt(now, contents) : now);
            if (notBefore > now) return OwnPace(notBefore - now);
            entry.IsWriting = true;
            for (var i = 0; i < contents; i++) entry.Contents.Enqueue(now);
            return null;
        }
    }

    /// <summary>Null when the request may be sent now; <see cref="Spend"/> follows for each that is.</summary>
    internal GitHubFailure.RateLimited? BeginRead(InstallationId installation, bool isPatient)
    {
        lock (gate)
        {
            var now = clock.Steady;
            var entry = EntryOf(installation);
            var notBefore = entry.Reads.NotBefore(1, now);
            if (isPatient) notBefore = Instant.Max(notBefore, entry.PatientUntil);
            return notBefore > now ? OwnPace(notBefore - now) : null;
        }
    }

    internal void Spend(InstallationId installation, int points)
    {
        lock (gate) EntryOf(installation).Reads.Spend(points, clock.Steady);
    }

    /// <summary>What GitHub says is left of the hour's requests.</summary>
    internal void Observe(InstallationId installation, AnswerSigns signs)
    {
        if (signs is not { Remaining: { } remaining, Limit: { } limit }) return;
        lock (gate)
            if (remaining <= limit / PatientReserveShare && signs.UntilReset(clock.Now) is { } wait)
                EntryOf(installation).PatientUntil = clock.Steady + wait + Duration.FromSeconds(1);
    }

    internal void EndWrite(InstallationId installation)
    {
        lock (gate)
        {
            var entry = EntryOf(installation);
            (entry.IsWriting, entry.WroteAt) = (false, clock.Steady);
        }
    }

    /// <summary>
    /// GitHub limited the installation. A guess of ours doubles each time in a row; a told time gets a second on top
    /// and a fraction that differs between installations, so that they do not all come back at once.
    /// </summary>
    internal GitHubFailure.RateLimited Block(InstallationId installation, GitHubFailure.RateLimited limit)
    {
        lock (gate)
        {
            var now = clock.Now;
            var entry = EntryOf(installation);
            var wait = limit.Until - now;
            if (!limit.IsTold) wait = Duration.Min(wait * (1L << Math.Min(entry.Strikes, 6)), LongestGuess);
            var spread = Duration.FromMilliseconds(1000 + (ulong)installation.Value * 2654435761UL % 1000);
            entry.Strikes = Math.Min(entry.Strikes + 1, 1000);
            entry.Kind = limit.Kind;
            entry.BlockedUntil = Instant.Max(entry.BlockedUntil, now + wait + spread);
            return limit with { Until = entry.BlockedUntil };
        }
    }

    /// <summary>GitHub serves the installation again: the next guess starts small.</summary>
    internal void Calm(InstallationId installation)
    {
        lock (gate)
            if (entries.TryGetValue(installation, out var entry)) entry.Strikes = 0;
    }

    /// <summary>Installations that are blocked now or were refused in a row: what the store keeps.</summary>
    public ImmutableArray<PaceState> Export()
    {
        lock (gate)
            return [.. entries.Where(e => e.Value.BlockedUntil > clock.Now || e.Value.Strikes > 0)
                .OrderBy(e => e.Key.Value)
                .Select(e => new PaceState(e.Key, e.Value.BlockedUntil, e.Value.Kind, e.Value.Strikes))];
    }

    /// <summary>Takes over what the store (or another replica) knows; the later block wins.</summary>
    public void Import(IEnumerable<PaceState> states)
    {
        lock (gate)
            foreach (var state in states)
            {
                var entry = EntryOf(state.Installation);
                if (state.BlockedUntil <= entry.BlockedUntil) continue;
                (entry.BlockedUntil, entry.Kind, entry.Strikes) = (state.BlockedUntil, state.Kind, state.Strikes);
            }
    }

    public void Forget(InstallationId installation)
    {
        lock (gate) entries.Remove(installation);
    }

    private GitHubFailure.RateLimited OwnPace(Duration wait) => new(clock.Now + wait, LimitKind.OwnPace);

    private Entry EntryOf(InstallationId installation)
    {
        if (entries.TryGetValue(installation, out var entry)) return entry;
        return entries[installation] = new Entry();
    }

    private sealed class Entry
    {
        public Instant BlockedUntil { get; set; }
        public LimitKind Kind { get; set; }
        public int Strikes { get; set; }
        public bool IsWriting { get; set; }
        public Instant? WroteAt { get; set; }
        public Instant PatientUntil { get; set; }
        public PointWindow Reads { get; } = new(ReadPointsPerMinuteMax);

        /// <summary>When contents were created, oldest first, of the last hour only.</summary>
        public Queue<Instant> Contents { get; } = new();

        public Instant NextWriteAt(Instant now)
        {
            if (IsWriting) return now + BetweenWrites;
            return WroteAt is { } at ? at + BetweenWrites : now;
        }

        public Instant NextContentAt(Instant now, int contents)
        {
            var hourAgo = now - Duration.FromHours(1);
            while (Contents.TryPeek(out var oldest) && oldest <= hourAgo) Contents.Dequeue();
            var byHour = After(Contents.Count + contents - ContentsPerHourMax, Duration.FromHours(1), now);
            var inMinute = Contents.Count(at => at > now - Duration.FromMinutes(1));
            var spent = Contents.Count - inMinute;
            var tooMany = inMinute + contents - ContentsPerMinuteMax;
            return Instant.Max(byHour, tooMany <= 0 ? now : After(spent + tooMany, Duration.FromMinutes(1), now));
        }

        /// <summary>
        /// When the <paramref name="count"/>-th oldest content leaves the window; now when count is not positive.
        /// </summary>
        private Instant After(int count, Duration window, Instant now) =>
            count <= 0 ? now : Contents.ElementAt(Math.Min(count, Contents.Count) - 1) + window;
    }
}
