using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What changed of the covered files since the last review, noise left out.</summary>
/// <param name="Files">Changed, added and deleted ones, sorted.</param>
/// <param name="Lines">Of them that are not as they were; blanks do not count.</param>
/// <param name="LinesCovered">Of all covered files as they are.</param>
public sealed record SeenDrift(ImmutableArray<string> Files, int Lines, int LinesCovered)
{
    /// <summary>From more files on it is a warning.</summary>
    public const int FilesMax = 20;

    /// <summary>From a greater share of the covered lines on it is a warning.</summary>
    public const int PercentMax = 25;

    /// <summary>Words for a person to type that the covered code has lost meanwhile.</summary>
    public ImmutableArray<LostMention> Lost { get; init; } = [];

    public bool IsMuch => Files.Length > FilesMax || Lines * 100L > LinesCovered * (long)PercentMax;

    public string Words
    {
        get
        {
            var files = Files.Length == 1 ? "1 file" : $"{Files.Length} files";
            return LinesCovered == 0 ? files
                : $"{files}, {Lines} of {LinesCovered} lines ({Math.Min(100, Lines * 100L / LinesCovered)} %)";
        }
    }

    /// <summary>
    /// How many lines of two texts are not in the other, blanks and blank lines aside; 0: they say the same.
    /// </summary>
    public static int LinesBetween(string before, string now)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in Said(before)) counts[line] = counts.GetValueOrDefault(line) + 1;
        var added = 0;
        foreach (var line in Said(now))
        {
            if (counts.GetValueOrDefault(line) is > 0 and var left) counts[line] = left - 1;
            else added++;
        }

        return Math.Max(added, counts.Values.Sum());
    }

    private static IEnumerable<string> Said(string text)
    {
        foreach (var line in text.Split('\n'))
            if (string.Concat(line.Where(c => !char.IsWhiteSpace(c))) is { Length: > 0 } said) yield return said;
    }
}
