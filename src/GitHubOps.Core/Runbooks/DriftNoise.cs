using System.Collections.Frozen;
using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Files whose change says nothing about a runbook's steps: locks of packages, tests, and what <c>.gitattributes</c>
/// calls generated.
/// </summary>
public sealed class DriftNoise
{
    public const string AttributesName = ".gitattributes";

    private const int PatternsMax = 2_000;

    private static readonly FrozenSet<string> Locks = FrozenSet.ToFrozenSet(
    [
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb",
        "Cargo.lock",
        "go.sum", "Gemfile.lock", "poetry.lock", "Pipfile.lock", "uv.lock", "pdm.lock", "composer.lock",
        "packages.lock.json",
        "mix.lock", "flake.lock", "gradle.lockfile", ".terraform.lock.hcl", "Package.resolved", "Podfile.lock",
        "pubspec.lock",
        "project.assets.json", "Chart.lock", "deno.lock",
    ], StringComparer.Ordinal);

    private static readonly FrozenSet<string> TestFolders = FrozenSet.ToFrozenSet(
        ["test", "tests", "__tests__", "spec", "specs", "testdata", "__snapshots__", "__mocks__", "fixtures"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] TestMarks = ["_test.", ".test.", "_spec.", ".spec.", "Test.", "Tests."];

    private readonly ImmutableArray<(Glob Glob, bool IsGenerated)> _marked;

    private DriftNoise(ImmutableArray<(Glob, bool)> marked) => _marked = marked;

    /// <param name="attributes">The repository's <c>.gitattributes</c>, those of upper folders first.</param>
    public static DriftNoise Of(IEnumerable<RepoFile> attributes)
    {
        var marked = ImmutableArray.CreateBuilder<(Glob, bool)>();
        foreach (var file in attributes)
            foreach (var line in file.Text.Split('\n'))
                if (marked.Count < PatternsMax && Read(file.Path[..^AttributesName.Length], line) is { } mark)
                    marked.Add(mark);
        return new(marked.ToImmutable());
    }

    public bool Is(string path) => IsLock(path) || IsTest(path) || IsGenerated(path);

    private static bool IsLock(string path) => Locks.Contains(path[(path.LastIndexOf('/') + 1)..]);

    private static bool IsTest(string path)
    {
        var parts = path.Split('/');
        return parts.SkipLast(1).Any(TestFolders.Contains) ||
            parts[^1].StartsWith("test_", StringComparison.Ordinal) ||
            TestMarks.Any(x => parts[^1].Contains(x, StringComparison.Ordinal));
    }

    /// <summary>The last line that speaks of it stands.</summary>
    private bool IsGenerated(string path)
    {
        for (var i = _marked.Length - 1; i >= 0; i--)
            if (_marked[i].Glob.Matches(path)) return _marked[i].IsGenerated;
        return false;
    }

    // *.pb.go linguist-generated, vendor/** linguist-generated=true, src/x.js -linguist-generated
    private static (Glob, bool)? Read(string folder, string line)
    {
        var words = line.Trim().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || words[0].StartsWith('#') || words[0].StartsWith('"')) return null;
        bool? says = null;
        foreach (var word in words.Skip(1))
        {
            says = word switch
            {
                "linguist-generated" or "linguist-generated=true" => true,
                "-linguist-generated" or "!linguist-generated" or "linguist-generated=false" => false,
                _ => says,
            };
        }

        if (says is not { } isGenerated) return null;
        var pattern = words[0].TrimStart('/');
        var anywhere = !words[0].AsSpan(0, words[0].Length - 1).Contains('/');
        return Glob.TryParse(folder + (anywhere ? "**/" : "") + pattern, out var glob, out _)
            ? (glob, isGenerated) : null;
    }
}
