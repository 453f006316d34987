using System.Runtime.CompilerServices;

namespace GitHubOps.Core;

/// <summary>What the rules that look for the area share.</summary>
internal static class AreaChoice
{
    // Patterns are compiled once per area of a policy; a policy lives as long as the files it was read from.
    private static readonly ConditionalWeakTable<AreaPolicy, GlobList> Paths = [];

    /// <summary>The text is to be read, nobody chose an area, and no rule before found one.</summary>
    public static bool IsOpen(Draft draft) =>
        draft.TextIsNew && !draft.IsInternal && draft.State.Area is null && !draft.State.TookAway(IssueLabels.Area);

    public static Draft Take(Draft draft, string area, string ruleId, string because) =>
        draft with
        {
            State = draft.State with { Area = new Chosen<string>(area, ByPerson: false, ruleId, because) },
        };

    public static GlobList PathsOf(AreaPolicy area) =>
        Paths.GetValue(area, static one => GlobList.TryParse(one.Paths, out var list, out _) ? list : GlobList.Empty);
}
