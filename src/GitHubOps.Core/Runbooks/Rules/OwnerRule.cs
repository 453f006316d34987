using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Somebody stands behind the owner's name, and the reviewer is one of them.</summary>
public sealed class OwnerRule : RunbookRule
{
    public override string Id => "owner";

    public override string Help =>
        "The owner is looked up in the repository's own files: a name of `OWNERS_ALIASES` or a rotation of `ops.yml` " +
        "must be defined and have people, a person must not be among the emeriti of `OWNERS`. Who could take over is " +
        "named: those who approve what the runbook covers. A team, and a person whom no file names, is unverified: " +
        "only GitHub knows. With `--github` it is asked, as far as the token reaches: an owner whom it does not know " +
        "is an error, one who did nothing for 90 days (no rotation, no review, no commit) a warning, one of whom it " +
        "may not speak a notice. A reviewer who is not one of the owner's people is told.";

    public override RunbookAxis Axis => RunbookAxis.Owner;

    public override ImmutableArray<string> Codes => ["RB012", "RB013", "RB014", "RB015", "RB016", "RB017"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        if (facts.People is not { } people) yield break;
        foreach (var runbook in facts.Active)
        {
            var (known, owner) = (runbook.Runbook!, runbook.Runbook!.Owner);
            // Another tool's owner may be a channel or a name in its own books.
            if (owner is null || known.Dialect is not null) continue;
            if (facts.HostedOwners.TryGetValue(owner, out var hosted) && Hosted(runbook, hosted, people) is { } said)
                yield return said;
            if (people.StateOf(owner) == OwnerState.Left)
            {
                yield return Found(runbook, Problem.Error("RB012",
                    owner.StartsWith('@')
                        ? $"the owner {Problems.Shown(owner)} has left: `OWNERS` lists them as emeritus"
                        : $"the owner {Problems.Shown(owner)} is a name with nobody behind it",
                    runbook.Path, 1, 0, $"Name another owner{Successors(people, known)}."));
            }
            else if (people.StateOf(owner) == OwnerState.Undefined)
            {
                var near = Problems.Nearest(owner, people.Names);
                yield return Found(runbook, Problem.Error("RB013",
                    $"the owner `{Problems.Shown(owner)}` is no name of OWNERS_ALIASES and no rotation of ops.yml",
                    runbook.Path, 1, 0,
                    near is null ? $"Name another owner{Successors(people, known)}."
                        : $"Did you mean `{Problems.Shown(near)}`?"));
            }

            if (runbook.StampChanged && known.Review?.By is { } by
                && people.MembersOf(owner) is { IsEmpty: false } members &&
                !members.Contains(by.TrimStart('@'), StringComparer.OrdinalIgnoreCase))
            {
                yield return Found(runbook, Problem.Warning("RB014",
                    $"reviewed by {Problems.Shown(by)}, who is not one of {Problems.Shown(owner)}", runbook.Path,
                    known.Review.Line, 0, "Let one of the owner's people approve this change."));
            }
        }
    }

    private RunbookFinding? Hosted(RunbookCase runbook, HostedOwner hosted, RunbookPeople people)
    {
        var owner = Problems.Shown(runbook.Runbook!.Owner!);
        var remedy = $"Name another owner{Successors(people, runbook.Runbook)}.";
        return hosted switch
        {
            { State: HostedOwnerState.Unknown } => Found(runbook, Problem.Error("RB015",
                $"the owner {owner} is unknown to GitHub, or may not see this repository", runbook.Path, 1, 0, remedy)),
            { State: HostedOwnerState.Unreadable } => Found(runbook, new Problem("RB017", ProblemLevel.Notice,
                $"owner: unverified (token cannot read org): {owner}", runbook.Path, 1)),
            { HasActed: false } => Found(runbook, Problem.Warning("RB016",
                $"the owner {owner} did nothing here for {HostedOwner.DaysMax} days: no rotation, no review, no commit",
                runbook.Path, 1, 0, remedy)),
            _ => null,
        };
    }

    private static string Successors(RunbookPeople people, Runbook runbook)
    {
        var names = people.SuccessorsOf(runbook);
        return names.IsEmpty
            ? "" : $"; who approves there: {string.Join(", ", names.Select(x => "@" + Problems.Shown(x)))}";
    }
}
