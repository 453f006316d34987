using System.CommandLine;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// <c>githubops runbooks explain</c>: how one runbook stands on each axis, with the arithmetic and what it rests on.
/// </summary>
internal static class ExplainCommand
{
    private static readonly (RunbookAxis Axis, string Name)[] Axes =
    [
        (RunbookAxis.Format, "metadata"), (RunbookAxis.Owner, "owner"), (RunbookAxis.Age, "age"),
        (RunbookAxis.Drift, "drift"),
        (RunbookAxis.Integrity, "integrity"), (RunbookAxis.Touch, "change"), (RunbookAxis.Coverage, "coverage"),
    ];

    public static Command Build(Surroundings surroundings)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "The runbooks.",
            Arity = ArgumentArity.OneOrMore,
        };
        var root = RunbookOptions.Root();
        var today = RunbookOptions.Today();
        var timeout = RunbookOptions.Timeout();
        var command = new VerbCommand(
            "explain",
            "Tell how a runbook stands: owner, age with its arithmetic, what it covers and what changed there.",
            "githubops runbooks explain docs/runbooks/roll-back.md")
        {
            paths, root, today, timeout,
        };
        command.SetAction(
            (result, cancellation) => Task.FromResult(RunbookOptions.Within(result.GetValue(timeout), limit =>
        {
            var day = RunbookOptions.ReadToday(result.GetValue(today), surroundings);
            var folder = RunbookOptions.ReadRoot(result.GetValue(root), surroundings);
            var survey = RunbookSurvey.Gather(
                new(folder, result.GetValue(paths)!), new ChangeRequest.Nothing(), day, surroundings, limit);
            var report = RunbookChecker.Check(survey.Facts);
            var text = new StringBuilder();
            foreach (var runbook in report.Facts.Runbooks) Append(text, runbook, report);
            foreach (var note in survey.Notes) text.Append("note    ").Append(note).Append('\n');
            var said = text.ToString();
            surroundings.Out.Write(surroundings.OnActions ? WorkflowCommands.Quoted(said) : said);
            return ExitCodes.Pass;
        }, cancellation)));
        return command;
    }

    private static void Append(StringBuilder text, RunbookCase runbook, RunbookReport report)
    {
        text.Append(Problems.ShownPath(runbook.Path)).Append('\n');
        if (runbook.Runbook is { } known) AppendFacts(text, known, runbook, report.Facts);
        foreach (var (axis, name) in Axes)
        {
            var found = report.Findings.Where(x => x.Axis == axis && x.Runbook == runbook.Path).ToList();
            if (found.Count == 0) continue;
            text.Append("  ").Append(name).Append('\n');
            foreach (var finding in found)
            {
                text.Append("    ").Append(RunbookWords.Of(finding.Problem.Level)).Append(' ')
                    .Append(finding.Problem.Code).Append(' ').Append(ProblemOutput.Line(finding.Problem)).Append('\n');
            }
        }

        text.Append('\n');
    }

    private static void AppendFacts(StringBuilder text, Runbook known, RunbookCase runbook, RunbookFacts facts)
    {
        Line(text, "owner", $"{Problems.Shown(known.Owner ?? "nobody")} ({OwnerOf(known, facts)})");
        Line(text, "severity",
            RunbookWords.Of(RunbookPolicy.SeverityOf(known)) + (known.Severity is null ? ", none is named" : ""));
        Line(text, "state", RunbookWords.Of(known.State));
        Line(text, "age", $"{CheckText.StateOf(runbook.Age)}: {runbook.Age.Arithmetic}");
        if (known.Review is { } review)
        {
            var kind = review.Kind is { } how ? RunbookWords.Of(how) : "no kind";
            Line(text, "review", $"by {Problems.Shown(review.By ?? "nobody")}, {kind}" +
                (review.Evidence is { } evidence ? $", {Problems.Shown(evidence)}" : ""));
        }

        if (known.Covers.Entries.IsEmpty) Line(text, "covers", "nothing: no change can ask for it");
        foreach (var entry in known.Covers.Entries) Line(text, "covers", Cover(entry, known, facts));
    }

    private static string OwnerOf(Runbook known, RunbookFacts facts) =>
        (facts.People?.StateOf(known.Owner) ?? OwnerState.Unverified) switch
        {
            OwnerState.Listed => "listed in this repository; only GitHub knows whether they may see it",
            OwnerState.Left => "has left",
            OwnerState.Undefined => "a name that is not defined",
            OwnerState.Missing => "missing",
            _ => "unverified: only GitHub knows whether they may see it",
        };

    private static string Cover(RunbookCover entry, Runbook known, RunbookFacts facts)
    {
        var shown = $"`{Problems.Shown(entry.Text)}`";
        if (facts.Tree is not { } tree) return $"{shown}, unknown without git";
        var count = tree.FilesOf(entry, known.Covers, known.Path).Count();
        var files = count == 1 ? "1 file" : $"{count} files";
        if (known.Review?.Seen.GetValueOrDefault(entry.Text) is not { } seen)
            return $"{shown}, {files}, not seen by a review";
        var now = tree.FingerprintOf(entry, known.Covers, known.Path);
        return $"{shown}, {files}, {(now == seen ? "as the reviewer saw it" : "changed since the review")}";
    }

    private static void Line(StringBuilder text, string name, string said) =>
        text.Append("  ").Append(name.PadRight(10)).Append(said).Append('\n');
}
