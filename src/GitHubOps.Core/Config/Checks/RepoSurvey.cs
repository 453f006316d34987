using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// What the checks want to know of a repository's other files: runbooks and workflows. Whoever has the files, on a disk
/// or at GitHub, hands them in.
/// </summary>
public static class RepoSurvey
{
    private const string PlainFile = "100644";
    private const string WorkflowFolder = ".github/workflows/";

    public static bool IsWorkflow(string path) => path.StartsWith(WorkflowFolder, StringComparison.Ordinal) &&
        (path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal));

    /// <summary>Paths of the runbooks that the policy means, sorted.</summary>
    public static ImmutableSortedSet<string> RunbooksOf(PolicyInput input, IEnumerable<string> paths)
    {
        var glob = Glob.Parse(PolicyOf(input).In);
        return paths.Where(path => RunbookReader.IsDocument(path) && glob.Matches(path))
            .ToImmutableSortedSet(StringComparer.Ordinal);
    }

    /// <param name="facts">So far; the day that dates are compared with is that of
    /// <see cref="CheckFacts.Now"/>.</param>
    /// <param name="paths">All files.</param>
    /// <param name="runbook">Reads one of <see cref="RunbooksOf"/>.</param>
    /// <param name="workflow">The text of a workflow; null: it cannot be read.</param>
    public static CheckFacts Learn(
        CheckFacts facts, IReadOnlyCollection<string> paths, Func<string, RunbookReading> runbook,
        Func<string, string?> workflow) => facts with
        {
            Runbooks = new RunbookFacts(facts.Now.InUtc().Date, PolicyOf(facts.Input))
            {
                Tree = new RepoTree(paths.Select(path => new RepoEntry(path, PlainFile, ""))),
                Runbooks = [.. RunbooksOf(facts.Input, paths).Select(path => new RunbookCase(runbook(path), null))],
            },
            Workflows = Workflows(paths.Where(IsWorkflow), workflow),
        };

    private static RunbookPolicy PolicyOf(PolicyInput input) =>
        PolicyFiles.Find(input.Files, PolicyFiles.Ops) is { } file
            ? RunbookPolicyReader.Read(file.Path, file.Text).Policy
            : RunbookPolicy.Default;

    /// <summary>By the name each gives itself; null where one of them cannot be read.</summary>
    private static ImmutableHashSet<string>? Workflows(IEnumerable<string> paths, Func<string, string?> read)
    {
        var names = ImmutableHashSet.CreateBuilder<string>();
        foreach (var path in paths)
        {
            if (read(path) is not { } text || WorkflowName.Of(text, path) is not { } name) return null;
            names.Add(name);
        }

        return names.ToImmutable();
    }
}
