using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>THE list of checks, in the order of the documentation.</summary>
public static class ConfigChecks
{
    public static ImmutableArray<ConfigCheck> All { get; } =
    [
        new UnassignableCheck(),
        new LiveOwnersCheck(),
        new RotationAwayCheck(),
        new UnreachableRuleCheck(),
        new FormOptionCheck(),
        new FormDriftCheck(),
        new CoverCheck(),
        new RunbookCheck(),
        new CalendarEndCheck(),
        new LabelCaseCheck(),
        new MissingLabelCheck(),
        new ClosedHoursCheck(),
        new RitualHostCheck(),
        new GoCheck(),
        new AliasShadowCheck(),
        new SignalWorkflowCheck(),
        new BulkStopCheck(),
        new RetroactiveCheck(),
    ];
}

/// <summary>What <c>check</c> says of a repository's files.</summary>
/// <param name="Policy">Null where the files cannot be obeyed.</param>
public sealed record ConfigReport(RepoPolicy? Policy, ImmutableArray<Problem> Problems)
{
    /// <summary>What would have to be asked elsewhere to look for more: "who can be assigned".</summary>
    public ImmutableArray<string> Unasked { get; init; } = [];

    public bool HasErrors => Problems.Any(problem => problem.Level == ProblemLevel.Error);
}

/// <summary>Reads the files and, where they can be obeyed, runs every check over them. Pure; never throws.</summary>
public static class ConfigChecker
{
    /// <param name="input">The files.</param>
    /// <param name="now">The moment that dates are compared with.</param>
    /// <param name="learn">Adds what else is known; null: nothing is.</param>
    public static ConfigReport Check(PolicyInput input, Instant now, Func<CheckFacts, CheckFacts>? learn = null)
    {
        var read = PolicyReader.Read(input);
        var (effective, _) = PolicyReader.ReadEffective(input);
        if (read.Policy is not { } policy || effective is null) return new ConfigReport(null, read.Problems);
        var facts = new CheckFacts { Input = input, Policy = policy, Effective = effective, Now = now };
        if (learn is not null) facts = learn(facts);
        var problems = new ProblemList();
        foreach (var problem in read.Problems) problems.Add(problem);
        foreach (var problem in ConfigChecks.All.SelectMany(check => check.Check(facts))) problems.Add(problem);
        return new ConfigReport(policy, problems.ToImmutable())
        {
            Unasked = [.. ConfigChecks.All.Select(check => check.Unasked(facts)).OfType<string>().Distinct()],
        };
    }
}
