using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// One rule, one file, named as its id. Rules run in the order of <c>TriageRules.All</c>; each sees what those before
/// it concluded. A rule changes the draft's state; what GitHub must be told follows from the difference afterwards.
/// </summary>
public abstract class TriageRule
{
    /// <summary>
    /// Kebab-case, the file's name without <c>Rule</c>: <c>area-from-form</c> ↔ <c>AreaFromFormRule.cs</c>.
    /// </summary>
    public abstract string Id { get; }

    /// <summary>One paragraph for <c>docs/rules.md</c>: when it fires and what the user sees.</summary>
    public abstract string Help { get; }

    public abstract Draft Apply(Draft draft);
}
