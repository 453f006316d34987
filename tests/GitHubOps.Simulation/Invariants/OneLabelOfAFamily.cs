namespace GitHubOps.Simulation;

internal sealed class OneLabelOfAFamily : Invariant
{
    private static readonly string[] Families = ["area/", "sev/", "type/", "waiting/"];

    public override string Sentence => "An issue has at most one label of a family by us";

    public override string? Find(World world) => OnEachIssue(world, issue =>
    {
        // What was decided while we were switched off was not written.
        if (world.Switches.WasEverOff) return null;
        var ours = issue.Labels
            .Where(
                label => !world.ChangedLabels.Contains(label.Name)
                    && issue.LastOf("labeled", label)?.Actor == world.GitHub.App.Bot)
            .Select(label => label.Name).ToList();
        var twice = Families.FirstOrDefault(
            family => ours.Count(name => name.StartsWith(family, StringComparison.Ordinal)) > 1);
        return twice is null || world.Ledger.HasUnfinishedWrites(issue) ? null
            : $"{string.Join(", ", ours)}\n{world.Ledger.Journal(issue.Id)}";
    });
}
