using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>The last files of a repository that could be obeyed.</summary>
internal sealed record PolicyRow
{
    public string Revision { get; init; } = "";

    /// <summary>Compressed JSON of <see cref="PolicyInput"/>.</summary>
    public byte[] Input { get; init; } = [];
    public int InputBytes { get; init; }
    public string? Problems { get; init; }
    public long ReadAtMs { get; init; }
}

/// <summary>Files that are in force from now on.</summary>
/// <param name="Calendars">Those of the new policy, and of the one before it: running clocks may be counted in
/// them.</param>
/// <param name="MovesPromises">Targets, hours or steps are others than before.</param>
internal sealed record PolicyCommit(
    RepoId Repository, string Revision, byte[] InputJson, ImmutableArray<BusinessCalendar> Calendars,
    bool MovesPromises,
    Instant Now)
{
    public ImmutableArray<RosterChange> Rosters { get; init; } = [];
}

internal sealed partial class Store
{
    public Task<PolicyRow?> PolicyAsync(RepoId repository) => ReadAsync(session => session.First<PolicyRow>(
        "SELECT revision, input, input_bytes, problems, read_at_ms FROM policies WHERE repo_id = @id",
            new { id = repository.Value }));

    /// <summary>Files that can be obeyed: they are in force until newer ones can be.</summary>
    public Task PutPolicyAsync(PolicyCommit commit) => WriteAsync(session =>
    {
        session.Execute(
            """
            INSERT INTO policies (repo_id, revision, input, input_bytes, read_at_ms) VALUES (@id, @Revision, @input,
                @bytes, @now)
            ON CONFLICT (repo_id) DO UPDATE SET revision = @Revision, input = @input, input_bytes = @bytes, problems = NULL,
                read_at_ms = @now
            """,
            new
            {
                id = commit.Repository.Value, commit.Revision, input = BodyCodec.Compress(commit.InputJson),
                bytes = commit.InputJson.Length, now = Ms(commit.Now),
            });
        foreach (var calendar in commit.Calendars) PutHours(session, calendar, commit.Now);
        PutRosters(session, commit);
        if (commit.MovesPromises) RingForFiles(session, commit);
        return 0;
    });

    /// <summary>Hours that were in force once, by their print; those that nobody kept are missing.</summary>
    public Task<ImmutableDictionary<string, BusinessCalendar>> HoursAsync(IReadOnlyCollection<string> prints) =>
        ReadAsync(session =>
        {
            var found = ImmutableDictionary.CreateBuilder<string, BusinessCalendar>();
            foreach (var print in prints)
            {
                var rules = session.First<string>("SELECT rules FROM hours WHERE print = @print", new { print });
                if (rules is not null && CalendarText.Read(print, rules) is { } definition &&
                    BusinessCalendar.Create(definition).Calendar is { } calendar) found[print] = calendar;
            }

            return found.ToImmutable();
        });

    private static void PutHours(Session session, BusinessCalendar calendar, Instant now) => session.Execute(
        "INSERT INTO hours (print, rules, kept_at_ms) VALUES (@Print, @rules, @now) ON CONFLICT (print) DO NOTHING",
        new { calendar.Print, rules = CalendarText.Write(calendar.Definition), now = Ms(now) });

    /// <summary>Each issue with a promise that is running is looked at again.</summary>
    private static void RingForFiles(Session session, PolicyCommit commit) => session.Execute(
        """
        INSERT INTO alarms (issue_id, alarm, installation_id, repo_id, due_at_ms)
        SELECT DISTINCT issue_id, @key, installation_id, repo_id, @now FROM alarms WHERE repo_id = @id
        ON CONFLICT (issue_id, alarm) DO UPDATE SET due_at_ms = @now
        """,
        new { id = commit.Repository.Value, key = AlarmKey.FilesChanged.ToString(), now = Ms(commit.Now) });

    /// <summary>Newer files have errors: said, while the last good ones stay in force.</summary>
    public Task PutPolicyProblemsAsync(RepoId repository, string problems) => WriteAsync(session => session.Execute(
        "UPDATE policies SET problems = @problems WHERE repo_id = @id", new
        {
            id = repository.Value, problems = Cut(
            problems)
        }));
}
