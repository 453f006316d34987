using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using GitHubOps.Core;

namespace GitHubOps.Server;

internal sealed partial class Store
{
    private const string AreaPrefix = "area:";

    private static ImmutableDictionary<string, LedgerRow> Ledgers(Session session, long installation, long repo)
    {
        var rows = session.Query<(string Ledger, long Version, string Turns)>(
            "SELECT ledger, version, turns FROM ledgers WHERE installation_id = @installation", new { installation });
        var ledgers = ImmutableDictionary.CreateBuilder<string, LedgerRow>();
        foreach (var row in rows)
        {
            if (NameIn(row.Ledger, repo) is { } name)
                ledgers[name] = new LedgerRow(
                    name, row.Version, JsonSerializer.Deserialize(row.Turns, LedgerJson.Default.TurnLedger)!);
        }

        return ledgers.ToImmutable();
    }

    /// <summary>False: somebody took a turn since the decision read the ledger.</summary>
    private static bool PutTurns(Session session, DecisionCommit commit)
    {
        var turns = commit.Decisions.Select(decision => decision.Effect).OfType<Effect.TakeTurn>();
        foreach (var taken in turns.GroupBy(turn => turn.Ledger))
        {
            var read = commit.Ledgers.GetValueOrDefault(taken.Key) ?? new LedgerRow(taken.Key, 0, TurnLedger.Empty);
            var ledger = taken.Aggregate(read.Ledger, Move);
            if (!PutLedger(session, commit.Row, read, ledger)) return false;
        }

        return true;
    }

    private static TurnLedger Move(TurnLedger ledger, Effect.TakeTurn turn) =>
        turn.Back ? ledger.GiveBack(turn.Person)
        : turn.Eligible.IsEmpty ? ledger.Take(turn.Person)
        : ledger.Take(turn.Person, turn.Eligible);

    private static bool PutLedger(
        Session session, InboxRow row, LedgerRow read, TurnLedger ledger) => session.Execute(
        read.Version == 0
            ? """
              INSERT INTO ledgers (installation_id, ledger, version, turns) VALUES (@InstallationId, @key, 1, @turns)
              ON CONFLICT (installation_id, ledger) DO NOTHING
              """
            : """
              UPDATE ledgers SET version = version + 1, turns = @turns
              WHERE installation_id = @InstallationId AND ledger = @key AND version = @Version
              """,
        new
        {
            row.InstallationId,
            read.Version,
            key = KeyOf(read.Name, row.RepoId),
            turns = JsonSerializer.Serialize(ledger, LedgerJson.Default.TurnLedger),
        }) == 1;

    // A rotation has one ledger over all repositories that use it; an area's owners take turns within their repository.
    private static string KeyOf(string name, long repo) =>
        name.StartsWith(AreaPrefix, StringComparison.Ordinal) ? $"{repo}/{name}" : name;

    private static string? NameIn(string key, long repo)
    {
        var area = key.IndexOf("/" + AreaPrefix, StringComparison.Ordinal);
        if (area < 0) return key;
        return key.AsSpan(0, area).SequenceEqual(repo.ToString()) ? key[(area + 1)..] : null;
    }
}

[JsonSerializable(typeof(TurnLedger))]
internal sealed partial class LedgerJson : JsonSerializerContext;
