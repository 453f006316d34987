using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What the issues of a replay share: whose turn it is, and how much each person holds.</summary>
internal sealed class ReplayShared(IEnumerable<RepoName> repositories)
{
    private const string AreaPrefix = "area:";

    private readonly Dictionary<RepoName, ImmutableDictionary<string, TurnLedger>> ledgers =
        repositories.ToDictionary(repo => repo, _ => ImmutableDictionary<string, TurnLedger>.Empty);

    private readonly SortedDictionary<Login, (int Given, int Most)> loads = [];

    /// <summary>Open issues that each person holds by our assignment.</summary>
    public ImmutableDictionary<Login, int> OpenLoad { get; private set; } = ImmutableDictionary<Login, int>.Empty;

    public ImmutableDictionary<string, TurnLedger> LedgersOf(RepoName repo) => ledgers[repo];

    public ImmutableArray<ReplayedLoad> Loads =>
        [.. loads.Select(one => new ReplayedLoad(one.Key, one.Value.Given, one.Value.Most))];

    /// <summary>
    /// A rotation has one ledger over all repositories that use it; an area's owners take turns within theirs.
    /// </summary>
    public void Move(RepoName repo, Effect.TakeTurn turn)
    {
        var ledger = ledgers[repo].GetValueOrDefault(turn.Ledger, TurnLedger.Empty);
        var moved = turn.Back ? ledger.GiveBack(turn.Person)
            : turn.Eligible.IsEmpty ? ledger.Take(turn.Person)
            : ledger.Take(turn.Person, turn.Eligible);
        if (turn.Ledger.StartsWith(AreaPrefix, StringComparison.Ordinal)) Put(repo, turn.Ledger, moved);
        else foreach (var one in ledgers.Keys) Put(one, turn.Ledger, moved);
    }

    public void Give(Login person)
    {
        var (given, most) = loads.GetValueOrDefault(person);
        loads[person] = (given + 1, most);
    }

    /// <summary>Somebody holds an open issue by our assignment, or no longer does.</summary>
    public void Hold(Login? before, Login? now)
    {
        if (before == now) return;
        if (before is { } was) OpenLoad = OpenLoad.SetItem(was, OpenLoad.GetValueOrDefault(was) - 1);
        if (now is not { } holds) return;
        var count = OpenLoad.GetValueOrDefault(holds) + 1;
        OpenLoad = OpenLoad.SetItem(holds, count);
        var (given, most) = loads.GetValueOrDefault(holds);
        loads[holds] = (given, Math.Max(most, count));
    }

    private void Put(RepoName repo, string name, TurnLedger ledger) =>
        ledgers[repo] = ledgers[repo].SetItem(name, ledger);
}
