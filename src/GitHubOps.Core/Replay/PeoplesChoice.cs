using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// What people chose in the end: the last label and assignee of theirs that still stands, else what stands. Null where
/// nothing does.
/// </summary>
public sealed record PeoplesChoice(string? Area, string? Type, string? Severity, string? Assignee)
{
    public string? Of(ReplayAspect aspect) => aspect switch
    {
        ReplayAspect.Area => Area,
        ReplayAspect.Type => Type,
        ReplayAspect.Severity => Severity,
        ReplayAspect.Assignee => Assignee,
        _ => null,
    };

    /// <param name="history">The whole of it, what our own App did included.</param>
    /// <param name="policies">Know our words for the repository's labels; of one repository the first counts.</param>
    public static ImmutableDictionary<IssueRef, PeoplesChoice> All(
        ReplayHistory history, IEnumerable<RepoPolicy> policies)
    {
        var byRepo = policies.ToLookup(policy => policy.Repo);
        return history.Events.GroupBy(happened => happened.Issue.Id)
            .Select(life => life.OrderBy(happened => happened.OccurredAt).ToList())
            .GroupBy(life => life[^1].Ref)
            .ToImmutableDictionary(
                life => life.Key, life => Read(life.Last(), history.Bot, [.. byRepo[life.Key.Repo]]));
    }

    private static PeoplesChoice Read(
        List<IssueEvent> life, BotIdentity bot, ImmutableArray<RepoPolicy> policies)
    {
        var end = life[^1].Issue;
        var theirs = life.Where(happened => happened.Sender.Id != bot.UserId).ToList();
        var chosen = theirs.OfType<IssueLabeled>().Select(on => on.Label).Where(end.Has).Reverse();
        var labels = chosen.Concat(end.Labels).Select(label => Canonical(label, policies)).OfType<string>().ToList();
        var people = theirs.OfType<IssueAssigned>().Select(on => on.Person).Where(end.Assignees.Contains).Reverse();
        var area = First(labels, IssueLabels.Area);
        return new PeoplesChoice(
            area == IssueLabels.UnknownArea ? null : area,
            First(labels, IssueLabels.Type),
            First(labels, IssueLabels.Severity),
            people.Concat(end.Assignees).Select(person => person.Value).FirstOrDefault());
    }

    private static string? Canonical(string label, ImmutableArray<RepoPolicy> policies) =>
        policies.Select(policy => policy.ToCanonical(label)).FirstOrDefault(found => found is not null);

    private static string? First(List<string> labels, string family) =>
        labels.Where(label => IssueLabels.FamilyOf(label) == family).Select(label => label[family.Length..])
            .FirstOrDefault();
}
