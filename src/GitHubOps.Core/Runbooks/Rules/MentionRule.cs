using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What a runbook tells a person to type is still in the code.</summary>
public sealed class MentionRule : RunbookRule
{
    public override string Id => "mention";

    public override string Help =>
        "Flags, environment variables, commands and paths that a runbook tells a person to type, and what it names " +
        "under `watch`. Where a change takes one out of the covered code, and no covered file has it any more, the " +
        "runbook has become wrong: an error for s1, a warning for the others. Where another file has it now, that " +
        "file is named. Mend the runbook in the same change. Where no change is judged, the same is asked of all " +
        "that changed since the review, as far as the repository still holds what the reviewer saw. Words of " +
        "everybody's tools (`--help`, `kubectl`) are not looked for.";

    public override RunbookAxis Axis => RunbookAxis.Drift;

    public override ImmutableArray<string> Codes => ["RB070", "RB071"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        if (facts.Touch is RunbookTouch.NoChange)
        {
            foreach (var runbook in facts.Active)
                foreach (var lost in runbook.Drift?.Lost ?? [])
                    yield return Found(runbook, ProblemOf(runbook, lost, "what changed since its review"));
            yield break;
        }

        if (facts.Touch is not RunbookTouch.Known touch || facts.Tree is not { } tree) yield break;
        var deleted = touch.Paths.Where(x => tree.Find(x) is null).ToHashSet(StringComparer.Ordinal);
        foreach (var runbook in facts.Active)
        {
            var paths = deleted.Count == 0 ? [] : Mentions.Of(runbook.Runbook!, runbook.Code)
                .Where(x => x.Kind == MentionKind.Path && deleted.Contains(x.Text))
                .Select(x => new LostMention(x, facts.MovedTo(x.Text)));
            foreach (var lost in runbook.LostMentions.Concat(paths).DistinctBy(x => x.Mention.Text))
                yield return Found(runbook, ProblemOf(runbook, lost, "this change"), caused: true);
        }
    }

    private static Problem ProblemOf(RunbookCase runbook, LostMention lost, string what)
    {
        var word = Problems.Shown(lost.Mention.Text);
        if (lost.MovedTo is { } place)
        {
            return Problem.Warning("RB071",
                $"{what} moves `{word}`, which the runbook tells a person to type, to `{Problems.Shown(place)}`",
                runbook.Path, lost.Mention.Line, 0,
                "Look whether the steps still hold, and whether `covers` should name it.");
        }

        var level = RunbookPolicy.SeverityOf(runbook.Runbook!) == RunbookSeverity.S1
            ? ProblemLevel.Error : ProblemLevel.Warning;
        return new Problem("RB070", level,
            $"{what} takes `{word}` out of the code, and the runbook tells a person to type it", runbook.Path,
            lost.Mention.Line, 0, what == "this change" ? "Mend the runbook in this change." : "Mend the runbook.");
    }
}
