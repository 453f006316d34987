using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>A decision as the journal keeps it.</summary>
/// <param name="Happened">What was told to us then, as GitHub calls it; null: it is not kept any more.</param>
public sealed record JournalLine(
    Instant At, string Rule, string Because, ImmutableArray<Effect> Effects, string Revision, string Delivery,
    string? Happened);

/// <summary>Where one thing on an issue comes from.</summary>
/// <param name="What"><c>label area/publishing</c>, <c>assignee ben</c>, <c>respond Mon 2 Nov, 12:00 (Los
/// Angeles)</c></param>
/// <param name="Place">The line of the files that led to it; null: none did, or the files of then are not kept.</param>
/// <param name="Told">The decision of the journal; null: a person did it on GitHub, or it is longer ago than the
/// journal.</param>
public sealed record ProvenanceFact(string What, bool ByPerson, string Rule, string Because, Place? Place,
    JournalLine? Told);

/// <summary>
/// Whence every label, assignee and time of an issue comes: person or rule, files, line, and what was told to us.
/// </summary>
public static class Provenance
{
    private const string Person = "person";

    /// <param name="journal">Oldest first.</param>
    /// <param name="files">Those that are kept: of the newest revision that could be obeyed.</param>
    public static ImmutableArray<ProvenanceFact> Tell(
        IssueState state, IReadOnlyList<JournalLine> journal, PolicyInput? files, RepoPolicy? policy)
    {
        var facts = ImmutableArray.CreateBuilder<ProvenanceFact>();
        var root = files is null ? null : PolicyReader.ReadEffective(files).Root;
        Add(state.Area is { } area ? $"label {IssueLabels.Area}{area.Value}" : null, state.Area,
            ["areas", state.Area?.Value ?? ""]);
        Add(state.Type is { } type ? $"label {IssueLabels.Type}{type.Value}" : null, state.Type,
            ["intake", state.Form ?? "blank"]);
        Add(state.Severity is { } severity ? $"label {IssueLabels.For(severity.Value)}" : null, state.Severity,
            ["severity_rules"]);
        foreach (var label in state.OurLabels.Where(IsFollowing)) AddOurs(label);
        Add(state.Assignee is { } has ? $"assignee {has.Value}" : null, state.Assignee, AssignKeys(state));
        foreach (var clock in state.Clocks.Where(clock => !clock.IsOver)) AddTime(clock);
        return facts.ToImmutable();

        void Add<T>(string? what, Chosen<T>? chosen, ImmutableArray<string> keys)
        {
            if (what is null || chosen is null) return;
            var told = Find(journal, what, chosen.RuleId);
            var isRule = !chosen.ByPerson && !chosen.IsByCommand();
            facts.Add(new ProvenanceFact(what, !isRule, chosen.RuleId, chosen.Because,
                isRule && IsOfThen(told) ? PlaceOf(root, keys) : null, told));
        }

        void AddOurs(string label)
        {
            var told = Find(journal, $"label {label}", rule: null);
            facts.Add(
                new ProvenanceFact($"label {label}", ByPerson: false, told?.Rule ?? "waiting", told?.Because ?? "",
                null, told));
        }

        void AddTime(Clock clock)
        {
            var metric = clock.Metric.ToString().ToLowerInvariant();
            var due = clock.DueAt(policy?.CanCount(clock) == true ? policy.CalendarOf(clock) : null);
            facts.Add(
                new ProvenanceFact($"{metric} {(due is { } at ? $"{at}" : "stands still")}", ByPerson: false,
                    "clock-start",
                $"{clock.Target} from {clock.StartedAt}{(clock.Calendar is { } hours ? $" in the hours of {hours}" : "")}",
                PlaceOf(root, ["sla", metric]), null));
        }

        bool IsOfThen(JournalLine? told) => told is null || told.Revision == files?.Revision;
    }

    private static bool IsFollowing(string label) => IssueLabels.FamilyOf(label) is null or IssueLabels.Waiting;

    private static ImmutableArray<string> AssignKeys(IssueState state) => state.Assignee?.RuleId switch
    {
        "assign-new" => ["assign", "new"],
        "assign-triaged" => ["assign", "triaged"],
        "assign-raised" => ["assign", state.Severity?.Value.Print() ?? ""],
        "escalation" => ["escalate"],
        _ => ["areas", state.Area?.Value ?? ""],
    };

    /// <summary>The newest decision that brought it.</summary>
    private static JournalLine? Find(IReadOnlyList<JournalLine> journal, string what, string? rule) =>
        rule == Person ? null :
        journal.LastOrDefault(line => line.Effects.Any(effect => effect switch
        {
            Effect.AddLabel add => what == $"label {add.Label}",
            Effect.Assign assign => what == $"assignee {assign.Person}",
            _ => false,
        }));

    private static Place? PlaceOf(OpsMap? root, ImmutableArray<string> keys)
    {
        Place? place = null;
        OpsNode? here = root;
        foreach (var key in keys)
        {
            if ((here as OpsMap)?.Find(key) is not { } entry) break;
            (place, here) = (entry.KeyAt, entry.Value);
        }

        return place;
    }
}
