using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Core;

/// <summary>What <c>ops/config</c> says: every problem, those in files of the commit on their lines.</summary>
public sealed record ConfigVerdict
{
    private const string Cut = "\n… and more: `githubops check` shows all of them.\n";

    /// <summary>Of the files as they would be.</summary>
    public required ImmutableArray<Problem> Problems { get; init; }

    /// <summary>Paths of the commit: a problem elsewhere has no line here.</summary>
    public required IReadOnlySet<string> Files { get; init; }

    /// <summary>Sentences of ours on what was looked at.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>A lead must agree.</summary>
    public bool AsksForApproval { get; init; }

    public CheckVerdict ToVerdict()
    {
        var errors = Problems.Count(problem => problem.Level == ProblemLevel.Error);
        var warnings = Problems.Count(problem => problem.Level == ProblemLevel.Warning);
        var text = new StringBuilder();
        foreach (var note in Notes) text.Append(Markdown.Sentence(note)).Append("\n\n");
        var ordered = Problems.OrderByDescending(problem => problem.Level).ToImmutableArray();
        foreach (var problem in ordered) text.Append(Markdown.Item(problem));
        if (text.Length == 0) text.Append("The files of the operating model are in order.\n");
        return new CheckVerdict
        {
            Name = CheckVerdict.Config,
            Conclusion = errors > 0 ? CheckConclusion.Failure
                : AsksForApproval ? CheckConclusion.ActionRequired
                : CheckConclusion.Success,
            Title = Title(errors, warnings),
            Summary = Markdown.Fit(text.ToString(), CheckVerdict.TextBytesMax, Cut),
            Annotations = [
                .. ordered.Where(problem => problem.File is { } file && Files.Contains(file))
                    .Select(CheckAnnotation.Of)],
            AsksForApproval = AsksForApproval && errors == 0,
        };
    }

    private string Title(int errors, int warnings) => (errors, warnings) switch
    {
        (0, _) when AsksForApproval => "A lead must approve it",
        (0, 0) => "No mistake found",
        (0, _) => Count(warnings, "warning"),
        (_, 0) => Count(errors, "error"),
        _ => $"{Count(errors, "error")}, {Count(warnings, "warning")}",
    };

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
