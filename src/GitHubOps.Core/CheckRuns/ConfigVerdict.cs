using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Core;

/// <summary>What <c>ops/config</c> says: every problem, those in files of the commit on their lines.</summary>
public static class ConfigVerdict
{
    private const string Cut = "\n… and more: `githubops check` shows all of them.\n";

    /// <param name="problems">Of the files as they would be.</param>
    /// <param name="files">Paths of the commit: a problem elsewhere has no line here.</param>
    /// <param name="notes">Sentences of ours on what was looked at.</param>
    public static CheckVerdict Of(
        ImmutableArray<Problem> problems, IReadOnlySet<string> files, IEnumerable<string> notes)
    {
        var errors = problems.Count(problem => problem.Level == ProblemLevel.Error);
        var warnings = problems.Count(problem => problem.Level == ProblemLevel.Warning);
        var text = new StringBuilder();
        foreach (var note in notes) text.Append(Markdown.Sentence(note)).Append("\n\n");
        var ordered = problems.OrderByDescending(problem => problem.Level).ToImmutableArray();
        foreach (var problem in ordered) text.Append(Markdown.Item(problem));
        return new CheckVerdict
        {
            Name = CheckVerdict.Config,
            Conclusion = errors > 0 ? CheckConclusion.Failure : CheckConclusion.Success,
            Title = Title(errors, warnings),
            Summary = Markdown.Fit(text.ToString(), CheckVerdict.TextBytesMax, Cut),
            Annotations = [.. ordered.Where(problem => problem.File is { } file && files.Contains(file)).Select(Annotate)],
        };
    }

    private static string Title(int errors, int warnings) => (errors, warnings) switch
    {
        (0, 0) => "No mistake found",
        (0, _) => Count(warnings, "warning"),
        (_, 0) => Count(errors, "error"),
        _ => $"{Count(errors, "error")}, {Count(warnings, "warning")}",
    };

    private static CheckAnnotation Annotate(Problem problem) => new(
        problem.File!, Math.Max(1, problem.Line), problem.Level, problem.Code,
        problem.Remedy is null ? problem.Text : $"{problem.Text.TrimEnd('.')}. {problem.Remedy}");

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
