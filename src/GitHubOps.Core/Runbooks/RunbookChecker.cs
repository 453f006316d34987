using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Judges all runbooks: ages and touched paths first, then every rule, then who is to hear of it.</summary>
public static class RunbookChecker
{
    public static RunbookReport Check(RunbookFacts facts)
    {
        var judged = Judged(facts);
        var byPath = judged.Runbooks.ToLookup(x => x.Path, StringComparer.Ordinal);
        var findings = RunbookRules.All.SelectMany(x => x.Check(judged)).Select(x => Meet(x, judged.Touch))
            .Select(x => Ranked(x, byPath[x.Runbook ?? ""].FirstOrDefault(), judged))
            .Order(Comparer<RankedFinding>.Create(Compare)).Select(x => x.Finding);
        return new(judged, [.. findings]);
    }

    /// <summary>What would be found if no change were judged, exemptions aside.</summary>
    public static ImmutableArray<StandingFinding> Standing(RunbookFacts facts)
    {
        var judged = Judged(facts with { Touch = new RunbookTouch.NoChange(), Baseline = null });
        var byPath = judged.Runbooks.ToLookup(x => x.Path, StringComparer.Ordinal);
        return [.. RunbookRules.All.SelectMany(x => x.Check(judged))
            .Select(x => new StandingFinding(x, byPath[x.Runbook ?? ""].FirstOrDefault()))];
    }

    /// <summary>The gravest first; of those, what the change can mend.</summary>
    private static int Compare(RankedFinding a, RankedFinding b)
    {
        var (one, other) = (a.Finding.Problem, b.Finding.Problem);
        if (one.Level != other.Level) return other.Level - one.Level;
        if (a.Finding.Related != b.Finding.Related) return a.Finding.Related ? -1 : 1;
        if (a.Severity != b.Severity) return a.Severity - b.Severity;
        var file = string.CompareOrdinal(one.File, other.File);
        if (file != 0) return file;
        return one.Line != other.Line ? one.Line - other.Line : string.CompareOrdinal(one.Code, other.Code);
    }

    private static RankedFinding Ranked(RunbookFinding finding, RunbookCase? runbook, RunbookFacts facts) =>
        new(PutOff(finding, runbook, facts), SeverityOf(runbook));

    private sealed record RankedFinding(RunbookFinding Finding, RunbookSeverity Severity);

    private static RunbookFacts Judged(RunbookFacts facts)
    {
        string[] touched = facts.Touch is RunbookTouch.Known touch ? [.. touch.Paths] : [];
        return facts with
        {
            Runbooks =
            [
                .. facts.Runbooks.Select(x => Judge(x, facts, touched)).OrderBy(x => x.Path, StringComparer.Ordinal),
            ],
        };
    }

    private static RunbookSeverity SeverityOf(RunbookCase? runbook) =>
        runbook?.Runbook is { } known ? RunbookPolicy.SeverityOf(known) : RunbookSeverity.S4;

    /// <summary>
    /// A finding that the baseline knows is a notice until its day. Who changes code under an exempt runbook is still
    /// asked to look: that is the one prompt that causes reviews.
    /// </summary>
    private static RunbookFinding PutOff(RunbookFinding finding, RunbookCase? runbook, RunbookFacts facts)
    {
        if (facts.Baseline?.Find(finding, runbook) is not { } entry) return finding;
        var (problem, day) = (finding.Problem, RunbookAge.Date(entry.Expires));
        if (entry.Expires <= facts.Today)
            return finding with
            {
                Problem = problem with { Text = $"{problem.Text} (exempt until {day}, which is over)" }
            };
        var level = finding.Axis == RunbookAxis.Touch ? ProblemLevel.Warning : ProblemLevel.Notice;
        problem = problem with
        {
            Level = (ProblemLevel)Math.Min((int)problem.Level, (int)level),
            Text = $"{problem.Text} (exempt until {day})",
        };
        return finding with { Problem = problem, Exempt = entry };
    }

    private static RunbookCase Judge(RunbookCase runbook, RunbookFacts facts, string[] touched) => runbook with
    {
        Age = runbook.Runbook is { } known
            ? RunbookAge.Of(facts.WithEvidence(WithTermsOfBase(known, runbook.Before?.Runbook)), facts.Policy,
                facts.Today)
            : runbook.Age,
        Changed = facts.Touch is RunbookTouch.Known change && change.Paths.Contains(runbook.Path),
        TouchedPaths = [.. touched.Where(x => Covers(runbook, x))],
    };

    /// <summary>
    /// Nor by giving itself more time: until it is merged, the base's interval, severity and state count. Only retiring
    /// a runbook ends its reviews at once.
    /// </summary>
    private static Runbook WithTermsOfBase(Runbook now, Runbook? before) =>
        before is not { State: RunbookState.Active } || now.State is RunbookState.Retired or RunbookState.Broken
            ? now
            : now with
            {
                State = before.State,
                Interval = before.Interval,
                Severity = before.Severity,
                Reason = before.Reason,
            };

    /// <summary>
    /// A change cannot slip away by narrowing <c>covers</c>: what was covered at the base counts too.
    /// </summary>
    private static bool Covers(RunbookCase runbook, string path) => path != runbook.Path &&
        (runbook.Runbook?.Covers.Matches(path) == true || runbook.Before?.Runbook?.Covers.Matches(path) == true);

    /// <summary>
    /// The gate meets the person who caused it: in a change that has nothing to do with a runbook, its errors are
    /// warnings. They stay errors where no change is judged.
    /// </summary>
    private static RunbookFinding Meet(RunbookFinding finding, RunbookTouch touch) =>
        touch is RunbookTouch.Known && !finding.Related && finding.Problem.Level == ProblemLevel.Error
            ? finding with { Problem = finding.Problem with { Level = ProblemLevel.Warning } }
            : finding;
}

/// <summary>A finding with the runbook it is of; null: the repository as a whole.</summary>
public sealed record StandingFinding(RunbookFinding Finding, RunbookCase? Runbook)
{
    /// <summary>The entry of a baseline that speaks of it.</summary>
    public BaselineEntry? Entry(RunbookBaseline baseline) => baseline.Find(Finding, Runbook);
}
