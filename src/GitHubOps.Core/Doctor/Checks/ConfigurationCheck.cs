namespace GitHubOps.Core;

/// <summary>No file to obey, or one that cannot be obeyed.</summary>
internal sealed class ConfigurationCheck : DoctorCheck
{
    /// <summary>What only GitHub knows is told here; <c>check</c> alone would not say it.</summary>
    private static readonly string[] Told = [new UnassignableCheck().Code, new MissingLabelCheck().Code];

    public override string Code => "doctor/configuration";

    public override string Help =>
        "The repository has no `.github/ops.yml`, or one with errors: the service does nothing, or goes on with the " +
        "last good version. Its mistakes are counted, and `githubops check` names each; people who cannot be " +
        "assigned and labels that are not there are named here.";

    public override IEnumerable<Problem> Check(DoctorFacts facts)
    {
        if (PolicyFiles.Find(facts.Input.Files, PolicyFiles.Ops) is null && !facts.IsShared)
        {
            yield return Error($"the repository has no `{PolicyFiles.Ops}`: nothing is done here",
                "Run `githubops init`, or have a first one proposed: `githubops doctor --fix`.");
            yield break;
        }

        foreach (var problem in facts.Config.Problems.Where(problem => Told.Contains(problem.Code)))
            yield return problem;
        var rest = facts.Config.Problems.Where(problem => !Told.Contains(problem.Code))
            .ToLookup(problem => problem.Level);
        var (errors, warnings) = (rest[ProblemLevel.Error].Count(), rest[ProblemLevel.Warning].Count());
        if (errors > 0)
            yield return Error($"the configuration cannot be obeyed: {Count(errors, "error")}",
                "Run `githubops check`: it names each with its line.");
        if (warnings > 0)
            yield return Warning($"the configuration has {Count(warnings, "warning")}",
                "Run `githubops check`: it names each with its line.");
        if (facts.Config.Policy is { Mode: not Mode.Live } policy)
            yield return Notice($"the mode is `{policy.Mode.Print()}`: nothing is written to GitHub",
                "Write `mode: live` when it is time.");
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
