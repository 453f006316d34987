using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Which of the independent questions a finding answers.</summary>
public enum RunbookAxis
{
    Format,
    Age,
    Drift,
    Owner,
    Integrity,
    Touch,
    Coverage,
}

/// <summary>
/// What a rule found. <paramref name="Runbook"/> is its path, or null for the repository as a whole;
/// <paramref name="Related"/>: the change under judgement caused it or can mend it.
/// </summary>
public sealed record RunbookFinding(Problem Problem, RunbookAxis Axis, string? Runbook, bool Related)
{
    /// <summary>The entry of the baseline that puts it off; null: it counts.</summary>
    public BaselineEntry? Exempt { get; init; }
}

/// <summary>One rule of the gate: facts in, findings out.</summary>
public abstract class RunbookRule
{
    /// <summary>The file's name, in the words of a list: <c>date-only</c>.</summary>
    public abstract string Id { get; }

    /// <summary>Why the rule exists and how to satisfy it, for a person who has just met it.</summary>
    public abstract string Help { get; }

    public abstract RunbookAxis Axis { get; }

    /// <summary>The codes of its findings.</summary>
    public abstract ImmutableArray<string> Codes { get; }

    public abstract IEnumerable<RunbookFinding> Check(RunbookFacts facts);

    /// <summary>
    /// What is wrong with a runbook itself is for those who change the runbook; <paramref name="caused"/>: this change
    /// made it wrong from outside.
    /// </summary>
    protected RunbookFinding Found(RunbookCase runbook, Problem problem, bool caused = false) =>
        new(problem, Axis, runbook.Path, caused || (Axis == RunbookAxis.Touch ? runbook.Related : runbook.Changed));
}

/// <summary>Everything that was found, and how each runbook stands.</summary>
public sealed record RunbookReport(RunbookFacts Facts, ImmutableArray<RunbookFinding> Findings)
{
    public IEnumerable<RunbookFinding> AtLeast(ProblemLevel level) => Findings.Where(x => x.Problem.Level >= level);

    /// <summary>Runbooks whose review has run out, grace included, or was never made.</summary>
    public int StaleCount => Facts.Runbooks.Count(x => x.Age.Blocks);

    /// <summary>Documents with a finding that the baseline puts off.</summary>
    public int ExemptCount => Findings.Where(x => x.Exempt is not null).Select(x => x.Problem.File).Distinct().Count();

    public int UnknownCount => Facts.Runbooks.Count(x => x.Age.State == RunbookAgeState.Unknown);
}
