using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// What people said of themselves and agreed on, for all repositories of an installation; how the rosters of a
/// repository changed; and where nobody could be found.
/// </summary>
internal sealed partial class Store
{
    internal static ImmutableArray<Saying> FindSayings(Session session, long installation) =>
    [
        .. session.Query<SayingRow>(
            """
            SELECT person, kind, said_at_ms, from_at_ms, to_at_ms FROM sayings
            WHERE installation_id = @installation ORDER BY saying_id
            """,
            new { installation }).Select(row => row.ToSaying()),
    ];

    internal static RotationMemory FindMemory(Session session, long installation, long repo)
    {
        var swaps = session.Query<SwapRow>(
            """
            SELECT rotation, person, instead_of, from_at_ms, to_at_ms, because FROM swaps
            WHERE installation_id = @installation ORDER BY swap_id
            """,
            new { installation });
        var rosters = session.Query<RosterRow>(
            "SELECT rotation, effective_at_ms, members FROM rosters WHERE repo_id = @repo ORDER BY effective_at_ms",
            new { repo });
        if (swaps.Count == 0 && rosters.Count == 0) return RotationMemory.None;
        return new RotationMemory(
            rosters.GroupBy(row => row.Rotation).ToImmutableDictionary(
                rows => rows.Key, rows => rows.Select(row => row.ToRevision()).ToImmutableArray()),
            swaps.GroupBy(row => row.Rotation).ToImmutableDictionary(
                rows => rows.Key, rows => rows.Select(row => row.ToSwap()).ToImmutableArray()));
    }

    private static void PutPeople(Session session, DecisionCommit commit)
    {
        foreach (var decision in commit.Decisions)
        {
            if (decision.Effect is Effect.Say say) PutSaying(session, commit.Row.InstallationId, say.What);
            if (decision.Effect is Effect.AgreeOnSwap agreed) PutSwap(session, commit.Row.InstallationId, agreed);
            if (decision.Effect is Effect.ShowGap gap) PutGap(session, commit, gap);
        }
    }

    private static void PutSaying(Session session, long installation, Saying said) => session.Execute(
        """
        INSERT INTO sayings (installation_id, person, kind, said_at_ms, from_at_ms, to_at_ms)
        VALUES (@installation, @person, @kind, @at, @from, @to)
        ON CONFLICT (installation_id, person, kind, said_at_ms, from_at_ms, to_at_ms) DO NOTHING
        """,
        new
        {
            installation, person = said.Person.Value, kind = said.Kind.ToString(), at = Ms(said.At),
            from = said.From is { } from ? Ms(from) : 0, to = said.To is { } to ? Ms(to) : 0,
        });

    private static void PutSwap(Session session, long installation, Effect.AgreeOnSwap agreed) => session.Execute(
        """
        INSERT INTO swaps (installation_id, rotation, person, instead_of, from_at_ms, to_at_ms, because)
        VALUES (@installation, @Rotation, @person, @instead, @from, @to, @Because)
        ON CONFLICT (installation_id, rotation, person, instead_of, from_at_ms, to_at_ms) DO NOTHING
        """,
        new
        {
            installation, agreed.Rotation, person = agreed.Swap.Person.Value,
            instead = agreed.Swap.InsteadOf?.Value ?? "", from = Ms(agreed.Swap.From), to = Ms(agreed.Swap.To),
            agreed.Swap.Because,
        });

    private static void PutGap(Session session, DecisionCommit commit, Effect.ShowGap gap) => session.Execute(
        """
        INSERT INTO gaps (repo_id, of_whom, at_ms, because) VALUES (@RepoId, @Of, @now, @because)
        ON CONFLICT (repo_id, of_whom) DO UPDATE SET at_ms = @now, because = @because
        """,
        new { commit.Row.RepoId, gap.Of, now = Ms(commit.Now), because = Cut(gap.Because) });

    /// <summary>A roster that differs from the last known one takes effect at the next hand-off.</summary>
    private static void PutRosters(Session session, PolicyCommit commit)
    {
        foreach (var (rotation, before, now) in commit.Rosters)
        {
            var last = session.First<RosterRow>(
                """
                SELECT rotation, effective_at_ms, members FROM rosters WHERE repo_id = @repo AND rotation = @rotation
                ORDER BY effective_at_ms DESC LIMIT 1
                """,
                new { repo = commit.Repository.Value, rotation });
            if (last is null && before is not null) PutRoster(session, commit, rotation, before, atMs: 0);

            // A clock that was set back does not put it before what it follows.
            if ((last?.Members ?? before) != now)
                PutRoster(session, commit, rotation, now, Math.Max(Ms(commit.Now), (last?.EffectiveAtMs ?? 0) + 1));
        }
    }

    private static void PutRoster(Session session, PolicyCommit commit, string rotation, string members, long atMs) =>
        session.Execute(
            """
            INSERT INTO rosters (repo_id, rotation, effective_at_ms, members) VALUES (@repo, @rotation, @atMs, @members)
            ON CONFLICT (repo_id, rotation, effective_at_ms) DO UPDATE SET members = @members
            """,
            new { repo = commit.Repository.Value, rotation, atMs, members });
}

/// <summary>The roster of a rotation, logins in their order with a space between.</summary>
/// <param name="Before">As the files before had it; null: they had no such rotation.</param>
internal sealed record RosterChange(string Rotation, string? Before, string Now)
{
    /// <summary>Of each rotation that has a roster of its own.</summary>
    public static ImmutableArray<RosterChange> Of(RepoPolicy? before, RepoPolicy now) =>
    [
        .. now.Rotations.Values.Where(rotation => rotation.Layers.IsEmpty)
            .Select(rotation => new RosterChange(
                rotation.Name, Print(before?.Rotations.GetValueOrDefault(rotation.Name)), Print(rotation)!)),
    ];

    private static string? Print(RotationDefinition? rotation) =>
        rotation is null ? null : string.Join(' ', rotation.Members.Select(member => member.Value));
}

internal sealed record SayingRow
{
    public string Person { get; init; } = "";
    public string Kind { get; init; } = "";
    public long SaidAtMs { get; init; }
    public long FromAtMs { get; init; }
    public long ToAtMs { get; init; }

    public Saying ToSaying()
    {
        var said = new Saying(new Login(Person), Enum.Parse<SayingKind>(Kind),
            Instant.FromUnixTimeMilliseconds(SaidAtMs));
        return said.Kind != SayingKind.Away ? said : said with
        {
            From = Instant.FromUnixTimeMilliseconds(FromAtMs),
            To = Instant.FromUnixTimeMilliseconds(ToAtMs),
        };
    }
}

internal sealed record SwapRow
{
    public string Rotation { get; init; } = "";
    public string Person { get; init; } = "";
    public string InsteadOf { get; init; } = "";
    public long FromAtMs { get; init; }
    public long ToAtMs { get; init; }
    public string Because { get; init; } = "";

    public RotationSwap ToSwap() => new(
        Instant.FromUnixTimeMilliseconds(FromAtMs), Instant.FromUnixTimeMilliseconds(ToAtMs), new Login(Person),
        InsteadOf.Length == 0 ? null : new Login(InsteadOf), Because);
}

internal sealed record RosterRow
{
    public string Rotation { get; init; } = "";
    public long EffectiveAtMs { get; init; }
    public string Members { get; init; } = "";

    public RosterRevision ToRevision() => new(
        Instant.FromUnixTimeMilliseconds(EffectiveAtMs),
        [.. Members.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(login => new Login(login))]);
}
