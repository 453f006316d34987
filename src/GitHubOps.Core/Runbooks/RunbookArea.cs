using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A part of the repository that the policy names, with its patterns and its line in <c>ops.yml</c>.</summary>
public sealed record RunbookArea(string Name, ImmutableArray<string> Paths, int Line)
{
    /// <summary>The file that names it; null: the policy.</summary>
    public string? File { get; init; }

    /// <summary>Its owners say that a failure there is grave.</summary>
    public bool IsGrave { get; init; }

    /// <summary>
    /// Reads <c>areas:</c> alone and leniently: what is wrong there is told by the check of the whole file.
    /// </summary>
    public static ImmutableArray<RunbookArea> Read(string file, string text)
    {
        if (OpsFile.Read(text, file, new ProblemList())?.Find("areas")?.Value is not OpsMap areas) return [];
        return [.. areas.Entries.Select(x => new RunbookArea(x.Key, PathsOf(x.Value), x.KeyAt.Line))
            .Where(x => !x.Paths.IsEmpty)];
    }

    public bool Matches(string path) => Paths.Any(x => Glob.TryParse(x, out var glob, out _) && glob.Matches(path));

    private static ImmutableArray<string> PathsOf(OpsNode area) => area switch
    {
        OpsMap map => map.Find("paths") is { } paths ? PathsOf(paths.Value) : [],
        OpsList list => [.. list.Items.OfType<OpsText>().Select(x => x.Text).Where(IsPattern)],
        OpsText text when IsPattern(text.Text) => [text.Text],
        _ => [],
    };

    private static bool IsPattern(string text) => Glob.TryParse(text, out _, out _);
}
