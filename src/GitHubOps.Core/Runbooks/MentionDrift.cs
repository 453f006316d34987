using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Which words of a runbook a change took out of the code that the runbook covers.</summary>
public static class MentionDrift
{
    /// <param name="mentions">What the runbook tells a person to type now.</param>
    /// <param name="before">The covered files that the change touches, as they were.</param>
    /// <param name="covered">The covered files as they are, the touched ones first; read only as far as is
    /// needed.</param>
    /// <param name="elsewhere">Other files, by their paths; read only where something is lost.</param>
    public static ImmutableArray<LostMention> Of(
        IEnumerable<Mention> mentions, IReadOnlyCollection<string> before, IEnumerable<string> covered,
        IEnumerable<(string Path, string Text)> elsewhere)
    {
        // A path is lost when its file is; that some code names it says nothing.
        var lost = mentions.Where(x => x.Kind != MentionKind.Path && before.Any(text => Mentions.IsIn(text, x)))
            .ToList();
        if (lost.Count == 0) return [];
        foreach (var text in covered)
        {
            lost.RemoveAll(x => Mentions.IsIn(text, x));
            if (lost.Count == 0) return [];
        }

        var places = new Dictionary<Mention, string>();
        foreach (var (path, text) in elsewhere)
        {
            foreach (var mention in lost)
                if (!places.ContainsKey(mention) && Mentions.IsIn(text, mention)) places.Add(mention, path);
            if (places.Count == lost.Count) break;
        }

        return [.. lost.Select(x => new LostMention(x, places.GetValueOrDefault(x)))];
    }
}
