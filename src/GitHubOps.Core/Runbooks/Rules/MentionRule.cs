using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What a runbook tells a person to type is still in the code.</summary>
public sealed class MentionRule : RunbookRule
{
    public override string Id => "mention";

    public override string Help =>
        "Flags, environment variables, commands and paths that a runbook tells a person to type, and what it names under " +
        "`watch`. Where a change takes one out of the covered code, and no covered file has it any more, the runbook has " +
        "become wrong: an error for s1, a warning for the others. Where another file has it now, that file is named. Mend the " +
        "runbook in the same change. Words of everybody's tools (`--help`, `kubectl`) are not looked for.";

    public override RunbookAxis Axis => RunbookAxis.Drift;

    public override ImmutableArray<string> Codes => ["RB070", "RB071"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        if (facts.Touch is not RunbookTouch.Known touch || facts.Tree is not { } tree) yield break;
        var deleted = touch.Paths.Where(x => tree.Find(x) is null).ToHashSet(StringComparer.Ordinal);
        foreach (var runbook in facts.Active)
        {
            var paths = deleted.Count == 0 ? [] : Mentions.Of(runbook.Runbook!, runbook.Code)
                .Where(x => x.Kind == MentionKind.Path && deleted.Contains(x.Text))
                .Select(x => new LostMention(x, facts.MovedTo(x.Text)));
            foreach (var lost in runbook.LostMentions.Concat(paths).DistinctBy(x => x.Mention.Text))
                yield return Found(runbook, ProblemOf(runbook, lost), caused: true);
        }
    }

    private static Problem ProblemOf(RunbookCase runbook, LostMention lost)
    {
        var word = Problems.Shown(lost.Mention.Text);
        if (lost.MovedTo is { } place)
        {
            return Problem.Warning("RB071",
                $"this change moves `{word}`, which the runbook tells a person to type, to `{Problems.Shown(place)}`",
                runbook.Path, lost.Mention.Line, 0, "Look whether the steps still hold, and whether `covers` should name it.");
        }

        var level = RunbookPolicy.SeverityOf(runbook.Runbook!) == RunbookSeverity.S1
            ? ProblemLevel.Error : ProblemLevel.Warning;
        return new Problem("RB070", level,
            $"this change takes `{word}` out of the code, and the runbook tells a person to type it", runbook.Path,
            lost.Mention.Line, 0, "Mend the runbook in this change.");
    }
}
