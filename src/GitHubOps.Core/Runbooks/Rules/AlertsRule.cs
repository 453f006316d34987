using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Whoever an alert wakes finds the runbook that it names, and finds one.</summary>
public sealed class AlertsRule : RunbookRule
{
    public override string Id => "alerts";

    public override string Help =>
        "Alert rules in the repository's YAML files (Prometheus, Grafana) name a runbook by `runbook_url` or " +
        "`runbook`: a path, or an address of this repository. It must be there, with its heading. A runbook's " +
        "`alerts` must name alerts that are defined, where any are, and no alert twice. An alert that leads nowhere " +
        "is a notice. Other addresses are not asked.";

    public override RunbookAxis Axis => RunbookAxis.Coverage;

    public override ImmutableArray<string> Codes => ["RB062", "RB063", "RB064", "RB065", "RB066"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        if (facts.Partial || facts.Tree is null) return [];
        return facts.Alerts.SelectMany(x => Sent(x, facts)).Concat(Named(facts));
    }

    /// <summary>Null where the alert leads to another place, or to one that only a template knows.</summary>
    internal static (string Path, string Anchor)? PathOf(AlertDefinition alert, RunbookFacts facts)
    {
        if (alert.Runbook is not { } target || target.Contains("{{", StringComparison.Ordinal) ||
            target.AsSpan().IndexOfAny('$', '<') >= 0)
            return null;
        var hash = target.IndexOf('#', StringComparison.Ordinal);
        var (place, anchor) = hash < 0 ? (target, "") : (target[..hash], target[(hash + 1)..]);
        if (!place.Contains("://", StringComparison.Ordinal))
            return RunbookReader.IsDocument(place) ? (place.TrimStart('.', '/'), anchor) : null;
        // https://host/owner/name/blob/branch/path
        if (facts.Repository is not { } repository || !Uri.TryCreate(place, UriKind.Absolute, out var url)) return null;
        var parts = Uri.UnescapeDataString(url.AbsolutePath).Split('/', 6);
        return parts.Length == 6 && parts[3] == "blob" &&
            $"{parts[1]}/{parts[2]}".Equals(repository, StringComparison.OrdinalIgnoreCase) ? (parts[5], anchor) : null;
    }

    private IEnumerable<RunbookFinding> Sent(AlertDefinition alert, RunbookFacts facts)
    {
        var touched = facts.Touch is RunbookTouch.Known known ? known.Paths : [];
        var isHere = touched.Contains(alert.File);
        var name = Problems.Shown(alert.Name);
        if (alert.Runbook is null && !facts.Active.Any(x => x.Runbook!.Alerts.Contains(alert.Name)))
        {
            yield return Of(
                new Problem("RB066", ProblemLevel.Notice, $"the alert `{name}` leads to no runbook", alert.File,
                alert.Line, 0, "Add the annotation `runbook_url`, or name the alert under `alerts` of a runbook."),
                isHere);
        }

        if (PathOf(alert, facts) is not var (path, anchor)) yield break;
        var runbook = facts.Runbooks.FirstOrDefault(x => x.Path == path);
        if (runbook is null && facts.Tree!.Find(path) is null)
        {
            var near = facts.MovedTo(path) ?? SameName(path, facts.Tree);
            yield return Of(
                Problem.Error("RB062", $"the alert `{name}` leads to `{Problems.Shown(path)}`, which does not exist",
                alert.File, alert.Line, 0,
                near is null ? "Name a runbook that is there." : $"It is now `{Problems.Shown(near)}`."),
                isHere || touched.Contains(path));
        }
        else if (anchor.Length > 0 && runbook?.Reading.FrontMatter is not null && !runbook.Links.HasAnchor(anchor))
        {
            yield return Of(Problem.Error("RB063",
                $"the alert `{name}` leads to `#{Problems.Shown(anchor)}`, which `{Problems.Shown(path)}` does not have",
                alert.File, alert.Line, 0, "Name a heading as GitHub does: small letters, hyphens for blanks."),
                isHere || touched.Contains(path));
        }
    }

    private IEnumerable<RunbookFinding> Named(RunbookFacts facts)
    {
        var defined = facts.Alerts.Select(x => x.Name).ToHashSet(StringComparer.Ordinal);
        var claims = facts.Active.SelectMany(x => x.Runbook!.Alerts.Distinct().Select(name => (Name: name, Runbook: x)))
            .GroupBy(x => x.Name, x => x.Runbook, StringComparer.Ordinal);
        foreach (var claim in claims)
        {
            var (name, first) = (Problems.Shown(claim.Key), claim.First());
            if (claim.Count() > 1)
            {
                var all = string.Join(" and ", claim.Select(x => $"`{Problems.Shown(x.Path)}`").Take(5));
                yield return Of(Problem.Error("RB064", $"the alert `{name}` is claimed by {all}", first.Path, 1, 0,
                    "Let one of them answer it."), claim.Any(x => x.Changed), first.Path);
            }

            if (defined.Count == 0 || defined.Contains(claim.Key)) continue;
            var near = Problems.Nearest(claim.Key, defined);
            yield return Of(Problem.Warning("RB065", $"no alert rule here is called `{name}`", first.Path, 1, 0,
                near is null ? "Take it off `alerts`, or correct it." : $"Did you mean `{Problems.Shown(near)}`?"),
                first.Changed, first.Path);
        }
    }

    private RunbookFinding Of(Problem problem, bool isRelated, string? runbook = null) =>
        new(problem, Axis, runbook, isRelated);

    private static string? SameName(string path, RepoTree tree)
    {
        var name = "/" + path[(path.LastIndexOf('/') + 1)..];
        return tree.Files
            .FirstOrDefault(x => x.Path.EndsWith(name, StringComparison.Ordinal))?.Path;
    }
}
