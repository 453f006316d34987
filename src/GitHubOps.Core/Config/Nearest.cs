namespace GitHubOps.Core;

/// <summary>The known name that somebody most likely meant.</summary>
internal static class Nearest
{
    private const int LengthMax = 60;

    /// <summary>Null where nothing known is near: a guess that is far off misleads.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LengthMax) return null;
        var farthest = Math.Max(1, word.Length / 3) + 1;
        return known
            .Where(name => name.Length <= LengthMax)
            .Select(name => (Name: name, Steps: Steps(word.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(found => found.Steps <= Math.Min(farthest, Math.Max(word.Length, found.Name.Length) - 1))
            .OrderBy(found => found.Steps).ThenBy(found => found.Name, StringComparer.Ordinal)
            .Select(found => found.Name)
            .FirstOrDefault();
    }

    /// <summary><c>Did you mean `x`?</c>, or the known names where they are few, or nothing.</summary>
    public static string? Remedy(string word, IReadOnlyCollection<string> known)
    {
        if (To(word, known) is { } name) return $"Did you mean `{name}`?";
        return known.Count is > 0 and <= 12 ? $"Known here: {string.Join(", ", known.Select(x => $"`{x}`"))}." : null;
    }

    /// <summary>Letters to put in, take out, change or swap with their neighbour.</summary>
    private static int Steps(string a, string b)
    {
        var steps = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) steps[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) steps[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = steps[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                steps[i, j] = Math.Min(change, Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }
        }

        return steps[a.Length, b.Length];
    }
}
