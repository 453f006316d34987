using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// From GitHub's <c>CODEOWNERS</c> to <c>OWNERS</c> files and <c>OWNERS_ALIASES</c>. There the last line that matches
/// speaks alone; here folders nest, and a file may cut its parents off. What cannot be said so is told with its line.
/// </summary>
public static class CodeOwnersImport
{
    /// <summary>GitHub itself reads no larger file.</summary>
    public const int CharactersMax = 3 * 1024 * 1024;

    /// <summary>Where GitHub looks for one; it reads the first.</summary>
    public static ImmutableArray<string> Places { get; } = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

    /// <param name="file">A CODEOWNERS file; its path is what problems name.</param>
    /// <param name="isFolder">Whether the repository has a folder at a path. Where nobody can say (null), a last
    /// name without a slash is carried over as a filter that holds for a file and for a folder.</param>
    public static CodeOwnersResult Read(RepoFile file, Func<string, bool>? isFolder = null)
    {
        var problems = new ProblemList();
        if (file.Text.Length > CharactersMax)
        {
            problems.Warning(ProblemCodes.Owners, new Place(file.Path, 1, 1),
                "the file is larger than 3 MiB; GitHub does not read it");
            return new CodeOwnersResult([], problems.ToImmutable());
        }

        var people = new CodeOwnersPeople(file.Path, problems);
        var rules = CodeOwnersLine.ReadAll(file, problems).Select(line => new Rule(
            line.Number, CodeOwnersPattern.Of(line.Pattern, isFolder ?? (_ => false)), people.Of(line))).ToList();
        var alive = Alive(rules, file.Path, problems);
        foreach (var rule in alive) Compare(rule, alive, file.Path, problems);
        var files = alive.Where(rule => !rule.Owners.IsEmpty).GroupBy(rule => rule.Pattern.Folder)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => OwnersWriter.Owners(
                group.Key, [.. group.Select(rule => (rule.Pattern.Filter, rule.Owners))],
                CutsParents(group.Key, alive)));
        return new CodeOwnersResult([.. files, .. people.AliasesFile()], problems.ToImmutable());
    }

    private static bool CutsParents(string folder, List<Rule> rules) => folder.Length > 0 && rules.Exists(rule =>
        !rule.Owners.IsEmpty && rule.Pattern.Folder != folder
            && (rule.Pattern.Folder.Length == 0
                || folder.StartsWith(rule.Pattern.Folder + "/", StringComparison.Ordinal)));

    /// <summary>Without lines that a later one overrules altogether.</summary>
    private static List<Rule> Alive(List<Rule> rules, string file, ProblemList problems)
    {
        var alive = new List<Rule>();
        foreach (var rule in Enumerable.Reverse(rules))
        {
            var later = alive.Find(one => rule.Pattern == one.Pattern || rule.Pattern.LiesIn(one.Pattern));
            if (later is null) alive.Add(rule);
            else problems.Notice(ProblemCodes.Owners, new Place(file, rule.Line, 1),
                $"line {later.Line} matches all that this line does, and the last one counts; it is left out");
        }

        alive.Reverse();
        return alive;
    }

    private static void Compare(Rule rule, List<Rule> alive, string file, ProblemList problems)
    {
        var at = new Place(file, rule.Line, 1);
        if (rule.Owners.IsEmpty)
        {
            problems.Warning(ProblemCodes.Owners, at,
                "a line that leaves its files without owners cannot be carried over: " +
                "they keep those of the folder above",
                "Name whoever looks after them.");
            return;
        }

        if (rule.Pattern.IsEverything) return;
        var same = alive.Where(one => one != rule && one.Pattern.Folder == rule.Pattern.Folder && !one.Owners.IsEmpty)
            .Where(one => one.Pattern.IsEverything || one.Line < rule.Line).Select(one => one.Line).ToList();
        if (same.Count > 0)
            problems.Notice(ProblemCodes.Owners, at,
                $"the owners of line {string.Join(", ", same.Take(5))} own these files too where both match: " +
                "in OWNERS, lists of one folder are joined");
        var nearer = alive.Where(one => one.Line < rule.Line && !one.Owners.IsEmpty
            && one.Pattern.Folder != rule.Pattern.Folder
            && (rule.Pattern.Folder.Length == 0
                || one.Pattern.Folder.StartsWith(rule.Pattern.Folder + "/", StringComparison.Ordinal)))
            .Select(one => one.Line).ToList();
        if (nearer.Count > 0)
            problems.Notice(ProblemCodes.Owners, at,
                $"for files of line {string.Join(", ", nearer.Take(5))} that line counts, not this one: " +
                "in OWNERS, the nearer folder does");
    }

    private sealed record Rule(int Line, CodeOwnersPattern Pattern, ImmutableArray<string> Owners);
}

/// <summary>The files to write, the root's first, and what could not be carried over, by line.</summary>
public sealed record CodeOwnersResult(ImmutableArray<RepoFile> Files, ImmutableArray<Problem> Problems);
