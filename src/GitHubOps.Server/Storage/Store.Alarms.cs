using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

internal sealed partial class Store
{
    private const string DueAlarms =
        """
        SELECT issue_id, alarm, installation_id, repo_id, due_at_ms FROM alarms
        WHERE due_at_ms <= @now ORDER BY due_at_ms LIMIT @alarmsMax
        """;

    private const string NextAlarm = "SELECT MIN(due_at_ms) FROM alarms";

    /// <summary>Moves due alarms into the inbox, in one transaction; answers how many.</summary>
    public async Task<int> RingAlarmsAsync(Instant now, int alarmsMax) =>
        await NextAlarmAsync() is { } next && next <= now ? await WriteAsync(
            session => RingAlarms(session, now, alarmsMax), needsFlush: false) : 0;

    private static int RingAlarms(Session session, Instant now, int alarmsMax)
    {
        var due = session.Query<AlarmRow>(DueAlarms, new { now = Ms(now), alarmsMax });
        foreach (var alarm in due)
        {
            if (!PutOwnEvent(session, alarm.ToEvent(now), now)) continue;
            session.Execute("DELETE FROM alarms WHERE issue_id = @IssueId AND alarm = @Alarm", alarm);
        }

        return due.Count;
    }

    public Task<Instant?> NextAlarmAsync() => ReadAsync<Instant?>(session =>
        session.First<long?>(NextAlarm) is { } ms ? At(ms) : null);

    private static void SetAlarm(Session session, IssueRow issue, Effect.SetAlarm alarm) => session.Execute(
        """
        INSERT INTO alarms (issue_id, alarm, installation_id, repo_id, due_at_ms)
        VALUES (@IssueId, @key, @InstallationId, @RepoId, @due)
        ON CONFLICT (issue_id, alarm) DO UPDATE SET due_at_ms = @due
        """,
        new { issue.IssueId, issue.InstallationId, issue.RepoId, key = alarm.Key.ToString(), due = Ms(alarm.At) });

    private static void ClearAlarm(Session session, IssueRow issue, Effect.ClearAlarm alarm) => session.Execute(
        "DELETE FROM alarms WHERE issue_id = @IssueId AND alarm = @key", new
        {
            issue.IssueId,
            key = alarm.Key.ToString()
        });

    private sealed record AlarmRow
    {
        public long IssueId { get; init; }
        public string Alarm { get; init; } = "";
        public long InstallationId { get; init; }
        public long RepoId { get; init; }
        public long DueAtMs { get; init; }

        // One that is set again for the same time (of an issue that was closed and reopened) rings again.
        public OwnEvent ToEvent(Instant now) => new()
        {
            Source = OwnEvent.Alarm,
            Id = $"alarm:{IssueId}:{Alarm}:{DueAtMs}:{Ms(now)}",
            InstallationId = InstallationId,
            RepoId = RepoId,
            IssueId = IssueId,
            OccurredAtMs = DueAtMs,
            Subject = Alarm,
        };
    }
}
