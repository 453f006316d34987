using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Judges all runbooks: ages and touched paths first, then every rule, then who is to hear of it.</summary>
public static class RunbookChecker
{
    public static RunbookReport Check(RunbookFacts facts)
    {
        var runbooks = facts.Runbooks.Select(x => Judge(x, facts)).OrderBy(x => x.Path, StringComparer.Ordinal);
        var judged = facts with { Runbooks = [.. runbooks] };
        var severities = judged.Runbooks.ToLookup(x => x.Path, x =>
            x.Runbook is { } known ? RunbookPolicy.SeverityOf(known) : RunbookSeverity.S4);
        var findings = RunbookRules.All.SelectMany(x => x.Check(judged)).Select(x => Meet(x, judged.Touch))
            .OrderByDescending(x => x.Problem.Level)
            .ThenByDescending(x => x.Related)
            .ThenBy(x => severities[x.Runbook ?? ""].FirstOrDefault(RunbookSeverity.S4))
            .ThenBy(x => x.Problem.File, StringComparer.Ordinal)
            .ThenBy(x => x.Problem.Line)
            .ThenBy(x => x.Problem.Code, StringComparer.Ordinal);
        return new(judged, [.. findings]);
    }

    private static RunbookCase Judge(RunbookCase runbook, RunbookFacts facts) => runbook with
    {
        Age = runbook.Runbook is { } known
            ? RunbookAge.Of(WithTermsOfBase(known, runbook.Before?.Runbook), facts.Policy, facts.Today) : runbook.Age,
        Changed = facts.Touch is RunbookTouch.Known change && change.Paths.Contains(runbook.Path),
        TouchedPaths = facts.Touch is RunbookTouch.Known touch ? [.. touch.Paths.Where(x => Covers(runbook, x))] : [],
    };

    /// <summary>
    /// Nor by giving itself more time: until it is merged, the base's interval, severity and state count. Only retiring
    /// a runbook ends its reviews at once.
    /// </summary>
    private static Runbook WithTermsOfBase(Runbook now, Runbook? before) =>
        before is not { State: RunbookState.Active } || now.State == RunbookState.Retired
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
