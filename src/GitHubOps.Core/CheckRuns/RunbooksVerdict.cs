using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Core;

/// <summary>What <c>ops/runbooks</c> says of a change: what it has to do with a runbook, and one line of the rest.</summary>
public sealed record RunbooksVerdict
{
    private const string Cut = "\n… and more: `githubops runbooks check` shows all of them.\n";

    public required RunbookReport Report { get; init; }

    /// <summary>Only in <see cref="Mode.Live"/> it blocks.</summary>
    public required Mode Mode { get; init; }

    /// <summary>Sentences of ours on what was looked at.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>It was too much to be read here.</summary>
    public static CheckVerdict NotJudged(string why) => new()
    {
        Name = CheckVerdict.Runbooks,
        Conclusion = CheckConclusion.Neutral,
        Title = "Not judged",
        Summary = Markdown.Sentence(why) + "\n",
    };

    public CheckVerdict ToVerdict()
    {
        var (mine, others) = Split();
        var errors = mine.Count(x => x.Problem.Level == ProblemLevel.Error);
        var warnings = mine.Count(x => x.Problem.Level == ProblemLevel.Warning);
        return new CheckVerdict
        {
            Name = CheckVerdict.Runbooks,
            Conclusion = errors == 0 ? CheckConclusion.Success
                : Mode == Mode.Live ? CheckConclusion.Failure : CheckConclusion.Neutral,
            Title = Title(errors, warnings),
            Summary = Markdown.Fit(Summary(mine, others), CheckVerdict.TextBytesMax, Cut),
            Annotations = [.. mine.Where(IsShownOnItsLine).Select(x => CheckAnnotation.Of(x.Problem))],
        };
    }

    /// <summary>The gate meets the person who caused it: everything else is one line.</summary>
    private (ImmutableArray<RunbookFinding> Mine, int Others) Split()
    {
        var mine = Report.Findings.Where(x => x.Related).ToImmutableArray();
        return (mine, Report.Findings.Count(x => !x.Related && x.Problem.Level >= ProblemLevel.Warning));
    }

    private string Summary(ImmutableArray<RunbookFinding> mine, int others)
    {
        var text = new StringBuilder();
        if (Mode != Mode.Live && mine.Any(x => x.Problem.Level == ProblemLevel.Error))
            text.Append("This is a dry run: in `mode: live` the check would fail.\n\n");
        foreach (var finding in mine) text.Append(Markdown.Item(finding.Problem));
        if (mine.IsEmpty) text.Append("Every runbook that this change has to do with holds.\n");
        var stale = Report.StaleCount;
        if (stale + others > 0)
            text.Append('\n').Append($"{stale} of {Report.Facts.Runbooks.Length} runbooks are overdue; {others} findings have ")
                .Append("nothing to do with this change: `githubops runbooks check` shows them.\n");
        foreach (var note in Notes) text.Append('\n').Append(Markdown.Sentence(note)).Append('\n');
        return text.ToString();
    }

    private bool IsShownOnItsLine(RunbookFinding finding) => finding.Problem is { Level: >= ProblemLevel.Warning, File: { } file } &&
        Report.Facts.Tree?.Find(file) is not null;

    private string Title(int errors, int warnings)
    {
        if (errors > 0)
        {
            var runbooks = Report.Findings.Where(x => x.Related && x.Problem.Level == ProblemLevel.Error)
                .Select(x => x.Runbook).Distinct().Count();
            var what = runbooks == 1 ? "1 runbook stands" : $"{runbooks} runbooks stand";
            return Mode == Mode.Live ? $"{what} in the way" : $"{what} in the way (dry run)";
        }

        return warnings switch
        {
            0 => "The runbooks hold",
            1 => "1 warning",
            _ => $"{warnings} warnings",
        };
    }
}
