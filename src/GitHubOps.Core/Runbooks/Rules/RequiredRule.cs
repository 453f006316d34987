using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Runbooks that the policy requires are there.</summary>
public sealed class RequiredRule : RunbookRule
{
    public override string Id => "required";

    public override string Help =>
        "`runbooks: required:` of `.github/ops.yml` names the runbooks that must exist below `in`.";

    public override RunbookAxis Axis => RunbookAxis.Coverage;

    public override ImmutableArray<string> Codes => ["RB032"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        if (facts.Partial) yield break;
        var there = facts.Runbooks.Select(x => x.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var required in facts.Policy.Required.Where(x => !there.Contains(x.Path)))
        {
            var near = Problems.Nearest(required.Path, there);
            var remedy = near is null ? "Write it" : $"Rename `{Problems.Shown(near)}`, or write it";
            var caused = facts.Touch is RunbookTouch.Known touch &&
                (touch.Paths.Contains(required.Path) || (facts.Policy.File is { } file && touch.Paths.Contains(file)));
            yield return new(
                Problem.Error("RB032", $"the required runbook `{Problems.Shown(required.Path)}` is missing",
                facts.Policy.File, required.Line, 0, $"{remedy}, or take it off `required`."), Axis, null, caused);
        }
    }
}
