using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>
/// Judges each assignment that the service made: was it that person's shift, backup, or area at that moment? What
/// people assign is theirs to decide.
/// </summary>
internal static class DemoShifts
{
    private static readonly Duration Opening = Duration.FromMinutes(2);
    private static readonly Duration Answering = Duration.FromMinutes(2);

    public static IEnumerable<string> Judge(DemoIssue issue, RepoPolicy policy, ImmutableArray<DemoIssue> all)
    {
        foreach (var moment in issue.Timeline.Where(m => m is { IsBot: true, Kind: "assigned" }))
        {
            var allowed = AllowedAt(issue, policy, all, moment.At);
            if (allowed.Contains(new Login(moment.What))) continue;
            var right = string.Join(" or ", allowed);
            yield return $"was given to {moment.What} at {moment.At}, where it was for {right}";
        }
    }

    private static ImmutableArray<Login> AllowedAt(
        DemoIssue issue, RepoPolicy policy, ImmutableArray<DemoIssue> all, Instant at)
    {
        if (at < issue.OpenedAt + Opening) return AtOpening(issue, policy, all);
        return FollowsAPerson(issue, at) ? AfterAPerson(issue, policy, at) : AfterAThreshold(issue, policy, at);
    }

    /// <summary>
    /// The holder of the shift at the moment of opening; the others of the rotation when the holder cannot take it.
    /// </summary>
    private static ImmutableArray<Login> AtOpening(DemoIssue issue, RepoPolicy policy, ImmutableArray<DemoIssue> all)
    {
        var target = TargetAt(issue, policy, issue.OpenedAt + Opening);
        if (target is null) return [];
        if (target.Rotation is not { } name) return OwnersAt(issue, policy, issue.OpenedAt + Opening);
        var rotation = policy.Rotations[name];
        var author = new Login(issue.OpenedBy);
        if (RotationSchedule.At(rotation, issue.OpenedAt) is not { } shift)
            return [.. rotation.Members.Where(m => m != author)];
        var isFull = rotation.AtMost is { } most && Held(shift.Person, issue, all) >= most;
        if (shift.Person != author && !isFull) return [shift.Person];
        return [.. rotation.Members.Where(m => m != shift.Person && m != author)];
    }

    /// <summary>
    /// A person chose the area, accepted it or made it worse: the area's owners, or the rotation of that severity.
    /// </summary>
    private static ImmutableArray<Login> AfterAPerson(DemoIssue issue, RepoPolicy policy, Instant at)
    {
        var owners = OwnersAt(issue, policy, at);
        if (TargetAt(issue, policy, at)?.Rotation is not { } name) return owners;
        return RotationSchedule.At(policy.Rotations[name], at) is { } shift ? owners.Add(shift.Person) : owners;
    }

    /// <summary>A target's share is used up: the backup, the next of the area's owners, or the area's lead.</summary>
    private static ImmutableArray<Login> AfterAThreshold(DemoIssue issue, RepoPolicy policy, Instant at)
    {
        var allowed = OwnersAt(issue, policy, at).ToBuilder();
        if (policy.Areas.FirstOrDefault(a => a.Name == LabelAt(issue, "area/", at))?.Lead is { } lead)
            allowed.Add(lead);
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
        SeverityText.TryParse(LabelAt(issue, "sev/", at), out var severity)
            ? policy.Assign.BySeverity.GetValueOrDefault(severity) ?? policy.Assign.New
            : policy.Assign.New;

    private static ImmutableArray<Login> OwnersAt(DemoIssue issue, RepoPolicy policy, Instant at) =>
        policy.Areas.FirstOrDefault(a => a.Name == LabelAt(issue, "area/", at))?.Owners ?? policy.UnknownOwners;

    /// <summary>The name of the label of a family that was on the issue at that moment.</summary>
    private static string? LabelAt(DemoIssue issue, string family, Instant at)
    {
        string? label = null;
        foreach (var moment in issue.Timeline)
        {
            if (moment.At > at || !moment.What.StartsWith(family, StringComparison.Ordinal)) continue;
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
        issue.Timeline.Where(m => m.Kind is "assigned" or "unassigned" && m.At <= at && new Login(m.What) == person)
            .LastOrDefault()?.Kind == "assigned";
}
