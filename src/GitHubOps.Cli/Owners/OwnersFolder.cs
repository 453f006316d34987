using System.Collections.Immutable;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>The files below a root that say something about owners. Links are never followed.</summary>
internal sealed class OwnersFolder(string root)
{
    private const int FilesMax = 50_000;
    private const int BytesMax = 1024 * 1024;

    private readonly RepoFiles files = new(root);

    /// <summary>The named folder, or the checkout around the place where we stand.</summary>
    public static string RootOf(string? named, Surroundings surroundings)
    {
        var folder = RunbookOptions.ReadRoot(named, surroundings);
        return (string.IsNullOrEmpty(named) ? GitRepository.RootOf(folder) : null) ?? folder;
    }

    /// <summary>Every file below the root, sorted.</summary>
    public IEnumerable<string> All() => files.Below("").Order(StringComparer.Ordinal);

    public (RepoOwners Owners, ImmutableArray<Problem> Problems) Read(bool markdown, CancellationToken cancellation)
    {
        var read = new List<RepoFile>();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var path in All().Where(path => RepoOwners.IsWanted(path, markdown)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (read.Count == FilesMax)
                throw new UsageException($"more than {FilesMax} files of owners below the root");
            if (Text(path, problems) is { } text) read.Add(new RepoFile(path, text));
        }

        var owners = RepoOwners.Read(read, markdown);
        return (owners, [.. problems, .. owners.Problems]);
    }

    /// <summary>Null where it cannot be read, or must not be: told.</summary>
    private string? Text(string path, ImmutableArray<Problem>.Builder problems)
    {
        var file = new FileInfo(files.FullPath(path));
        if (file.LinkTarget is not null) return Refuse("is a link, which is not followed");
        try
        {
            if (file.Length > BytesMax) return Refuse($"is larger than {BytesMax / 1024} KiB");
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetString(File.ReadAllBytes(file.FullName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse("cannot be read");
        }

        string? Refuse(string why)
        {
            problems.Add(Problem.Warning("config/owners", $"the file {why}; it counts as absent", path, 1));
            return null;
        }
    }
}
