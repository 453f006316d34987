using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A retired runbook says what stands in its place.</summary>
public sealed class RetiredRule : RunbookRule
{
    public override string Id => "retired";

    public override string Help =>
        "A retired runbook is found at the worst moment by someone in a hurry. `superseded_by: other.md` leads " +
        "them on and must exist; `reason:` tells them why there is nothing.";

    public override RunbookAxis Axis => RunbookAxis.Integrity;

    public override ImmutableArray<string> Codes => ["RB033"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        foreach (var runbook in facts.Runbooks)
        {
            if (runbook.Runbook is not { State: RunbookState.Retired } retired) continue;
            if (retired.SupersededBy is { } next && !Exists(retired.Path, next, facts))
            {
                yield return Found(runbook,
                    Problem.Error("RB033", $"`superseded_by: {Problems.Shown(next)}` does not exist", runbook.Path, 1,
                    0,
                    "Name a runbook beside this one, or a path from the repository's root."));
            }
            else if (retired.SupersededBy is null && retired.Reason is null)
            {
                yield return Found(runbook,
                    Problem.Error("RB033", "is retired and does not say what stands in its place", runbook.Path, 1, 0,
                    "Add `superseded_by: other.md`, or `reason:`."));
            }
        }
    }

    private static bool Exists(string path, string next, RunbookFacts facts)
    {
        var folder = path[..(path.LastIndexOf('/') + 1)];
        var beside = next.StartsWith("./", StringComparison.Ordinal) ? folder + next[2..] : folder + next;
        return new[] { beside, next.TrimStart('/') }.Any(x =>
            facts.Tree?.Find(x) is not null || facts.Runbooks.Any(r => r.Path == x));
    }
}
