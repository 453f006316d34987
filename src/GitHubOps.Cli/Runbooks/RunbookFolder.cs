using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>Which runbooks are meant: the policy's, or the named ones.</summary>
internal static class RunbookFolder
{
    public const string PolicyFile = ".github/ops.yml";

    /// <summary>
    /// Sorted paths of the policy's runbooks, from the checkout and, without its absent files, from the commit.
    /// </summary>
    public static ImmutableSortedSet<string> Find(RepoFiles files, RunbookPolicy policy, RepoTree? tree)
    {
        var glob = Glob.Parse(policy.In);
        var cover = new RunbookCover(policy.In, 0);
        var folder = cover.IsPlain ? policy.In : cover.Prefix[..(cover.Prefix.LastIndexOf('/') + 1)];
        // Where the pattern begins with a wildcard the whole checkout would be walked, ignored folders and all: then
        // git's list.
        var onDisk = folder.Length > 0 || tree is null ? files.Below(folder) : [];
        var found = onDisk.Where(IsMeant).ToHashSet(StringComparer.Ordinal);
        var committed = tree?.Files.Where(x => !x.IsSubmodule).Select(x => x.Path).Where(IsMeant) ?? [];
        // What the walk has seen is there; only the rest must be asked for.
        found.UnionWith(committed.Where(x => !found.Contains(x) && files.Exists(x)));
        return found.ToImmutableSortedSet(StringComparer.Ordinal);

        bool IsMeant(string path) => RunbookReader.IsDocument(path) && glob.Matches(path);
    }

    /// <summary>The files that a person named: a file as it is, a folder with its documents.</summary>
    public static ImmutableSortedSet<string> Named(RepoFiles files, IEnumerable<string> names, string folder)
    {
        var found = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var path = name.Any(char.IsControl) ? null : files.RelativePath(name, folder);
            if (path is null) throw new UsageException($"`{Problems.Shown(name)}` does not lie in the repository");
            if (Directory.Exists(files.FullPath(path)))
                found.UnionWith(files.Below(path).Where(RunbookReader.IsDocument));
            else if (files.Exists(path)) found.Add(path);
            else throw new UsageException($"`{Problems.Shown(name)}` does not exist");
        }

        return found.ToImmutable();
    }

    /// <summary>The policy of the checkout. A broken one is the user's problem, told with its lines.</summary>
    public static (RunbookPolicy Policy, ImmutableArray<Problem> Problems) Policy(RepoFiles files) =>
        files.ReadText(PolicyFile, YamlLimits.Config.BytesMax) is { } text
            ? RunbookPolicyReader.Read(PolicyFile, text)
            : (RunbookPolicy.Default, []);
}
