using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What a runbook covers exists.</summary>
public sealed class CoversDeadRule : RunbookRule
{
    public override string Id => "covers-dead";

    public override string Help =>
        "An entry of `covers` that matches no file protects nothing: the code was renamed or removed, or the " +
        "pattern has a mistake. The nearest path that exists is named.";

    public override RunbookAxis Axis => RunbookAxis.Drift;

    public override ImmutableArray<string> Codes => ["RB030"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        if (facts.Tree is not { } tree) yield break;
        foreach (var runbook in facts.Active)
            foreach (var entry in runbook.Runbook!.Covers.Entries)
            {
                if (tree.FilesOf(entry, runbook.Runbook.Covers, runbook.Path).Any()) continue;
                var problem = tree.SubmoduleOf(entry.Prefix) is { } submodule
                    ? Problem.Warning("RB030",
                        $"`covers` holds `{Problems.Shown(entry.Text)}`: unknown, in submodule " +
                        $"{Problems.Shown(submodule)} (gitlink)",
                        runbook.Path, entry.Line, 0,
                            "Cover the submodule's own path; a new commit of it then counts as a change.")
                    : Problem.Error("RB030", $"`covers` holds `{Problems.Shown(entry.Text)}`, which matches no file",
                        runbook.Path, entry.Line, 0,
                        Nearest(entry, tree) is { } near
                            ? $"Did you mean `{Problems.Shown(near)}`?" : "Remove the entry, or correct it.");
                var globs = RunbookCovers.PatternsOf(entry).Select(Glob.Parse).ToArray();
                yield return Found(runbook, problem,
                    caused: runbook.TouchedPaths.Any(x => globs.Any(g => g.Matches(x))));
            }
    }

    /// <summary>
    /// Keeps the folders that exist and replaces the first that does not by the nearest name beside it.
    /// </summary>
    private static string? Nearest(RunbookCover entry, RepoTree tree)
    {
        var parts = entry.Text.Split('/');
        var road = "";
        for (var i = 0; i < parts.Length; i++)
        {
            var here = road + parts[i];
            if (new RunbookCover(parts[i], 0).IsPlain && tree.Find(here) is not null)
            {
                road = here + "/";
                continue;
            }

            var last = i == parts.Length - 1;
            var names = tree.NamesIn(road, foldersOnly: !last).Take(5000);
            var near = new RunbookCover(parts[i], 0).IsPlain ? Problems.Nearest(parts[i], names) : null;
            if (near is null) return road.Length == 0 ? null : road + "**";
            return road + near + (last ? "" : "/" + string.Join('/', parts[(i + 1)..]));
        }

        return null;
    }
}
