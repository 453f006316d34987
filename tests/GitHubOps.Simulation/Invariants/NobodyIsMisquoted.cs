namespace GitHubOps.Simulation;

/// <summary>
/// What people chose is final, so that nothing may be taken for a choice that nobody made. Who takes one of two
/// assignees away has chosen the other.
/// </summary>
internal sealed class NobodyIsMisquoted : Invariant
{
    private readonly Dictionary<long, IssueState> known = [];

    public override string Sentence => "What we take for a person's choice, a person did";

    public override string? Find(World world) => OnEachIssue(world, issue =>
    {
        if (world.StateOf(issue) is not { } state || ReferenceEquals(known.GetValueOrDefault(issue.Id), state))
            return null;
        known[issue.Id] = state;
        if (state.Assignee is { ByPerson: true, Value: var person } chosen && !chosen.IsByCommand() &&
            !ByPerson(world, issue, "assigned", entry => entry.Assignee?.Login == person.Value) &&
            !ByPerson(world, issue, "unassigned", entry => entry.Assignee?.Login != person.Value))
            return $"nobody chose {person}";
        var untrue = state.RemovedByPerson.FirstOrDefault(what => !WasTaken(world, issue, what));
        return untrue is null ? null : $"nobody took {untrue} off";
    });

    private static bool WasTaken(World world, SandboxIssue issue, string what) => what switch
    {
        TakenAway.Comment => issue.Timeline.Any(entry => entry.Kind == "comment_deleted"),
        TakenAway.Assignee => ByPerson(world, issue, "unassigned", _ => true)
            || WasSaid(world, issue, "/unassign", "/assign"),
        _ => world.ChangedLabels.Contains(what)
            || ByPerson(world, issue, "unlabeled", entry => entry.LabelName == what),
    };

    private static bool WasSaid(World world, SandboxIssue issue, params ReadOnlySpan<string> verbs)
    {
        foreach (var verb in verbs)
            if (issue.Comments.Any(comment => comment.Author != world.GitHub.App.Bot &&
                comment.Body.Contains(verb, StringComparison.Ordinal))) return true;
        return false;
    }

    private static bool ByPerson(World world, SandboxIssue issue, string kind, Func<SandboxIssueEvent, bool> isIt) =>
        issue.Timeline.Any(entry => entry.Kind == kind && entry.Actor != world.GitHub.App.Bot && isIt(entry));
}
