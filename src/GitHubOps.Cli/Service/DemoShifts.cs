using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>
/// Judges each assignment that the service made: was it that person's shift, backup, or area at that moment? What people
/// assign is theirs to decide.
/// </summary>
internal static class DemoShifts
{
    private static readonly Duration Opening = Duration.FromMinutes(2);
    private static readonly Duration Answering = Duration.FromMinutes(2);

    public static IEnumerable<string> Judge(DemoIssue issue, RepoPolicy policy, ImmutableArray<DemoIssue> all)
    {
        foreach (var moment in issue.Timeline.Where(m => m is { IsBot: true, Kind: "assigned" }))
        {
            var allowed = moment.At < issue.OpenedAt + Opening
                ? AtOpening(issue, policy, all)
                : FollowsAPerson(issue, moment.At) ? AfterAPerson(issue, policy, moment.At) : AfterAThreshold(issue, policy, moment.At);
            if (!allowed.Contains(new Login(moment.What)))
                yield return $"was given to {moment.What} at {moment.At}, where it was the turn of {string.Join(" or ", allowed)}";
        }
    }

    /// <summary>The holder of the shift at the moment of opening; the others of the rotation when the holder cannot take it.</summary>
    private static ImmutableArray<Login> AtOpening(DemoIssue issue, RepoPolicy policy, ImmutableArray<DemoIssue> all)
    {
        var target = TargetAt(issue, policy, issue.OpenedAt + Opening);
        if (target is null) return [];
        if (target.Rotation is not { } name) return OwnersAt(issue, policy, issue.OpenedAt + Opening);
        var rotation = policy.Rotations[name];
        var author = new Login(issue.OpenedBy);
        if (RotationSchedule.At(rotation, issue.OpenedAt) is not { } shift) return [.. rotation.Members.Where(m => m != author)];
        var isFull = rotation.AtMost is { } most && Held(shift.Person, issue, all) >= most;
        return shift.Person != author && !isFull ? [shift.Person] : [.. rotation.Members.Where(m => m != shift.Person && m != author)];
    }

    /// <summary>A person chose the area, accepted it or made it worse: the area's owners, or the rotation of that severity.</summary>
    private static ImmutableArray<Login> AfterAPerson(DemoIssue issue, RepoPolicy policy, Instant at)
    {
        var shift = TargetAt(issue, policy, at)?.Rotation is { } name ? RotationSchedule.At(policy.Rotations[name], at)?.Person : null;
        return shift is { } person ? [.. OwnersAt(issue, policy, at), person] : OwnersAt(issue, policy, at);
    }

    /// <summary>A target's share is used up: the backup, the next of the area's owners, or the area's lead.</summary>
    private static ImmutableArray<Login> AfterAThreshold(DemoIssue issue, RepoPolicy policy, Instant at)
    {
        var allowed = OwnersAt(issue, policy, at).ToBuilder();
        if (policy.Areas.FirstOrDefault(a => a.Name == LabelAt(issue, "area/", at))?.Lead is { } lead) allowed.Add(lead);
        if (TargetAt(issue, policy, at)?.Rotation is not { } name) return allowed.ToImmutable();
        var rotation = policy.Rotations[name];
        if (RotationSchedule.BackupAt(rotation, at) is not { } backup) return allowed.ToImmutable();
        // Who opened it, or had it already, cannot be the help: then it goes on in turn.
        var cannot = backup == new Login(issue.OpenedBy) ||
            issue.Timeline.Any(m => m.Kind == "assigned" && m.At < at && new Login(m.What) == backup);
        allowed.AddRange(cannot ? rotation.Members : [backup]);
        return allowed.ToImmutable();
    }

    private static bool FollowsAPerson(DemoIssue issue, Instant at) =>
        issue.Timeline.Any(m => !m.IsBot && m.At <= at && m.At > at - Answering);

    private static AssignTarget? TargetAt(DemoIssue issue, RepoPolicy policy, Instant at) =>
        SeverityText.TryParse(LabelAt(issue, "sev/", at), out var severity) && policy.Assign.BySeverity.TryGetValue(severity, out var own)
            ? own
            : policy.Assign.New;

    private static ImmutableArray<Login> OwnersAt(DemoIssue issue, RepoPolicy policy, Instant at) =>
        policy.Areas.FirstOrDefault(a => a.Name == LabelAt(issue, "area/", at))?.Owners ?? policy.UnknownOwners;

    /// <summary>The name of the label of a family that was on the issue at that moment.</summary>
    private static string? LabelAt(DemoIssue issue, string family, Instant at)
    {
        string? label = null;
        foreach (var moment in issue.Timeline.Where(m => m.At <= at && m.What.StartsWith(family, StringComparison.Ordinal)))
        {
            if (moment.Kind == "labeled") label = moment.What[family.Length..];
            else if (moment.Kind == "unlabeled" && label == moment.What[family.Length..]) label = null;
        }

        return label;
    }

    /// <summary>How many other open issues somebody had when this one was opened.</summary>
    private static int Held(Login person, DemoIssue opened, ImmutableArray<DemoIssue> all) =>
        all.Count(issue => issue != opened && issue.Repo == opened.Repo && issue.OpenedAt <= opened.OpenedAt &&
            IsOpenAt(issue, opened.OpenedAt) && IsHeldAt(issue, person, opened.OpenedAt));

    private static bool IsOpenAt(DemoIssue issue, Instant at) =>
        issue.Timeline.LastOrDefault(m => m.At <= at && m.Kind is "closed" or "reopened")?.Kind != "closed";

    private static bool IsHeldAt(DemoIssue issue, Login person, Instant at) =>
        issue.Timeline.LastOrDefault(m => m.At <= at && m.Kind is "assigned" or "unassigned" && new Login(m.What) == person)?.Kind == "assigned";
}
