using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Codes of the problems that reading a policy finds. They stay the same for ever: people filter by them.
/// </summary>
internal static class ProblemCodes
{
    public const string Yaml = "config/yaml";
    public const string YamlTrap = "config/yaml-trap";
    public const string UnknownKey = "config/unknown-key";
    public const string WrongType = "config/wrong-type";
    public const string WrongValue = "config/wrong-value";
    public const string Missing = "config/missing";
    public const string Undefined = "config/undefined";
    public const string Unreachable = "config/unreachable";
    public const string Locked = "config/locked";
    public const string Extends = "config/extends";
    public const string MissingFile = "config/missing-file";
    public const string Calendar = "config/calendar";
    public const string CalendarPin = "config/calendar-pin";
    public const string Form = "config/form";
    public const string Owners = "config/owners";
    public const string Labels = "config/labels";
}

/// <summary>
/// Problems, bounded: a file that is wrong everywhere needs no thousand lines to say so. Errors have a bound of their
/// own, so that many notices hide none.
/// </summary>
internal sealed class ProblemList
{
    public const int CountMax = 200;

    private readonly ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();

    private int errors;
    private int others;

    public bool HasErrors { get; private set; }

    /// <summary>True when what comes is counted and not kept: its remedy need not be looked for.</summary>
    public bool IsFull => problems.Count >= CountMax;

    public void Add(Problem problem)
    {
        HasErrors |= problem.Level == ProblemLevel.Error;
        ref var count = ref problem.Level == ProblemLevel.Error ? ref errors : ref others;
        if (count++ < CountMax) problems.Add(problem);
    }

    public void AddAll(ProblemList found)
    {
        foreach (var problem in found.problems) Add(problem);
    }

    public void Error(string code, Place at, string text, string? remedy = null) =>
        Add(new Problem(code, ProblemLevel.Error, text, at.File, at.Line, at.Column, remedy));

    public void Warning(string code, Place at, string text, string? remedy = null) =>
        Add(new Problem(code, ProblemLevel.Warning, text, at.File, at.Line, at.Column, remedy));

    public void Notice(string code, Place at, string text, string? remedy = null) =>
        Add(new Problem(code, ProblemLevel.Notice, text, at.File, at.Line, at.Column, remedy));

    /// <summary>
    /// In the order of a reader's eye: the repository's <c>ops.yml</c> from top to bottom, then the other files.
    /// </summary>
    public ImmutableArray<Problem> ToImmutable() =>
    [
        .. problems.OrderBy(problem => problem.File != PolicyFiles.Ops)
            .ThenBy(problem => problem.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Line)
            .ThenBy(problem => problem.Column),
    ];
}
