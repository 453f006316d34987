using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// What <c>ops/runbooks</c> says of a change: what it has to do with a runbook, and one line of the rest.
/// </summary>
public sealed record RunbooksVerdict
{
    private const string Cut = "\n… and more: `githubops runbooks check` shows all of them.\n";

    /// <summary>So much of what people said is shown.</summary>
    private const int HeardMax = 10;

    public required RunbookReport Report { get; init; }

    /// <summary>Only in <see cref="Mode.Live"/> it blocks.</summary>
    public required Mode Mode { get; init; }

    /// <summary>Of the change; 0: it is no pull request.</summary>
    public int PullNumber { get; init; }

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

    /// <summary>Somebody has said by a command what counts here.</summary>
    public bool HearsPeople => Heard().Any();

    /// <summary>What people said of the runbooks of this change, and what on this pull request was not done.</summary>
    private IEnumerable<RunbookEvidence> Heard()
    {
        var related = Report.Facts.Runbooks.Where(x => x.Related).Select(x => x.Path).ToHashSet(StringComparer.Ordinal);
        return Report.Facts.Evidence.Where(x => x.Kind == EvidenceKind.Refused
            ? PullNumber > 0 && x.Number == PullNumber : related.Contains(x.Path)).OrderBy(x => x.At)
            .TakeLast(HeardMax);
    }

    private static string Sentence(RunbookEvidence said)
    {
        var (who, day) = (CommentWords.Person(said.By), RunbookAge.Date(said.On));
        var where = $"{who} on {day}, in `#{said.Number}`";
        var path = Problems.ShownPath(said.Path);
        return said.Kind switch
        {
            EvidenceKind.Verified => $"`{path}` was read and holds: {where}.",
            EvidenceKind.Drilled => $"`{path}` was followed and works: {where}.",
            EvidenceKind.Wrong => $"`{path}` was found wrong: {where}.",
            EvidenceKind.Waived =>
                $"The review of `{path}` is put off until {RunbookAge.Date(said.Until!.Value)}: {where}.",
            _ => $"Not done for {who}: {said.Said}.",
        };
    }

    private string Summary(ImmutableArray<RunbookFinding> mine, int others)
    {
        var text = new StringBuilder();
        if (Mode != Mode.Live && mine.Any(x => x.Problem.Level == ProblemLevel.Error))
            text.Append("This is a dry run: in `mode: live` the check would fail.\n\n");
        foreach (var finding in mine) text.Append(Markdown.Item(finding.Problem));
        if (mine.IsEmpty) text.Append("Every runbook that this change has to do with holds.\n");
        foreach (var path in Confirmable(mine))
            text.Append('\n').Append(Markdown.Sentence(
                $"One of its owners for whom it still holds says so here: `/runbook verified {ShellWord.Of(path)}`"))
                .Append('\n');
        foreach (var said in Heard()) text.Append('\n').Append(Markdown.Sentence(Sentence(said))).Append('\n');
        var stale = Report.StaleCount;
        if (stale + others > 0)
            text.Append('\n')
                .Append($"{stale} of {Report.Facts.Runbooks.Length} runbooks are overdue; {others} findings have ")
                .Append("nothing to do with this change: `githubops runbooks check` shows them.\n");
        foreach (var note in Notes) text.Append('\n').Append(Markdown.Sentence(note)).Append('\n');
        return text.ToString();
    }

    /// <summary>Runbooks of which only a review is missing.</summary>
    private static IEnumerable<string> Confirmable(ImmutableArray<RunbookFinding> mine) =>
        mine.Where(x => x is { Runbook: not null, Problem: { Code: "RB020", Level: >= ProblemLevel.Warning } })
            .Select(x => x.Runbook!).Distinct(StringComparer.Ordinal);

    private bool IsShownOnItsLine(RunbookFinding finding) =>
        finding.Problem is { Level: >= ProblemLevel.Warning, File: { } file } &&
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
