namespace GitHubOps.Core;

/// <summary>A file named in the text says where the fault is.</summary>
internal sealed class AreaFromPathsRule : TriageRule
{
    public override string Id => "area-from-paths";

    public override string Help =>
        "Takes the area whose `paths` hold most of the files named in title and text, stack traces included. " +
        "Two areas with equally many files decide nothing.";

    public override Draft Apply(Draft draft)
    {
        if (!AreaChoice.IsOpen(draft)) return draft;
        var areas = draft.Policy.Areas;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var hits = new int[areas.Length];
        foreach (var text in (string[])[draft.Facts.Issue.Title, IssueText.BodyOf(draft)])
            foreach (var candidates in PathsInText.Find(text))
                if (candidates.Length > 0 && seen.Add(candidates[0])) Count(draft.Policy, candidates, hits);
        var most = hits.Length == 0 ? 0 : hits.Max();
        if (most == 0 || hits.Count(count => count == most) > 1) return draft;
        var area = areas[Array.IndexOf(hits, most)].Name;
        return AreaChoice.Take(draft, area, Id, $"the text names files of {area}");
    }

    /// <summary>Of a path with several possible beginnings the longest that any area holds.</summary>
    private static void Count(RepoPolicy policy, string[] candidates, int[] hits)
    {
        foreach (var path in candidates)
        {
            var held = false;
            for (var i = 0; i < policy.Areas.Length; i++)
            {
                if (!AreaChoice.PathsOf(policy.Areas[i]).Matches(path)) continue;
                hits[i]++;
                held = true;
            }

            if (held) return;
        }
    }
}
