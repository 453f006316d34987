using System.Collections.Immutable;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>A repository's files as far as it is judged by them, out of a checkout or from GitHub.</summary>
/// <param name="Input">What a policy is read from.</param>
/// <param name="Paths">All files.</param>
/// <param name="IsShared">The repository holds the organisation's file and none of its own.</param>
internal sealed record SurveyedFiles(PolicyInput Input, ImmutableArray<string> Paths, bool IsShared)
{
    public required Func<string, RunbookReading> Runbook { get; init; }

    /// <summary>The text of another file; null: it is not there, or cannot be read.</summary>
    public required Func<string, string?> Text { get; init; }

    /// <summary>The first that GitHub would read.</summary>
    public RepoFile? CodeOwners => CodeOwnersImport.Places
        .Select(path => Text(path) is { } text ? new RepoFile(path, text) : null)
        .FirstOrDefault(file => file is not null);

    /// <summary>As they lie there, committed or not.</summary>
    public static SurveyedFiles Of(ConfigPlace place)
    {
        var files = new RepoFiles(place.Root);
        return new SurveyedFiles(
            ConfigFolder.Read(place), [.. files.Below("").Order(StringComparer.Ordinal)], ConfigFolder.IsShared(place))
        {
            Runbook = path => ReadRunbook(files, path),
            Text = path => files.Exists(path) && files.Read(path).Bytes is { } bytes
                ? Encoding.UTF8.GetString(bytes) : null,
        };
    }

    private static RunbookReading ReadRunbook(RepoFiles files, string path)
    {
        var (bytes, truncated, problem) = files.Read(path);
        return bytes is null ? new RunbookReading(path, null, null, [problem!])
            : RunbookReader.Read(path, bytes, truncated);
    }
}
