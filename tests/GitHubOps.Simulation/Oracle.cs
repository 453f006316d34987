using System.Collections.Immutable;

namespace GitHubOps.Simulation;

/// <summary>
/// Takes every committed decision again, in memory and in order, and asks whether the store holds that very state and
/// GitHub shows it.
/// </summary>
internal static class Oracle
{
    /// <exception cref="WorldBrokenException">It does not.</exception>
    public static void Compare(World world)
    {
        var committed = world.Decided
            .Where(one => world.Ledger.First<string>(
                "SELECT state FROM inbox WHERE inbox_id = @InboxId AND fence = @Fence", new { one.InboxId, one.Fence })
                == "done")
            .GroupBy(one => one.InboxId).Select(tries => tries.Last()).ToList();
        foreach (var decisions in committed.GroupBy(one => one.Issue))
        {
            var state = Fold(world, decisions);
            if (state is null) continue;
            var stored = world.Ledger.StateOf(decisions.Key);
            if (stored != IssueStateJson.Write(state))
                throw Broken(world, "The store holds what its decisions lead to",
                    $"{stored}\ninstead of\n{IssueStateJson.Write(state)}");
            var issue = world.Issues.FirstOrDefault(one => one.Id == decisions.Key);
            if (issue is not null && !world.IsClosedToUs(issue.Id))
                Compare(world, issue, state, decisions.Last().Policy);
        }
    }

    private static IssueState? Fold(World world, IEnumerable<Decided> decisions)
    {
        IssueState? state = null;
        var version = 0L;
        foreach (var one in decisions.OrderBy(one => one.Version))
        {
            if (one.Version != version)
                throw Broken(world, "Each decision follows the one before",
                    $"{one.Facts.Event} was decided on {one.Version}, after {version}");
            state = Triage.Decide(one.Facts with { State = state }, one.Policy).State;
            if (state is not null) version++;
        }

        return state;
    }

    private static void Compare(World world, SandboxIssue issue, IssueState state, RepoPolicy policy)
    {
        var bot = world.GitHub.App.Bot;
        var decided = state.OurLabels.Select(policy.LabelFor).ToList();

        // What a person had put on, was to be taken off and is wanted again, is there by them. What we put on while
        // somebody else did the same and took it back is theirs: of the three, the last is shown.
        var shown = issue.Labels
            .Where(label => issue.LastOf("labeled", label)?.Actor == bot || decided.Contains(label.Name))
            .Select(label => label.Name).Except(ByTheirHand(state).Select(policy.LabelFor))
            .Where(label => decided.Contains(label) || !IsAlsoTheirs(issue, label, bot));
        Same(world, issue, "labels", Sorted(shown), Sorted(decided));

        var ours = issue.Assignees.Where(person => issue.LastOf("assigned", person)?.Actor == bot)
            .Select(person => person.Login).ToList();
        if (state.Assignee is { ByPerson: false, Value: var person } && !issue.AssigneeLogins.Contains(person.Value))
            throw Unshown(world, issue, $"{person} does not have it");
        foreach (var login in ours)
            if (state.Assignee?.Value.Value != login && !state.HadIt.Contains(new Login(login)))
                throw Unshown(world, issue, $"{login} has it by us");

        if (state.Life is { WantedBy: { } who } wish)
            throw Unshown(world, issue, $"{who} wanted it {(wish.IsClosed ? "closed" : "open")}, and it was not done");
        if (!WasTurnedInASecond(issue))
            Same(world, issue, "state", issue.IsOpen ? "open" : "closed", state.Seen.IsClosed ? "closed" : "open");

        var comment = issue.Comments.FirstOrDefault(one => one.Author == bot);
        var text = comment is null ? null : string.Join('\n', comment.Body.Split('\n').Skip(2));
        var isTaken = state.RemovedByPerson.Contains(TakenAway.Comment);
        if (isTaken && comment is not null && WasOnItsWay(world, issue)) return;
        Same(world, issue, "comment", text, isTaken ? null : state.Comment);

        string Sorted(IEnumerable<string> names) =>
            string.Join(", ", names.Where(name => !world.ChangedLabels.Contains(name)).Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// GitHub dates in whole seconds: of what was closed and reopened in one, nobody can tell which came last.
    /// </summary>
    private static bool WasTurnedInASecond(SandboxIssue issue) =>
        issue.Timeline.Where(entry => entry.Kind is "closed" or "reopened").TakeLast(2).ToList() is [var one, var other]
            &&
        other.At - one.At < TimeSpan.FromSeconds(2);

    /// <summary>
    /// What people had put on, too, while ours was on its way, counts as theirs: of severities all stay beside the
    /// highest.
    /// </summary>
    private static bool IsAlsoTheirs(SandboxIssue issue, string label, SandboxAccount bot) =>
        (label.StartsWith("sev/", StringComparison.Ordinal) || label.StartsWith("waiting/", StringComparison.Ordinal))
            && issue.Timeline.Any(entry =>
            entry.Kind == "labeled" && entry.Actor != bot &&
            string.Equals(entry.LabelName, label, StringComparison.OrdinalIgnoreCase));

    /// <summary>What we believe that people put on.</summary>
    private static IEnumerable<string> ByTheirHand(IssueState state)
    {
        if (state.Area is { RuleId: "person", Value: var area }) yield return $"area/{area}";
        if (state.Type is { RuleId: "person", Value: var type }) yield return $"type/{type}";
        if (state.Severity is { RuleId: "person", Value: var severity })
            yield return $"sev/{severity}".ToLowerInvariant();
    }

    /// <summary>The service had heard of no deletion when it last set out to write a comment.</summary>
    private static bool WasOnItsWay(World world, SandboxIssue issue) =>
        world.Knowledge.Find("issue_comment.deleted", issue.Id, "", DateTimeOffset.MinValue) is { } deleted &&
        world.Ledger.WasDecidedAfterLastComment(deleted.Delivery, issue);

    private static void Same(World world, SandboxIssue issue, string what, string? shown, string? decided)
    {
        if (shown != decided) throw Unshown(world, issue, $"its {what}:\n{shown}\ninstead of\n{decided}");
    }

    private static WorldBrokenException Unshown(World world, SandboxIssue issue, string found) =>
        Broken(world, "GitHub shows what was decided", $"{issue}: {found}\n{world.Ledger.Journal(issue.Id)}");

    private static WorldBrokenException Broken(World world, string what, string found) =>
        new(world.Seed, world.Trace, what, found);
}
