using System.Globalization;
using System.Text.Json;

namespace GitHubOps.Simulation;

/// <summary>
/// Takes every turn of the journal again by the sentence of the specification, and counts. It shares no line with the
/// ledger that decides.
/// </summary>
internal sealed class TurnsAreFair : Invariant
{
    private readonly Dictionary<string, Line> lines = [];
    private long read;

    public override string Sentence =>
        "Whose turn it is gets it, and nobody has two more than another who could take them";

    public override string? Find(World world)
    {
        foreach (var (id, repository, json) in world.Ledger.Query<(long Id, long Repository, string Effect)>(
            "SELECT journal_id, repo_id, effect FROM journal WHERE journal_id > @read AND effect LIKE '%take-turn%' " +
                "ORDER BY journal_id",
            new { read }))
        {
            read = id;
            foreach (var turn in EffectJson.Read(json).OfType<Effect.TakeTurn>())
                if (LineOf(turn.Ledger, repository).Take(turn) is { } found) return found;
        }

        return lines.Select(line => line.Value.Differs(line.Key, world)).FirstOrDefault(found => found is not null);
    }

    private Line LineOf(string ledger, long repository)
    {
        var key = ledger.StartsWith("area:", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"{repository}/{ledger}") : ledger;
        return lines.TryGetValue(key, out var line) ? line : lines[key] = new Line();
    }

    /// <summary>Who has had how many turns, and who could take the last one.</summary>
    private sealed class Line
    {
        private readonly Dictionary<Login, int> taken = [];
        private readonly Dictionary<Login, int> credit = [];
        private readonly List<Login> order = [];
        private readonly Dictionary<Login, int> since = [];
        private Login[] could = [];
        private int level;

        public string? Take(Effect.TakeTurn turn)
        {
            if (turn.Back)
            {
                if (taken.GetValueOrDefault(turn.Person) > 0) Count(turn.Person, -1);
                since.Clear();
                return null;
            }

            var found = turn.Eligible.IsEmpty ? null : WhyNot(turn);
            Count(turn.Person, 1);
            order.Remove(turn.Person);
            order.Add(turn.Person);
            return found;
        }

        /// <summary>The store counts as many turns as were journalled.</summary>
        public string? Differs(string key, World world)
        {
            var json = world.Ledger.First<string>("SELECT turns FROM ledgers WHERE ledger = @key", new { key });
            var stored = json is null ? TurnLedger.Empty : JsonSerializer.Deserialize<TurnLedger>(json)!;
            return taken.Where(one => stored.TakenBy(one.Key) != one.Value)
                .Select(
                    one =>
                        $"{key}: {one.Key} has {stored.TakenBy(one.Key)} turns in the store, {one.Value} in the journal")
                .FirstOrDefault();
        }

        private string? WhyNot(Effect.TakeTurn turn)
        {
            Enter([.. turn.Eligible]);
            var first = turn.Eligible.OrderBy(one => credit[one]).ThenBy(order.IndexOf).First();
            if (first != turn.Person) return $"{turn.Ledger}: {turn.Person} got the turn of {first}";
            if (since.Count == 0) return null;
            since[turn.Person]++;
            return since.Values.Max() - since.Values.Min() <= 1
                ? null
                : $"{turn.Ledger}: of those who could take every turn {string.Join(", ", since.Select(one => $"{one.Key} had {one.Value}"))}";
        }

        /// <summary>Who comes, or comes back, neither owes nor is owed.</summary>
        private void Enter(Login[] eligible)
        {
            var stayed = could.Intersect(eligible).ToList();
            if (stayed.Count > 0) level = stayed.Min(one => credit[one]);
            foreach (var one in eligible)
                if (!could.Contains(one)) credit[one] = Math.Max(credit.GetValueOrDefault(one), level);
            if (!could.ToHashSet().SetEquals(eligible)) since.Clear();
            if (since.Count == 0) Begin(eligible);
            could = eligible;
        }

        /// <summary>Counts anew from where all are even.</summary>
        private void Begin(Login[] eligible)
        {
            if (eligible.Max(one => credit[one]) - eligible.Min(one => credit[one]) > 1) return;
            foreach (var one in eligible) since[one] = 0;
        }

        private void Count(Login person, int turns)
        {
            taken[person] = taken.GetValueOrDefault(person) + turns;
            credit[person] = credit.GetValueOrDefault(person) + turns;
        }
    }
}
