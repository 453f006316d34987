using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// When the exemptions of an adoption end: so many documents a week for each owner, the gravest first, so that nobody
/// meets all of them on one day.
/// </summary>
public sealed record BaselinePlan(ImmutableArray<BaselineEntry> Entries, ImmutableArray<BaselineShare> Shares)
{
    public const int PerWeek = 3;

    /// <param name="standing">What is found where no change is judged.</param>
    /// <param name="ownerOf">Who answers for a document that names nobody.</param>
    public static BaselinePlan Of(RunbookReport standing, int perWeek, Func<string, string> ownerOf)
    {
        var today = standing.Facts.Today;
        var runbooks = standing.Facts.Runbooks.ToDictionary(x => x.Path, StringComparer.Ordinal);
        var documents =
            standing.Findings.Where(x => x.Problem.Level > ProblemLevel.Notice && x.Problem.File is not null)
            .GroupBy(x => x.Problem.File!, StringComparer.Ordinal)
            .Select(x => (Path: x.Key, Findings: x.ToArray(), Runbook: runbooks.GetValueOrDefault(x.Key)));
        var entries = new List<BaselineEntry>();
        var shares = new List<BaselineShare>();
        foreach (var owned in documents.GroupBy(x => x.Runbook?.Runbook?.Owner ?? ownerOf(x.Path),
            StringComparer.Ordinal)
            .OrderBy(x => x.Key, StringComparer.Ordinal))
        {
            var queue = owned.OrderBy(x => SeverityOf(x.Runbook)).ThenBy(x => x.Path, StringComparer.Ordinal).ToArray();
            // Nothing may be put off for ever: who has very many gets more of them each week.
            var weekly = Math.Max(perWeek, (queue.Length + WeeksMax - 1) / WeeksMax);
            for (var i = 0; i < queue.Length; i++)
            {
                var expires = today.PlusWeeks((i / weekly) + 1);
                entries.AddRange(queue[i].Findings
                    .Select(x => RunbookBaseline.EntryOf(x, queue[i].Runbook, expires)).DistinctBy(x => x.Key));
            }

            shares.Add(new(owned.Key, queue.Length, weekly, today.PlusWeeks(1),
                today.PlusWeeks(((queue.Length - 1) / weekly) + 1)));
        }

        return new([.. entries.OrderBy(x => x.Path, StringComparer.Ordinal).ThenBy(x => x.Rule, StringComparer.Ordinal)
            .ThenBy(x => x.ContentHash, StringComparer.Ordinal)], [.. shares]);
    }

    private const int WeeksMax = RunbookBaseline.DaysMax / 7;

    private static RunbookSeverity SeverityOf(RunbookCase? runbook) =>
        runbook?.Runbook is { } known ? RunbookPolicy.SeverityOf(known) : RunbookSeverity.S4;
}

/// <summary>What an adoption means for one owner.</summary>
public sealed record BaselineShare(string Owner, int Documents, int PerWeek, LocalDate First, LocalDate Last);
